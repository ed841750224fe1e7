package io.github.exo2micro.report;

import io.github.exo2micro.Durations;
import io.github.exo2micro.picture.ComparePicture;
import io.github.exo2micro.picture.MemoryPicture;
import io.github.exo2micro.picture.file.PictureFiles;
import io.github.exo2micro.picture.file.UndrawableException;
import io.github.exo2micro.report.TrafficLight.Level;
import io.github.exo2micro.task.ScaleKind.Way;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The page: problems first, then the table, memory, sweeps, each task, and how all was run. */
final class ReportPage {

  private final ReportData data;
  private final Path directory;
  private final Html html = new Html();

  ReportPage(ReportData data, Path directory) {
    this.data = data;
    this.directory = directory;
  }

  String html() {
    html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .element("title", "exo2micro: " + data.title())
        .raw("<style>\n").raw(style()).raw("</style>\n</head>\n<body>\n<main>\n");
    header();
    problems();
    table();
    sweeps();
    for (int i = 0; i < data.tasks().size(); i++) {
      new TaskPage(data.tasks().get(i), i, directory, pictureWidth(), data.tasks().size() > 40).write(html);
    }
    memory();
    how();
    return html.raw("</main>\n</body>\n</html>\n").toString();
  }

  /** Smaller pictures for larger batches, so that the report stays a few MB. */
  private int pictureWidth() {
    int tasks = data.tasks().size();
    return tasks <= 6 ? 720 : tasks <= 20 ? 440 : 320;
  }

  private static String style() {
    try (InputStream css = ReportPage.class.getResourceAsStream("report.css")) {
      if (css == null) {
        throw new IllegalStateException("report.css is missing from the jar");
      }
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void header() {
    html.raw("<header>\n").element("h1", data.title());
    html.raw("<p class=\"sub\">").text(data.created() + " · " + data.software() + " · " + data.mode() + " · "
        + Durations.taken(data.wallSeconds()) + (data.peakBytes() < 0 ? "" : " · peak memory "
            + Figures.memory(data.peakBytes())))
        .raw("</p>\n</header>\n");
    if (data.aborted()) {
      html.element("p class=\"notice\"",
          "This batch was cancelled. What was finished is kept; starting it again goes on "
              + "from there.");
    }
  }

  private void problems() {
    html.raw("<section>\n<h2>Problems</h2>\n");
    List<ReportTask> bad = data.tasks().stream().filter(t -> worth(t)).toList();
    if (bad.isEmpty()) {
      html.raw("<p class=\"fine\"><span class=\"light green\">✔</span> None: "
          + (data.tasks().size() == 1 ? "the task" : "all " + data.tasks().size() + " tasks")
          + " ran, every alignment was accepted and every scale fits.</p>\n");
    }
    for (ReportTask task : bad) {
      html.raw("<div class=\"problem\"><h3><a href=\"#" + TaskPage.anchor(data.tasks().indexOf(task)) + "\">")
          .text(task.label()).raw("</a></h3>\n<ul>\n");
      for (TrafficLight light : new TaskLights(task).all()) {
        if (light.level() == Level.RED || light.level() == Level.AMBER || task.end() != ReportTask.End.DONE) {
          TaskPage.light(html, light);
        }
      }
      task.warnings().forEach(w -> html.raw("<li><span class=\"light amber\">▲</span> <span>").text(w)
          .raw("</span></li>\n"));
      html.raw("</ul></div>\n");
    }
    html.raw("</section>\n");
  }

  private static boolean worth(ReportTask task) {
    Level worst = new TaskLights(task).worst();
    return task.end() != ReportTask.End.DONE || worst == Level.RED || worst == Level.AMBER
        || !task.warnings().isEmpty();
  }

  private void table() {
    boolean percentile = data.tasks().stream().anyMatch(t -> t.scale(Way.PERCENTILE).isPresent());
    boolean manual = data.tasks().stream().anyMatch(t -> t.scale(Way.MANUAL).isPresent());
    boolean microbes = data.tasks().stream().anyMatch(t -> t.microbes().isPresent());
    html.raw("<section>\n<h2>Summary</h2>\n<div class=\"wide\"><table "
        + "class=\"cards\">\n<thead><tr><th>Task</th><th></th>"
        + "<th>Scale</th>" + (percentile ? "<th>Percentile</th>" : "") + (manual ? "<th>Manual</th>" : "")
        + "<th>Accuracy</th>" + (microbes ? "<th>Microbes</th>" : "")
        + "<th>Time</th><th>Peak memory</th><th>Status</th></tr></thead>\n<tbody>\n");
    for (int i = 0; i < data.tasks().size(); i++) {
      ReportTask task = data.tasks().get(i);
      Level worst = new TaskLights(task).worst();
      html.raw("<tr><th><a href=\"#" + TaskPage.anchor(i) + "\">").text(task.label()).raw("</a></th><td>"
          + TaskPage.lamp(worst) + "</td>");
      cell("Scale", task.scale(Way.MOFFAT).map(s -> Figures.scale(s.scale())));
      if (percentile) {
        cell("Percentile", task.scale(Way.PERCENTILE).map(s -> Figures.scale(s.scale())));
      }
      if (manual) {
        cell("Manual", task.scale(Way.MANUAL).map(s -> Figures.scale(s.scale())));
      }
      cell("Accuracy", task.interior().filter(a -> a.accepted() && a.accuracyPx().isPresent())
          .map(a -> Figures.px(a.accuracyPx())));
      if (microbes) {
        cell("Microbes", task.microbes().map(m -> Integer.toString(m.count())));
      }
      cell("Time", Optional.of(Durations.taken(task.wallSeconds())));
      cell("Peak memory", Optional.of(Figures.memory(task.peakBytes())));
      html.raw("<td class=\"status\">").text(firstLine(task.status())).raw("</td></tr>\n");
    }
    html.raw("</tbody></table></div>\n<p class=\"key\">");
    for (Level level : List.of(Level.GREEN, Level.AMBER, Level.RED, Level.UNKNOWN)) {
      html.raw(TaskPage.lamp(level)).text(" " + level.word() + "   ");
    }
    html.raw("</p>\n</section>\n");
  }

  /** The label stands beside the value where the screen is too narrow for a table. */
  private void cell(String label, Optional<String> value) {
    html.raw("<td class=\"n\" data-label=\"" + label + "\">").text(value.orElse("–")).raw("</td>");
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  private void sweeps() {
    for (ReportSweep sweep : data.sweeps()) {
      html.raw("<section>\n").element("h2", "Comparison of " + sweep.parameter() + ": " + sweep.sample() + " / "
          + sweep.dye());
      html.raw("<div class=\"wide\"><table class=\"cards\"><thead><tr><th>").text(sweep.parameter())
          .raw("</th><th>Scale</th><th>Accuracy</th><th>Interior</th><th>Below zero</th><th>Time</th><th>Status</th>"
              + "</tr></thead><tbody>\n");
      for (ComparePicture.Figures row : sweep.rows()) {
        html.raw("<tr><th>").text(row.value()).raw("</th>");
        cell("Scale", Optional.of(Figures.scale(row.scale())));
        cell("Accuracy", Optional.of(Figures.px(row.accuracyPx())));
        html.raw("<td data-label=\"Interior\">" + (row.accepted() ? "accepted" : "rejected") + "</td>");
        cell("Below zero", row.overSubtracted().map(Figures::percent));
        cell("Time", Optional.of(Durations.taken(row.seconds())));
        html.raw("<td class=\"status\">").text(firstLine(row.status())).raw("</td></tr>\n");
      }
      html.raw("</tbody></table></div>\n<div class=\"pictures one\">");
      TaskPage.picture(html, directory, sweep.picture(), 1000, "Side by side",
          "One colour scale for all: the best value leaves the darkest tissue and keeps the bright spots.");
      html.raw("</div></section>\n");
    }
  }

  private void memory() {
    if (data.memory().isEmpty()) {
      return;
    }
    html.raw("<section>\n<h2>Memory over time</h2>\n");
    try {
      Thumbnail curve = Thumbnail.of(PictureFiles.drawn(new MemoryPicture(data.title(), data.memory())), 1440);
      html.raw("<div class=\"pictures one\"><figure><img width=\"" + curve.width() + "\" height=\"" + curve.height()
          + "\" alt=\"Memory over time\" src=\"" + curve.uri() + "\"><figcaption>"
          + "Flat between tasks is right; a floor that rises from task to task would be a leak.</figcaption></figure>"
          + "</div>");
    } catch (UndrawableException e) {
      html.element("p class=\"notice\"", e.getMessage());
    }
    html.raw("</section>\n");
  }

  private void how() {
    html.raw("<section>\n<h2>How it was run</h2>\n<dl>\n");
    entry("Software", data.software());
    entry("Machine", data.machine());
    entry("Mode", data.mode());
    entry("Time", Durations.taken(data.wallSeconds()));
    html.raw("</dl>\n");
    if (!data.preflight().isBlank()) {
      html.raw("<details><summary>Pre-flight resource check</summary><pre>").text(data.preflight())
          .raw("</pre></details>\n");
    }
    long changed = data.parameters().stream().filter(ReportParameter::changed).count();
    html.raw("<details" + (changed > 0 ? " open" : "") + "><summary>Parameters: " + (changed == 0 ? "all default"
        : changed + " changed (bold)") + "</summary><div class=\"wide\"><table class=\"parameters\"><tbody>\n");
    for (ReportParameter p : data.parameters()) {
      html.raw("<tr" + (p.changed() ? " class=\"changed\"" : "") + "><th>").text(p.name()).raw("</th><td>")
          .text(p.value()).raw("</td><td>").text(p.description()).raw("</td></tr>\n");
    }
    html.raw("</tbody></table></div></details>\n</section>\n");
  }

  private void entry(String name, String value) {
    html.raw("<dt>").text(name).raw("</dt><dd>").text(value).raw("</dd>\n");
  }
}
