package io.github.exo2micro.picture;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.picture.chart.Contours;
import io.github.exo2micro.picture.chart.Figure;
import io.github.exo2micro.picture.chart.ImagePanel;
import io.github.exo2micro.picture.chart.LegendEntry;
import io.github.exo2micro.picture.chart.Panels;
import io.github.exo2micro.picture.chart.PictureLabel;
import io.github.exo2micro.picture.chart.PictureStyle;
import io.github.exo2micro.picture.chart.Shading;
import io.github.exo2micro.picture.file.Csv;
import io.github.exo2micro.picture.file.Picture;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Coarse alignment against the refined one: boundaries of post, of pre after the coarse pass, and of pre after the fit
 * to the outline (ICP).
 *
 * @param label whose it is
 * @param view what stage 2 saw
 * @param coarse the coarse warp, full-resolution post px → pre px
 * @param refined the warp after ICP; equal to {@code coarse} when that was rejected
 * @param note what was decided and why, or ""
 */
public record FineAlignmentPicture(PictureLabel label, AlignmentView view, Homography coarse, Homography refined,
    String note) implements Picture {

  @Override
  public String name() {
    return "fine_alignment";
  }

  @Override
  public BufferedImage draw() {
    Contours post = view.postContours();
    Contours afterCoarse = view.preContours(coarse);
    Contours afterFit = view.preContours(refined);
    Tile crop = ImagePanel.content(view.post(), view.pre(coarse));
    Figure figure = Figure.wide(Panels.height(2, 1, crop) + 79 + Figure.wideNoteHeight(note))
        .heading(label, "Fine alignment: fit of the outlines (ICP)").note(note)
        .legend(List.of(new LegendEntry(LegendEntry.Sign.LINE, PictureStyle.POST_OUTLINE, "post"),
            new LegendEntry(LegendEntry.Sign.LINE, PictureStyle.PRE_OUTLINE, "pre, coarse"),
            new LegendEntry(LegendEntry.Sign.LINE, PictureStyle.REFINED_OUTLINE, "pre, refined")));
    List<Rectangle2D> boxes = Panels.grid(figure.body(), 2, 1);
    Shading ground = Shading.grey(view.post());
    ImagePanel left = ImagePanel.draw(figure, boxes.get(0), "after the coarse pass", crop, ground);
    left.overlay(post, PictureStyle.POST_OUTLINE, PictureStyle.UNDER);
    left.overlay(afterCoarse, PictureStyle.PRE_OUTLINE, PictureStyle.LINE);
    ImagePanel right = ImagePanel.draw(figure, boxes.get(1), "after the fit", crop, ground);
    right.overlay(post, PictureStyle.POST_OUTLINE, PictureStyle.UNDER);
    right.overlay(afterCoarse, PictureStyle.PRE_OUTLINE, PictureStyle.THIN);
    right.overlay(afterFit, PictureStyle.REFINED_OUTLINE, PictureStyle.LINE);
    right.bar(label, view.reduction());
    return figure.finish();
  }

  @Override
  public String csv() {
    Csv csv = new Csv().remark("sample", label.sample()).remark("dye", label.dye())
        .remark("coarse warp, post px to pre px, row by row", coarse).remark("refined warp", refined);
    if (!note.isEmpty()) {
      csv.remark("note", note);
    }
    csv.row("boundary", "x1", "y1", "x2", "y2");
    view.rows(csv, "post", view.postContours());
    view.rows(csv, "pre_coarse", view.preContours(coarse));
    view.rows(csv, "pre_refined", view.preContours(refined));
    return csv.toString();
  }
}
