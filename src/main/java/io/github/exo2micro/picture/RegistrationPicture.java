package io.github.exo2micro.picture;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.Percentiles;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.picture.chart.ColourMap;
import io.github.exo2micro.picture.chart.Contours;
import io.github.exo2micro.picture.chart.CountFormat;
import io.github.exo2micro.picture.chart.Figure;
import io.github.exo2micro.picture.chart.ImagePanel;
import io.github.exo2micro.picture.chart.LegendEntry;
import io.github.exo2micro.picture.chart.Panels;
import io.github.exo2micro.picture.chart.PictureLabel;
import io.github.exo2micro.picture.chart.PictureStyle;
import io.github.exo2micro.picture.chart.Samples;
import io.github.exo2micro.picture.chart.Shading;
import io.github.exo2micro.picture.file.Csv;
import io.github.exo2micro.picture.file.Picture;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * Four panels: post with its boundary; pre with its boundary before; both boundaries after the coarse pass; post − pre
 * after the coarse pass, unscaled, blue–white–red. Where tissue fills both frames there are no boundaries, and the
 * picture says so.
 *
 * @param label whose it is
 * @param view what stage 2 saw
 * @param coarse the coarse warp, full-resolution post px → pre px
 * @param note how it was found and how well it is supported, or ""
 */
public record RegistrationPicture(PictureLabel label, AlignmentView view, Homography coarse, String note)
    implements
      Picture {

  @Override
  public String name() {
    return "registration";
  }

  @Override
  public BufferedImage draw() {
    FloatImage aligned = view.pre(coarse);
    Contours post = view.postContours();
    Contours before = view.preContours();
    Contours after = view.preContours(coarse);
    boolean outlined = post.count() + before.count() > 0;
    Tile crop = ImagePanel.content(view.post(), view.pre(), aligned);
    Figure figure = Figure.wide(Panels.height(2, 2, crop) + 79 + Figure.wideNoteHeight(note))
        .heading(label, "Registration: boundaries and coarse alignment").note(note)
        .legend(legend(outlined));
    List<Rectangle2D> boxes = Panels.grid(figure.body(), 2, 2);
    ImagePanel.draw(figure, boxes.get(0), "1a  post", crop, Shading.grey(view.post()))
        .overlay(post, PictureStyle.POST_OUTLINE, PictureStyle.LINE);
    ImagePanel.draw(figure, boxes.get(1), "1b  pre, before alignment", crop, Shading.grey(view.pre()))
        .overlay(before, PictureStyle.PRE_OUTLINE, PictureStyle.LINE);
    ImagePanel both = ImagePanel.draw(figure, boxes.get(2), outlined ? "2  post, both boundaries after the coarse pass"
        : "2  post; neither image shows a boundary", crop, Shading.grey(view.post()));
    both.bar(label, view.reduction());
    both.overlay(post, PictureStyle.POST_OUTLINE, PictureStyle.UNDER);
    both.overlay(after, PictureStyle.PRE_OUTLINE, PictureStyle.LINE);
    double limit = differenceLimit(aligned);
    ImagePanel.draw(figure, boxes.get(3),
        "3  post − pre after the coarse pass, full colour at ±" + CountFormat.text(Math.rint(limit)), crop,
        Shading.blueWhiteRed(view.post(), aligned, limit));
    return figure.finish();
  }

  private static List<LegendEntry> legend(boolean outlined) {
    List<LegendEntry> entries = new ArrayList<>();
    if (outlined) {
      entries.add(new LegendEntry(LegendEntry.Sign.LINE, PictureStyle.POST_OUTLINE, "post"));
      entries.add(new LegendEntry(LegendEntry.Sign.LINE, PictureStyle.PRE_OUTLINE, "pre"));
    }
    entries.add(new LegendEntry(LegendEntry.Sign.FILLED, ColourMap.BLUE_WHITE_RED.colour(1), "post brighter"));
    entries.add(new LegendEntry(LegendEntry.Sign.FILLED, ColourMap.BLUE_WHITE_RED.colour(0), "pre brighter"));
    return entries;
  }

  /** The 95th percentile of the absolute differences that are not 0. */
  private double differenceLimit(FloatImage aligned) {
    float[] absolute = new float[aligned.pixels().length];
    for (int i = 0; i < absolute.length; i++) {
      absolute[i] = Math.abs(view.post().pixels()[i] - aligned.pixels()[i]);
    }
    Percentiles positive = Percentiles.ofPositive(Samples.of(absolute));
    return positive.count() == 0 ? 1 : positive.at(95);
  }

  @Override
  public String csv() {
    Csv csv = new Csv().remark("sample", label.sample()).remark("dye", label.dye())
        .remark("coarse warp, post px to pre px, row by row", coarse);
    if (!note.isEmpty()) {
      csv.remark("note", note);
    }
    csv.row("boundary", "x1", "y1", "x2", "y2");
    view.rows(csv, "post", view.postContours());
    view.rows(csv, "pre", view.preContours());
    view.rows(csv, "pre_coarse", view.preContours(coarse));
    return csv.toString();
  }
}
