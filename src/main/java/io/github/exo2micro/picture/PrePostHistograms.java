package io.github.exo2micro.picture;

import io.github.exo2micro.picture.chart.Axes;
import io.github.exo2micro.picture.chart.CountFormat;
import io.github.exo2micro.picture.chart.Figure;
import io.github.exo2micro.picture.chart.LegendEntry;
import io.github.exo2micro.picture.chart.PictureLabel;
import io.github.exo2micro.picture.chart.PictureStyle;
import io.github.exo2micro.picture.file.Csv;
import io.github.exo2micro.picture.file.Picture;
import io.github.exo2micro.picture.statistics.Bins;
import io.github.exo2micro.picture.statistics.BrightnessScale;
import io.github.exo2micro.picture.statistics.PairHistograms;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import org.jfree.chart.axis.ValueAxis;

/**
 * How bright post, raw pre and aligned pre are inside the sample region. Raw pre and post are as the camera recorded
 * them, so they compare; aligned pre, faint, shows what interpolation did.
 *
 * @param label whose it is
 * @param data post and aligned pre
 * @param rawScale levels of {@code rawPre}
 * @param rawPre from {@code RawStatistics.pre()}
 */
public record PrePostHistograms(PictureLabel label, PairHistograms data, BrightnessScale rawScale, long[] rawPre)
    implements
      Picture {

  /** A bin towers over the rest from this ratio to the highest of those that are not beside it. */
  private static final double TOWERS = 5;
  /** How far beside counts as the same pile, as a part of the axis: a camera's offset is a few levels wide. */
  private static final double BESIDE = 0.02;

  @Override
  public String name() {
    return "pre_post_histograms";
  }

  @Override
  public BufferedImage draw() {
    long[] raw = rawOnFine();
    Bins bins = Bins.brightness(data.fine(), List.of(data.post(), raw));
    double[] post = bins.sum(data.post());
    double[] pre = bins.sum(raw);
    double[] warped = bins.sum(data.pre());
    Figure figure = Figure.single(330)
        .heading(label, "Brightness in the sample region, n = " + CountFormat.grouped(data.samplePixels()) + " pixels")
        .legend(List.of(new LegendEntry(LegendEntry.Sign.FILLED, PictureStyle.POST, "post"),
            new LegendEntry(LegendEntry.Sign.FILLED, PictureStyle.PRE, "pre, as recorded"),
            new LegendEntry(LegendEntry.Sign.FAINT, PictureStyle.WARPED, "pre, aligned")));
    boolean log = oneTowers(post) || oneTowers(pre);
    double top = Math.max(1, Math.max(highest(post), Math.max(highest(pre), highest(warped))));
    ValueAxis y = log ? Axes.log("pixels", 0.7, 2 * top) : Axes.linear("pixels", 0, 1.05 * top);
    Axes axes = Axes.inFrame(figure, figure.body(),
        Axes.linear("brightness (grey levels)", bins.lower(), bins.upper()), y);
    axes.steps(bins.edges(), warped, PictureStyle.WARPED, 0.25, 0.5);
    axes.steps(bins.edges(), pre, PictureStyle.PRE, 0.4, 1);
    axes.steps(bins.edges(), post, PictureStyle.POST, 0.4, 1);
    axes.frame();
    if (data.samplePixels() == 0) {
      figure.centred("no pixel with signal", axes.data());
    }
    return figure.finish();
  }

  /**
   * Raw pre on the levels of the others. With a camera offset only what is above it: raw pre was counted before the
   * offset was known, so its dark frame is in there.
   */
  private long[] rawOnFine() {
    long[] result = new long[data.fine().levels()];
    for (int k = 0; k < rawPre.length; k++) {
      if (data.floor().pre() <= 0 || rawScale.value(k) > data.floor().pre()) {
        result[data.fine().level(rawScale.value(k))] += rawPre[k];
      }
    }
    return result;
  }

  private static double highest(double[] counts) {
    return Arrays.stream(counts).max().orElse(0);
  }

  /** Whether one pile (that of zeros, or of the camera's offset) would press the rest flat. */
  public static boolean oneTowers(double[] counts) {
    int top = 0;
    for (int i = 0; i < counts.length; i++) {
      top = counts[i] > counts[top] ? i : top;
    }
    int beside = (int) (BESIDE * counts.length);
    double others = 0;
    for (int i = 0; i < counts.length; i++) {
      others = Math.abs(i - top) > beside ? Math.max(others, counts[i]) : others;
    }
    return others > 0 && counts[top] > TOWERS * others;
  }

  @Override
  public String csv() {
    Csv csv = new Csv().remark("sample", label.sample()).remark("dye", label.dye())
        .remark("pixels in the sample region", data.samplePixels()).remark("width of a level", data.fine().width())
        .row("brightness", "post", "pre_raw", "pre_aligned");
    long[] raw = rawOnFine();
    for (int k = 0; k < raw.length; k++) {
      if (data.post()[k] + raw[k] + data.pre()[k] > 0) {
        csv.numbers(data.fine().value(k), data.post()[k], raw[k], data.pre()[k]);
      }
    }
    return csv.toString();
  }
}
