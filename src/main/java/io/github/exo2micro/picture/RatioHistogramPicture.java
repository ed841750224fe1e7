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
import io.github.exo2micro.picture.statistics.PairHistograms;
import io.github.exo2micro.picture.statistics.ScaleLine;
import io.github.exo2micro.subtraction.RatioFit;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jfree.chart.axis.ValueAxis;

/**
 * The ratio post / pre of blocks of pixels (of single ones where the scale rests on those) with signal in both, on a
 * logarithmic axis labelled in ratios: the peak with the Moffat profile and what it was fitted to, and below it the
 * whole range with a logarithmic count.
 *
 * @param label whose it is
 * @param curve histogram and fit
 * @param scales lines to draw
 * @param note what to know about the fit, or ""
 */
public record RatioHistogramPicture(PictureLabel label, RatioFit curve, List<ScaleLine> scales, String note)
    implements
      Picture {

  private static final int MOST_BINS = 300;
  private static final int MOST_MARKS = 60;
  private static final Color PROFILE = new Color(0x333333);
  private static final Color FITTED = new Color(0x111111);
  private static final Color MIRRORED = new Color(0x9467bd);

  public RatioHistogramPicture {
    scales = List.copyOf(scales);
  }

  @Override
  public String name() {
    return "ratio_histogram";
  }

  @Override
  public BufferedImage draw() {
    Figure figure = Figure.single(500)
        .heading(label,
            "Ratio post / pre, n = " + CountFormat.grouped(curve.counted()) + " " + counted() + " with signal in both")
        .note(note).legend(legend());
    Rectangle2D body = figure.body();
    double[] whole = range(0.0005, 0.9995);
    if (PairHistograms.sum(whole(curve.counts())) == 0) {
      figure.centred("no pixel with signal in both images", body);
      return figure.finish();
    }
    double upper = Math.round(body.getHeight() * 0.6);
    plot(figure, new Rectangle2D.Double(body.getX(), body.getY(), body.getWidth(), upper), peakRange(), false);
    plot(figure, new Rectangle2D.Double(body.getX(), body.getY() + upper, body.getWidth(), body.getHeight() - upper),
        whole, true);
    return figure.finish();
  }

  private List<LegendEntry> legend() {
    List<LegendEntry> entries = new ArrayList<>();
    scales.forEach(s -> entries.add(new LegendEntry(LegendEntry.Sign.LINE, s.colour(), s.text())));
    entries.add(new LegendEntry(LegendEntry.Sign.DASHED, Color.BLACK, "ratio = 1"));
    entries.add(new LegendEntry(LegendEntry.Sign.FILLED, PictureStyle.PRE, counted()));
    if (isWeighted()) {
      entries.add(new LegendEntry(LegendEntry.Sign.OUTLINE, PictureStyle.POST, "weighted by certainty"));
    }
    entries.add(new LegendEntry(LegendEntry.Sign.DOT, FITTED, "fitted bins"));
    entries.add(new LegendEntry(LegendEntry.Sign.TRIANGLE, MIRRORED, "left wing mirrored"));
    if (curve.converged()) {
      entries.add(new LegendEntry(LegendEntry.Sign.LINE, PROFILE, "Moffat profile"));
    }
    return entries;
  }

  /** What the bins count. */
  private String counted() {
    return curve.side() == 1 ? "pixels" : "blocks of " + curve.side() + " × " + curve.side() + " px";
  }

  private String unit() {
    return curve.side() == 1 ? "pixels" : "blocks";
  }

  private boolean isWeighted() {
    return !Arrays.equals(curve.counts(), curve.weighted());
  }

  private void plot(Figure figure, Rectangle2D frame, double[] logRange, boolean log) {
    int first = bin(logRange[0]);
    int last = Math.max(first, bin(logRange[1]));
    int together = (last - first) / MOST_BINS + 1;
    double[] edges = edges(first, last, together);
    double[] counts = sums(curve.counts(), first, edges.length - 1, together);
    double[] weighted = sums(curve.weighted(), first, edges.length - 1, together);
    double top = Math.max(1, Math.max(max(counts), max(weighted)));
    ValueAxis y = log ? Axes.log(counted(), 0.7, Math.max(10, 2 * top)) : Axes.linear(counted(), 0, 1.08 * top);
    ValueAxis x = Axes.log("post / pre", edges[0], edges[edges.length - 1]);
    Axes axes = Axes.inFrame(figure, frame, x, y);
    axes.steps(edges, counts, PictureStyle.PRE, 0.35, 0.8);
    if (isWeighted()) {
      axes.steps(edges, weighted, PictureStyle.POST, 0, 1);
    }
    if (curve.converged()) {
      profile(axes, edges, together);
    }
    axes.vertical(1, Color.BLACK, PictureStyle.DASHED);
    for (int i = scales.size() - 1; i >= 0; i--) {
      axes.scale(axes.verticalAt(scales.get(i).scale()), scales.get(i).colour(), i, false);
    }
    marks(axes, first, last, together);
    axes.frame();
  }

  private void profile(Axes axes, double[] edges, int together) {
    int points = 400;
    double[] xs = new double[points];
    double[] ys = new double[points];
    double from = Math.log10(edges[0]);
    double to = Math.log10(edges[edges.length - 1]);
    for (int i = 0; i < points; i++) {
      double log = from + (to - from) * i / (points - 1);
      xs[i] = Math.pow(10, log);
      ys[i] = together * curve.moffat().at(log);
    }
    axes.curve(xs, ys, PROFILE, PictureStyle.LINE);
  }

  /** Some of the bins that were fitted, evenly chosen, at the height of the histogram drawn. */
  private void marks(Axes axes, int first, int last, int together) {
    int shown = 0;
    for (int k = first; k <= last; k++) {
      shown += curve.fitted()[k] || !Double.isNaN(curve.mirrored()[k]) ? 1 : 0;
    }
    int every = shown / MOST_MARKS + 1;
    for (int k = first; k <= last; k += every) {
      double[] x = {Math.pow(10, curve.centre(k))};
      if (curve.fitted()[k]) {
        axes.marks(x, new double[] {together * curve.weighted()[k]}, FITTED, false);
      }
      if (!Double.isNaN(curve.mirrored()[k])) {
        axes.marks(x, new double[] {together * curve.mirrored()[k]}, MIRRORED, true);
      }
    }
  }

  private double[] edges(int first, int last, int together) {
    double[] edges = new double[(last - first) / together + 2];
    for (int i = 0; i < edges.length; i++) {
      edges[i] = Math.pow(10, curve.lowest() + (first + (double) i * together) * curve.binWidth());
    }
    return edges;
  }

  private static double[] sums(double[] values, int first, int bins, int together) {
    double[] result = new double[bins];
    for (int k = 0; k < bins * together && first + k < values.length; k++) {
      result[k / together] += values[first + k];
    }
    return result;
  }

  private static double max(double[] values) {
    return Arrays.stream(values).max().orElse(0);
  }

  private static long[] whole(double[] counts) {
    return Arrays.stream(counts).mapToLong(Math::round).toArray();
  }

  private int bin(double logRatio) {
    int k = (int) Math.floor((logRatio - curve.lowest()) / curve.binWidth());
    return Math.max(0, Math.min(curve.counts().length - 1, k));
  }

  /** log10 of the ratios between which most pixels lie, with 1 and all scales inside. */
  private double[] range(double low, double high) {
    long[] counts = whole(curve.counts());
    return around(curve.centre(Bins.quantile(counts, low)), curve.centre(Bins.quantile(counts, high)));
  }

  private double[] around(double low, double high) {
    double from = Math.min(low, 0);
    double to = Math.max(high, 0);
    for (ScaleLine s : scales) {
      from = Math.min(from, Math.log10(s.scale()));
      to = Math.max(to, Math.log10(s.scale()));
    }
    double margin = Math.max(0.02, 0.05 * (to - from));
    return new double[] {from - margin, to + margin};
  }

  private double[] peakRange() {
    double half = curve.converged()
        ? 5 * curve.moffat().halfWidth() : 0.2;
    return around(curve.moffat().mu() - half, curve.moffat().mu() + half);
  }

  @Override
  public String csv() {
    Csv csv = new Csv().remark("sample", label.sample()).remark("dye", label.dye()).remark(unit(), curve.counted());
    scales.forEach(s -> csv.remark("scale " + s.kind(), s.scale()));
    if (curve.converged()) {
      csv.remark("moffat amplitude", curve.moffat().amplitude()).remark("moffat mu", curve.moffat().mu())
          .remark("moffat alpha", curve.moffat().alpha()).remark("moffat beta", curve.moffat().beta());
    }
    if (!note.isEmpty()) {
      csv.remark("note", note);
    }
    csv.row("log10_ratio", unit(), "weighted", "fitted", "mirrored", "profile");
    for (int k = 0; k < curve.counts().length; k++) {
      if (curve.counts()[k] > 0 || curve.fitted()[k] || !Double.isNaN(curve.mirrored()[k])) {
        csv.row(curve.centre(k), curve.counts()[k], curve.weighted()[k], curve.fitted()[k] ? 1 : 0,
            Double.isNaN(curve.mirrored()[k]) ? "" : (Object) curve.mirrored()[k],
            curve.converged() ? (Object) curve.moffat().at(curve.centre(k)) : "");
      }
    }
    return csv.toString();
  }
}
