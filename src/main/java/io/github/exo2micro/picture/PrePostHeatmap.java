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
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Joint density of post and aligned pre brightness over all pixels, as the logarithm of counts, with the line where
 * both are equal. The colours leave out the cell of two zeros, which holds the padding.
 *
 * @param label whose it is
 * @param data the counts
 */
public record PrePostHeatmap(PictureLabel label, PairHistograms data) implements Picture {

  @Override
  public String name() {
    return "pre_post_heatmap";
  }

  @Override
  public BufferedImage draw() {
    JointGrid grid = new JointGrid(data);
    long highest = 1;
    for (int i = 1; i < data.joint().length; i++) {
      highest = Math.max(highest, data.joint()[i]);
    }
    Figure figure = Figure.single(HeatmapPage.HEIGHT)
        .heading(label, "Post against aligned pre, n = " + CountFormat.grouped(data.pixels()) + " pixels")
        .legend(List.of(new LegendEntry(LegendEntry.Sign.DASHED, Color.BLACK, "post = pre (scale 1)")));
    BufferedImage cells = grid.image(grid::count, ColourMap.INFERNO, highest);
    Axes axes = HeatmapPage.draw(figure, grid, cells, ColourBar.counts(ColourMap.INFERNO, 1, highest, "pixels"));
    HeatmapPage.identity(axes, grid);
    axes.frame();
    return figure.finish();
  }

  @Override
  public String csv() {
    Csv csv = new Csv().remark("sample", label.sample()).remark("dye", label.dye())
        .remark("pixels", data.pixels()).remark("pixels that are not finite", data.notFinite())
        .remark("width of a level", data.coarse().width()).row("pre", "post", "pixels");
    int levels = data.coarse().levels();
    for (int p = 0; p < levels; p++) {
      for (int q = 0; q < levels; q++) {
        if (data.joint()[p * levels + q] > 0) {
          csv.numbers(data.coarse().value(q), data.coarse().value(p), data.joint()[p * levels + q]);
        }
      }
    }
    return csv.toString();
  }
}
