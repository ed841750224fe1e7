package io.github.exo2micro.picture;

import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.Percentiles;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.picture.chart.Axes;
import io.github.exo2micro.picture.chart.CountFormat;
import io.github.exo2micro.picture.chart.Figure;
import io.github.exo2micro.picture.chart.ImagePanel;
import io.github.exo2micro.picture.chart.LegendEntry;
import io.github.exo2micro.picture.chart.Panels;
import io.github.exo2micro.picture.chart.PictureLabel;
import io.github.exo2micro.picture.chart.PictureStyle;
import io.github.exo2micro.picture.chart.Shading;
import io.github.exo2micro.picture.file.Csv;
import io.github.exo2micro.picture.file.Picture;
import io.github.exo2micro.picture.statistics.ResidualVector;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Post in red over pre in cyan, before and after alignment, as a whole and at a few places in full resolution; below,
 * how far matches that were not used for the fit are off, as arrows with median and 95th percentile.
 *
 * @param label whose it is
 * @param post overview of post
 * @param before overview of padded pre, of the same size
 * @param after overview of aligned pre, of the same size
 * @param reduction full-resolution px per overview px
 * @param places at most three
 * @param residuals what is left in the end; may be empty
 * @param field what the homography alone left there, where a field of local displacements was added to it
 * @param unmeasured places on tissue where the alignment could not be confirmed, full-resolution px
 * @param note accepted or rejected, and why
 */
public record AlignmentChecker(PictureLabel label, FloatImage post, FloatImage before, FloatImage after,
    int reduction, List<CheckedPlace> places, List<ResidualVector> residuals, LocalFieldView field,
    List<Tile> unmeasured, String note)
    implements
      Picture {

  /** More arrows would hide each other. */
  private static final int MOST_ARROWS = 500;
  private static final double LONGEST_ARROW = 26;
  private static final double FIELD_HEIGHT = 330;
  private static final Color ARROW = new Color(0xb3001b);
  private static final Color UNMEASURED = new Color(0xd55e00);

  /** @throws IllegalArgumentException for more than three places */
  public AlignmentChecker {
    places = List.copyOf(places);
    residuals = List.copyOf(residuals);
    unmeasured = List.copyOf(unmeasured);
    if (places.size() > 3) {
      throw new IllegalArgumentException(places.size() + " places");
    }
  }

  /** Of a homography alone. */
  public AlignmentChecker(PictureLabel label, FloatImage post, FloatImage before, FloatImage after, int reduction,
      List<CheckedPlace> places, List<ResidualVector> residuals, String note) {
    this(label, post, before, after, reduction, places, residuals, LocalFieldView.NONE, List.of(), note);
  }

  @Override
  public String name() {
    return "alignment_checker";
  }

  /**
   * By how much an overview of that width, in px, can be made smaller and still has more pixels than the picture shows.
   */
  public static int shrinking(int width) {
    return Math.max(1, width / 700);
  }

  @Override
  public BufferedImage draw() {
    Tile crop = ImagePanel.content(post, before, after);
    double overlays = 2 * (166 + Panels.TITLE) + Panels.GAP;
    Figure figure = Figure.wide(overlays + FIELD_HEIGHT + 105 + Figure.wideNoteHeight(note))
        .heading(label, "Alignment checker").note(note)
        .legend(joined(List.of(new LegendEntry(LegendEntry.Sign.FILLED, Color.RED, "post only"),
            new LegendEntry(LegendEntry.Sign.FILLED, new Color(0x00b8b8), "pre only"),
            new LegendEntry(LegendEntry.Sign.FILLED, Color.GRAY, "both agree"),
            new LegendEntry(LegendEntry.Sign.FILLED, UNMEASURED, "not confirmed"))
            .subList(0, unmeasured.isEmpty() ? 3 : 4), tearLegend()));
    Rectangle2D body = figure.body();
    overlays(figure, new Rectangle2D.Double(body.getX(), body.getY(), body.getWidth(), overlays), crop);
    field(figure, new Rectangle2D.Double(body.getX(), body.getY() + overlays + 14, body.getWidth(),
        body.getHeight() - overlays - 14), crop);
    return figure.finish();
  }

  private List<LegendEntry> tearLegend() {
    return field.tears().isEmpty() ? List.of()
        : List.of(new LegendEntry(LegendEntry.Sign.LINE, PictureStyle.PRE_OUTLINE, "edge of a piece"));
  }

  private static List<LegendEntry> joined(List<LegendEntry> some, List<LegendEntry> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  private void overlays(Figure figure, Rectangle2D area, Tile crop) {
    List<Rectangle2D> boxes = Panels.grid(area, 4, 2);
    ImagePanel whole = ImagePanel.draw(figure, boxes.get(0), "whole, before", crop, Shading.redCyan(post, before));
    ImagePanel after = ImagePanel.draw(figure, boxes.get(4), "whole, after", crop, Shading.redCyan(post, this.after));
    tears(after);
    after.bar(label, reduction);
    for (int i = 0; i < places.size(); i++) {
      CheckedPlace place = places.get(i);
      char letter = (char) ('A' + i);
      Tile all = place.post().size().whole();
      ImagePanel.draw(figure, boxes.get(1 + i), letter + ", before (" + place.region().width() + " px)", all,
          Shading.redCyan(place.post(), place.before()));
      ImagePanel.draw(figure, boxes.get(5 + i), letter + ", after", all,
          Shading.redCyan(place.post(), place.after())).bar(label, (double) place.region().width() / all.width());
      mark(figure.graphics(), whole, place.region(), letter);
    }
  }

  private void mark(Graphics2D g, ImagePanel whole, Tile region, char letter) {
    Rectangle2D inOverview = new Rectangle2D.Double(reduced(region.x()), reduced(region.y()),
        region.width() / (double) reduction, region.height() / (double) reduction);
    whole.overlay(inOverview, PictureStyle.REFINED_OUTLINE, PictureStyle.LINE);
    Rectangle2D onPage = whole.toPage().createTransformedShape(inOverview).getBounds2D();
    g.setColor(PictureStyle.REFINED_OUTLINE);
    g.setFont(PictureStyle.TITLE);
    double x = Math.min(onPage.getMaxX() + 3, whole.area().getMaxX() - 11);
    double y = Math.max(onPage.getY() + 11, whole.area().getY() + 12);
    g.drawString(String.valueOf(letter), (float) x, (float) y);
  }

  private double reduced(double full) {
    return (full + 0.5) / reduction - 0.5;
  }

  private void field(Figure figure, Rectangle2D area, Tile crop) {
    if (!field.before().isEmpty()) {
      bothFields(figure, area, crop);
      return;
    }
    Rectangle2D box = new Rectangle2D.Double(area.getX(), area.getY(), area.getWidth() * 0.62, area.getHeight());
    ImagePanel panel = panel(figure, box, residuals.isEmpty()
        ? "residual displacement: no independent matches" : "residual displacement, arrows enlarged", crop);
    Rectangle2D beside = new Rectangle2D.Double(panel.area().getMaxX() + 18, panel.area().getY(),
        area.getMaxX() - panel.area().getMaxX() - 18, panel.area().getHeight());
    if (residuals.isEmpty()) {
      return;
    }
    double enlarge = enlargement(residuals);
    arrows(panel, residuals, enlarge);
    figures(figure, beside, enlarge);
  }

  /** What the homography alone left, and what the field leaves, each with arrows of its own scale. */
  private void bothFields(Figure figure, Rectangle2D area, Tile crop) {
    double width = area.getWidth() * 0.36;
    double enlargeBefore = enlargement(field.before());
    double enlargeAfter = enlargement(residuals);
    ImagePanel left = panel(figure, new Rectangle2D.Double(area.getX(), area.getY(), width, area.getHeight()),
        "one homography: arrows " + times(enlargeBefore), crop);
    arrows(left, field.before(), enlargeBefore);
    ImagePanel right = panel(figure, new Rectangle2D.Double(left.area().getMaxX() + 14, area.getY(), width,
        area.getHeight()), "with the local field: arrows " + times(enlargeAfter), crop);
    arrows(right, residuals, enlargeAfter);
    figures(figure, new Rectangle2D.Double(right.area().getMaxX() + 18, right.area().getY(),
        area.getMaxX() - right.area().getMaxX() - 18, right.area().getHeight()), enlargeAfter);
  }

  /** How much longer arrows are than the displacement would be on the page's overview. */
  private String times(double enlarge) {
    return "× " + CountFormat.trimmed(enlarge < 10 ? Math.rint(enlarge * 10) / 10 : Math.rint(enlarge));
  }

  private ImagePanel panel(Figure figure, Rectangle2D box, String title, Tile crop) {
    ImagePanel panel = ImagePanel.draw(figure, box, title, crop, Shading.paleGrey(post));
    unmeasured(panel);
    for (Line2D seam : field.seams()) {
      panel.overlay(reduced(seam), PictureStyle.REFINED_OUTLINE, PictureStyle.LINE);
    }
    tears(panel);
    return panel;
  }

  /** The edges of the pieces of a torn section. */
  private void tears(ImagePanel panel) {
    Path2D edges = new Path2D.Double();
    field.tears().forEach(tear -> edges.append(reduced(tear), false));
    if (!field.tears().isEmpty()) {
      panel.overlay(edges, PictureStyle.PRE_OUTLINE, PictureStyle.LINE);
    }
  }

  private Line2D reduced(Line2D line) {
    return new Line2D.Double(reduced(line.getX1()), reduced(line.getY1()), reduced(line.getX2()),
        reduced(line.getY2()));
  }

  /** Red squares over the places where nothing confirms the alignment. */
  private void unmeasured(ImagePanel panel) {
    Path2D squares = new Path2D.Double();
    for (Tile t : unmeasured) {
      Rectangle2D square = new Rectangle2D.Double(reduced(t.x()), reduced(t.y()), t.width() / (double) reduction,
          t.height() / (double) reduction);
      squares.append(panel.toPage().createTransformedShape(square), false);
    }
    if (!unmeasured.isEmpty()) {
      panel.onPage(squares, UNMEASURED, new BasicStroke(1.6f));
    }
  }

  private static double enlargement(List<ResidualVector> vectors) {
    return LONGEST_ARROW / Math.max(quantile(vectors, 95), 1e-6);
  }

  private void arrows(ImagePanel panel, List<ResidualVector> vectors, double enlarge) {
    int every = every(vectors);
    Path2D arrows = new Path2D.Double();
    for (int i = 0; i < vectors.size(); i += every) {
      ResidualVector v = vectors.get(i);
      double[] at = {reduced(v.x()), reduced(v.y())};
      panel.toPage().transform(at, 0, at, 0, 1);
      double limited = Math.min(1, 2.5 * LONGEST_ARROW / Math.max(1e-9, v.length() * enlarge));
      arrow(arrows, at[0], at[1], v.dx() * enlarge * limited, v.dy() * enlarge * limited);
    }
    panel.onPage(arrows, ARROW, new BasicStroke(0.9f));
  }

  private static int every(List<ResidualVector> vectors) {
    return Math.max(1, (vectors.size() + MOST_ARROWS - 1) / MOST_ARROWS);
  }

  /** Beside the field: what the arrows mean. */
  private void figures(Figure figure, Rectangle2D box, double enlarge) {
    int every = every(residuals);
    boolean gained = !field.before().isEmpty();
    Graphics2D g = figure.graphics();
    String[] lines = {
        gained ? "median " + px(field.before(), 50) + " → " + px(residuals, 50) + " px"
            : "median   " + px(residuals, 50) + " px",
        gained ? "95 % " + px(field.before(), 95) + " → " + px(residuals, 95) + " px"
            : "95th percentile   " + px(residuals, 95) + " px",
        CountFormat.grouped(residuals.size()) + (gained ? " patches" : " matches"), gained ? "with their noise" : "",
        field.seams().isEmpty() ? "" : field.seams().size() + " seams",
        field.tears().isEmpty() ? "" : "torn in " + field.pieces() + " pieces",
        every > 1 ? "(1 in " + every + " is drawn)" : ""};
    g.setFont(PictureStyle.LABEL);
    g.setColor(PictureStyle.INK);
    double y = box.getY() + 14;
    for (String line : lines) {
      if (!line.isEmpty()) {
        g.drawString(PictureLabel.fitted(line, g.getFontMetrics(), box.getWidth()), (float) box.getX(), (float) y);
        y += 19;
      }
    }
    double length = Math.rint(Axes.niceStep(LONGEST_ARROW * 1.6 / enlarge) * 1e9) / 1e9;
    Path2D sample = new Path2D.Double();
    arrow(sample, box.getX(), y + 6, length * enlarge, 0);
    figure.line(sample, ARROW, PictureStyle.LINE);
    g.drawString(CountFormat.trimmed(length) + " px", (float) (box.getX() + length * enlarge + 8), (float) (y + 10));
    histogram(figure, new Rectangle2D.Double(box.getX(), y + 26, Math.min(box.getWidth(), 300), 170));
  }

  /** How many matches are how far off, up to the 99th percentile. */
  private void histogram(Figure figure, Rectangle2D box) {
    double top = Math.max(quantile(99), 1e-6);
    int bins = (int) Math.max(5, Math.min(30, 2 * Math.sqrt(residuals.size())));
    double[] edges = new double[bins + 1];
    for (int i = 0; i <= bins; i++) {
      edges[i] = top * i / bins;
    }
    double[] counts = new double[bins];
    for (ResidualVector v : residuals) {
      int bin = (int) (v.length() / top * bins);
      if (bin < bins) {
        counts[bin]++;
      }
    }
    Axes axes = Axes.inFrame(figure, box, Axes.linear("residual (px)", 0, top),
        Axes.whole("matches", 0, 1.08 * Math.max(1, Arrays.stream(counts).max().orElse(1))));
    axes.steps(edges, counts, PictureStyle.PRE, 0.4, 1);
    axes.vertical(quantile(50), ARROW, PictureStyle.LINE);
    axes.frame();
  }

  private static String px(List<ResidualVector> vectors, double percent) {
    double value = quantile(vectors, percent);
    double digits = value >= 10 ? 10 : value >= 0.1 ? 100 : 1000;
    return CountFormat.trimmed(Math.rint(value * digits) / digits);
  }

  private static void arrow(Path2D path, double x, double y, double dx, double dy) {
    double length = Math.hypot(dx, dy);
    path.moveTo(x, y);
    path.lineTo(x + dx, y + dy);
    double head = Math.min(4, length * 0.5);
    if (length > 0) {
      double ux = dx / length * head;
      double uy = dy / length * head;
      path.moveTo(x + dx - ux - 0.5 * uy, y + dy - uy + 0.5 * ux);
      path.lineTo(x + dx, y + dy);
      path.lineTo(x + dx - ux + 0.5 * uy, y + dy - uy - 0.5 * ux);
    }
  }

  /** A percentile of the residuals' lengths, px; −1 when there is none. */
  double quantile(double percent) {
    return quantile(residuals, percent);
  }

  private static double quantile(List<ResidualVector> vectors, double percent) {
    if (vectors.isEmpty()) {
      return -1;
    }
    float[] lengths = new float[vectors.size()];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = (float) vectors.get(i).length();
    }
    return Percentiles.of(lengths).at(percent);
  }

  @Override
  public String csv() {
    Csv csv = new Csv().remark("sample", label.sample()).remark("dye", label.dye())
        .remark("median residual, px", quantile(50)).remark("95th percentile, px", quantile(95));
    for (CheckedPlace place : places) {
      Tile t = place.region();
      csv.remark("place", "x " + t.x() + " y " + t.y() + " side " + t.width());
    }
    if (!note.isEmpty()) {
      csv.remark("note", note);
    }
    for (Tile t : unmeasured) {
      csv.remark("not confirmed", "x " + t.x() + " y " + t.y() + " side " + t.width());
    }
    for (Line2D seam : field.seams()) {
      csv.remark("seam", "x1 " + seam.getX1() + " y1 " + seam.getY1() + " x2 " + seam.getX2() + " y2 " + seam.getY2());
    }
    for (Line2D tear : field.tears()) {
      csv.remark("edge of a piece",
          "x1 " + tear.getX1() + " y1 " + tear.getY1() + " x2 " + tear.getX2() + " y2 " + tear.getY2());
    }
    if (field.before().isEmpty()) {
      csv.row("x", "y", "dx", "dy");
      residuals.forEach(v -> csv.numbers(v.x(), v.y(), v.dx(), v.dy()));
    } else {
      csv.remark("median before the local field, px", quantile(field.before(), 50))
          .remark("95th percentile before it, px", quantile(field.before(), 95));
      csv.row("x", "y", "dx", "dy", "before_dx", "before_dy");
      for (int i = 0; i < residuals.size(); i++) {
        ResidualVector v = residuals.get(i);
        csv.numbers(v.x(), v.y(), v.dx(), v.dy(), field.before().get(i).dx(), field.before().get(i).dy());
      }
    }
    return csv.toString();
  }
}
