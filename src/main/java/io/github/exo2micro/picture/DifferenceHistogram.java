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
import io.github.exo2micro.picture.statistics.Shards;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;

/**
 * post − pre, unscaled: all pixels, those with signal in both images, and those with signal in post alone.
 *
 * @param label whose it is
 * @param data the counts
 */
public record DifferenceHistogram(PictureLabel label, PairHistograms data) implements Picture {

  @Override
  public String name() {
    return "difference_histogram";
  }

  @Override
  public BufferedImage draw() {
    long[] all = all();
    int zero = data.fine().levels() - 1;
    int first = zero;
    int last = zero;
    for (int k = 0; k < all.length; k++) {
      if (all[k] > 0) {
        first = Math.min(first, k);
        last = Math.max(last, k);
      }
    }
    Bins bins = Bins.equal(Math.max(0, first - 1), Math.min(all.length - 1, last + 1), zero, data.fine().width());
    double[] sums = bins.sum(all);
    Figure figure = Figure.single(330)
        .heading(label, "post − pre without scaling, n = " + CountFormat.grouped(data.pixels()) + " pixels")
        .legend(List.of(
            new LegendEntry(LegendEntry.Sign.OUTLINE, PictureStyle.ALL, "all, padding too"),
            new LegendEntry(LegendEntry.Sign.FILLED, PictureStyle.PRE,
                "signal in both (" + CountFormat.grouped(data.bothPixels()) + ")"),
            new LegendEntry(LegendEntry.Sign.FILLED, PictureStyle.POST,
                "post only (" + CountFormat.grouped(data.postOnlyPixels()) + ")"),
            new LegendEntry(LegendEntry.Sign.DASHED, Color.BLACK, "zero")));
    double top = Arrays.stream(sums).max().orElse(1);
    Axes axes = Axes.inFrame(figure, figure.body(),
        Axes.linear("post − pre (grey levels)", bins.lower(), bins.upper()),
        Axes.log("pixels", 0.7, Math.max(10, 2 * top)));
    axes.steps(bins.edges(), bins.sum(data.differenceBoth()), PictureStyle.PRE, 0.4, 0.9);
    axes.steps(bins.edges(), bins.sum(data.differencePostOnly()), PictureStyle.POST, 0.4, 0.9);
    axes.steps(bins.edges(), sums, PictureStyle.ALL, 0, 1);
    axes.vertical(0, Color.BLACK, PictureStyle.DASHED);
    axes.frame();
    return figure.finish();
  }

  private long[] all() {
    long[] all = data.differenceRest().clone();
    Shards.add(all, data.differenceBoth());
    Shards.add(all, data.differencePostOnly());
    return all;
  }

  @Override
  public String csv() {
    Csv csv = new Csv().remark("sample", label.sample()).remark("dye", label.dye()).remark("pixels", data.pixels())
        .remark("width of a level", data.fine().width()).row("difference", "all", "both", "post_only");
    long[] all = all();
    for (int k = 0; k < all.length; k++) {
      if (all[k] > 0) {
        csv.numbers((k - (data.fine().levels() - 1)) * data.fine().width(), all[k], data.differenceBoth()[k],
            data.differencePostOnly()[k]);
      }
    }
    return csv.toString();
  }
}
