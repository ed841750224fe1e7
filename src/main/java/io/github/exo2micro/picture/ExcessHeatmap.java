package io.github.exo2micro.picture;

import io.github.exo2micro.picture.chart.Axes;
import io.github.exo2micro.picture.chart.ColourBar;
import io.github.exo2micro.picture.chart.ColourMap;
import io.github.exo2micro.picture.chart.CountFormat;
import io.github.exo2micro.picture.chart.Figure;
import io.github.exo2micro.picture.chart.LegendEntry;
import io.github.exo2micro.picture.chart.PictureLabel;
import io.github.exo2micro.picture.file.Csv;
import io.github.exo2micro.picture.file.Picture;
import io.github.exo2micro.picture.statistics.PairHistograms;
import io.github.exo2micro.picture.statistics.ScaleLine;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * Where post is brighter than pre, and by how many pixels: the joint histogram minus its transpose, cells above the
 * diagonal with more pixels than their mirror image, with a line for scale 1 and for each scale in use.
 *
 * @param label whose it is
 * @param data the counts
 * @param scales lines to draw, the first on top
 */
public record ExcessHeatmap(PictureLabel label, PairHistograms data, List<ScaleLine> scales) implements Picture {

  public ExcessHeatmap {
    scales = List.copyOf(scales);
  }

  @Override
  public String name() {
    return "excess_heatmap";
  }

  @Override
  public BufferedImage draw() {
    JointGrid grid = new JointGrid(data);
    long[][] excess = grid.excess();
    long highest = 1;
    for (long[] row : excess) {
      for (long n : row) {
        highest = Math.max(highest, n);
      }
    }
    List<LegendEntry> legend = new ArrayList<>();
    for (ScaleLine scale : scales) {
      legend.add(new LegendEntry(LegendEntry.Sign.LINE, scale.colour(), scale.text()));
    }
    legend.add(new LegendEntry(LegendEntry.Sign.DASHED, Color.BLACK, "scale = 1"));
    Figure figure = Figure.single(HeatmapPage.HEIGHT)
        .heading(label, "Excess of post over pre, n = " + CountFormat.grouped(data.pixels()) + " pixels")
        .legend(legend);
    BufferedImage cells = grid.image((p, q) -> grid.excessAt(excess, p, q), ColourMap.MAGMA, highest);
    Axes axes = HeatmapPage.draw(figure, grid, cells,
        ColourBar.counts(ColourMap.MAGMA, 1, highest, "more pixels than mirrored"));
    HeatmapPage.identity(axes, grid);
    for (int i = scales.size() - 1; i >= 0; i--) {
      axes.scale(HeatmapPage.line(axes, grid, scales.get(i)), scales.get(i).colour(), i, true);
    }
    axes.frame();
    return figure.finish();
  }

  @Override
  public String csv() {
    Csv csv = new Csv().remark("sample", label.sample()).remark("dye", label.dye())
        .remark("pixels", data.pixels()).remark("width of a level", data.coarse().width());
    scales.forEach(s -> csv.remark("scale " + s.kind(), s.scale()));
    csv.row("pre", "post", "excess");
    long[][] excess = new JointGrid(data).excess();
    for (int p = 0; p < excess.length; p++) {
      for (int q = 0; q < p; q++) {
        if (excess[p][q] > 0) {
          csv.numbers(data.coarse().value(q), data.coarse().value(p), excess[p][q]);
        }
      }
    }
    return csv.toString();
  }
}
