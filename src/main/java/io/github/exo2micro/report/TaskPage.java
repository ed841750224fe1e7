package io.github.exo2micro.report;

import io.github.exo2micro.Durations;
import io.github.exo2micro.picture.chart.PlusMinus;
import io.github.exo2micro.report.TrafficLight.Level;
import io.github.exo2micro.task.AlignmentSummary;
import io.github.exo2micro.task.DifferenceSummary;
import io.github.exo2micro.task.ScaleKind;
import io.github.exo2micro.task.ScaleSummary;
import io.github.exo2micro.task.TaskResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A task's part of the page: its lights, its figures, its pictures. */
final class TaskPage {

  private final ReportTask task;
  private final int index;
  private final Path directory;
  private final int pictureWidth;
  private final boolean essentialOnly;

  /**
   * @param index of the task in the report
   * @param directory of the report
   * @param pictureWidth px of the pictures inside the report
   * @param essentialOnly whether only the pictures that matter most are inside it; the others are linked
   */
  TaskPage(ReportTask task, int index, Path directory, int pictureWidth, boolean essentialOnly) {
    this.task = task;
    this.index = index;
    this.directory = directory;
    this.pictureWidth = pictureWidth;
    this.essentialOnly = essentialOnly;
  }

  static String anchor(int index) {
    return "task" + (index + 1);
  }

  static String lamp(Level level) {
    return "<span class=\"light " + level.css() + "\" title=\"" + level.word() + "\">" + level.sign() + "</span>";
  }

  /** A list item: lamp, what is judged, what was found, what to do. */
  static void light(Html html, TrafficLight light) {
    html.raw("<li>" + lamp(light.level()) + " <span><b>").text(light.question()).raw("</b>: ")
        .raw("<span class=\"finding\">").text(light.finding()).raw("</span>");
    if (!light.advice().isEmpty()) {
      html.raw("<br><span class=\"advice\">What to do: ").text(light.advice()).raw("</span>");
    }
    html.raw("</span></li>\n");
  }

  void write(Html html) {
    html.raw("<section class=\"task\" id=\"" + anchor(index) + "\">\n<h2>" + lamp(new TaskLights(task).worst()) + " ")
        .text(task.label()).raw("</h2>\n<ul class=\"lights\">\n");
    new TaskLights(task).all().forEach(l -> light(html, l));
    task.warnings().forEach(w -> html.raw("<li>" + lamp(Level.AMBER) + " <span>").text(w).raw("</span></li>\n"));
    html.raw("</ul>\n");
    if (task.end() == ReportTask.End.DONE) {
      figures(html);
    }
    pictures(html);
    html.raw("</section>\n");
  }

  private void figures(Html html) {
    html.raw("<dl>\n");
    for (ScaleSummary s : task.scales()) {
      entry(html, "Scale (" + s.kind().title() + ")", PlusMinus.text(s.scale(), s.uncertainty())
          + (s.note().isEmpty() ? "" : "; " + s.note()));
    }
    task.coarse().ifPresent(a -> alignment(html, "Coarse alignment", a));
    task.interior().ifPresent(a -> {
      alignment(html, "Interior alignment", a);
      entry(html, "Between pixels", a.interpolation().text());
    });
    task.result().flatMap(TaskResult::difference).ifPresent(d -> difference(html, d));
    task.microbes().ifPresent(m -> entry(html, "Microbes", Figures.microbes(m)));
    String stages = new TreeMap<>(task.result().map(TaskResult::seconds).orElse(Map.of())).entrySet().stream()
        .map(e -> "stage " + e.getKey() + ": " + Durations.taken(e.getValue())).collect(Collectors.joining(", "));
    entry(html, "Time", Durations.taken(task.wallSeconds()) + (stages.isEmpty() ? "" : " (" + stages + ")"));
    if (task.peakBytes() >= 0) {
      entry(html, "Peak memory", Figures.memory(task.peakBytes()));
    }
    if (!task.outputs().isEmpty()) {
      html.raw("<dt>Results</dt><dd>");
      for (String output : task.outputs()) {
        html.raw("<a href=\"" + Html.link(output) + "\">").text(output.substring(output.lastIndexOf('/') + 1))
            .raw("</a> ");
      }
      html.raw("</dd>\n");
    }
    html.raw("</dl>\n");
  }

  private static void alignment(Html html, String name, AlignmentSummary a) {
    entry(html, name, (a.accepted() ? "accepted" : "rejected") + "; by " + a.method()
        + (a.matches() <= 0 ? "" : "; " + a.matches() + " matches")
        + (a.inlierRatio().isEmpty() ? "" : ", " + Figures.percent(a.inlierRatio().getAsDouble()) + " agree")
        + (a.accuracyPx().isEmpty() ? "" : "; error " + Figures.px(a.accuracyPx()) + " (median), "
            + Figures.px(a.accuracyP95Px()) + " (95 %)")
        + (a.correctionPx().isEmpty() ? "" : "; largest correction " + Figures.px(a.correctionPx())));
  }

  private void difference(Html html, DifferenceSummary d) {
    task.localScale().ifPresent(s -> entry(html, "Local scale", Figures.spread(s)));
    entry(html, "Recommended difference", d.recommended().image() + ": " + d.recommended().reason());
    if (d.outside().isPresent()) {
      entry(html, "Outside pre", d.outsideText());
    }
  }

  private static void entry(Html html, String name, String value) {
    html.raw("<dt>").text(name).raw("</dt><dd>").text(value).raw("</dd>\n");
  }

  private void pictures(Html html) {
    List<PictureHint> hints = new ArrayList<>(task.recommendsLocal() ? PictureHint.LOCAL_FIRST : PictureHint.ALL);
    int place = 1 + hints.indexOf(PictureHint.DIFFERENCE);
    for (ScaleSummary scale : task.scales()) {
      if (scale.kind().way() != ScaleKind.Way.MOFFAT) {
        hints.add(place++, PictureHint.difference(scale.kind()));
      }
    }
    PictureColumns columns = new PictureColumns();
    hints.stream().filter(hint -> !essentialOnly || hint.essential()).forEach(hint -> Thumbnail
        .of(directory.resolve(path(hint)), pictureWidth)
        .ifPresent(small -> columns.add(small, path(hint), hint.title(), hint.hint())));
    columns.writeTo(html);
    hints.stream().filter(hint -> essentialOnly && !hint.essential()).forEach(hint -> link(html, hint));
  }

  private String path(PictureHint hint) {
    return task.pictures() + "/" + hint.name()
        + (PictureHint.SEARCH.contains(hint.name()) ? task.searchSuffix() : task.suffix()) + ".png";
  }

  private void link(Html html, PictureHint hint) {
    String path = path(hint);
    if (directory.resolve(path).toFile().isFile()) {
      html.raw("<p class=\"link\"><a href=\"" + Html.link(path) + "\">").text(hint.title()).raw("</a></p>\n");
    }
  }

  /** A small picture that links to the full one, with its title and hint; nothing when the file is not there. */
  static void picture(Html html, Path directory, String path, int width, String title, String hint) {
    Thumbnail.of(directory.resolve(path), width)
        .ifPresent(small -> PictureColumns.figure(html, "<figure>", small, path, title, hint));
  }
}
