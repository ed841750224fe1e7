package io.github.exo2micro.fiji.command;

import ij.measure.ResultsTable;
import io.github.exo2micro.RemediableException;
import io.github.exo2micro.app.Comparison;
import io.github.exo2micro.app.Engine;
import io.github.exo2micro.app.Selection;
import io.github.exo2micro.batch.plan.BatchOptions;
import io.github.exo2micro.batch.summary.TaskReport;
import io.github.exo2micro.fiji.host.Ending;
import io.github.exo2micro.fiji.host.Exo2MicroCommand;
import io.github.exo2micro.fiji.host.Shown;
import io.github.exo2micro.fiji.host.SummaryTable;
import io.github.exo2micro.fiji.input.DialogNews;
import io.github.exo2micro.fiji.input.Inputs;
import io.github.exo2micro.fiji.input.Labels;
import io.github.exo2micro.fiji.input.ParameterLines;
import io.github.exo2micro.fiji.view.TaskNames;
import io.github.exo2micro.task.EarlierRuns;
import io.github.exo2micro.task.ParameterSpec;
import io.github.exo2micro.task.Parameters;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Plugins › Exo2Micro › Compare Parameter… */
@Plugin(type = Command.class, headless = true, menu = {@Menu(label = "Plugins"),
    @Menu(label = "Exo2Micro", weight = 40), @Menu(label = "Exo2Micro Compare Parameter...", weight = 6)},
    description = "Runs one sample and dye with several values of one parameter; earlier stages are made once.")
public final class CompareParameter extends Exo2MicroCommand {

  @Parameter(label = "Raw folder", style = "directory", required = false, persist = false,
      description = "One folder per sample.")
  private File raw_dir;

  @Parameter(label = "Output folder", style = "directory", required = false, persist = false,
      description = "All results go to <output>/<sample>/<dye>, under names that hold the value.")
  private File output_dir;

  @Parameter(label = "Sample", required = false, persist = false, description = "The name of the sample's folder.")
  private String sample = "";

  @Parameter(label = "Dye", required = false, persist = false, description = "The dye's name, case-sensitive.")
  private String dye = "";

  @Parameter(label = "Parameter", choices = {"pad", "page", "channel", "series",
      "use_edges", "boundary_width", "boundary_smooth", "rotation_search",
      "angle_range", "angle_step", "scale_search", "scale_min", "scale_max", "scale_step", "multiscale", "down_scale",
      "max_translation", "max_rotation", "max_scale_delta", "max_scale_diff", "save_all_intermediates", "fine_ecc",
      "stopit", "stopdelta", "interior_ecc", "interior_blur_base", "interior_max_correction",
      "interior_min_inlier_ratio", "local_alignment", "scale_percentile", "manual_scale", "subtract_offset", "outside",
      "local_scale", "pre_offset", "post_offset", "detect", "detect_sigma", "detect_min_area"}, required = false,
      persist = false,
      description = "Which parameter is varied.")
  private String parameter = "boundary_width";

  @Parameter(label = "Values (separated by commas)", required = false, persist = false,
      description = "At least two, as in 10, 15, 20.")
  private String values = "";

  @Parameter(label = "Padding (auto, or 0 to 100000 px)", required = false, persist = false,
      description = "For all values alike, unless it is what is varied. auto: an eighth of the longest side, at most "
          + "2000.")
  private String pad = "2000";

  @Parameter(label = "Other parameters (name=value, one per line)", style = "text area", required = false,
      persist = false, description = "For all values alike, as in angle_range=40.")
  private String parameters = "";

  @Parameter(style = Inputs.FLAG, label = "Run even if the pre-flight check refuses", required = false, persist = false,
      description = "Turns the refusal for too little memory or disk into a warning.")
  private String force_run = Inputs.NO;

  @Parameter(type = ItemIO.OUTPUT, label = "Comparison", description = "One row per value: scale, accuracy, status.")
  private ResultsTable table;

  @Override
  protected Work prepare() {
    ParameterSpec spec = ParameterSpec.named(parameter == null ? "" : parameter);
    List<String> wanted = Inputs.names(values);
    if (wanted.size() < 2) {
      throw new RemediableException("There is nothing to compare.", wanted.size() + " values of " + spec.parameter()
          + " are given.", "give at least two, separated by commas.");
    }
    Selection selection = selection();
    wanted.forEach(value -> selection.parameters().with(spec, value));
    BatchOptions options = BatchOptions.defaults().withForceRun(Inputs.flag(force_run, "force_run"));
    Engine engine = batches().engine(false);
    return () -> {
      Comparison comparison = new BatchCall(this, engine).watched(selection.outputDirectory(),
          (listener, token) -> engine.compare(selection, spec, wanted, options, listener, token));
      table = Shown.table(this, "Exo2Micro comparison", List.of(spec.parameter(), "moffat_scale", "accuracy_px",
          "status"),
          rows(comparison));
      return Ending.of(comparison.variants().stream().map(Comparison.Variant::summary).toList());
    };
  }

  /** The other parameters win, as macros of earlier versions wrote the padding among them. */
  private Selection selection() {
    Selection chosen = Selection.all(Inputs.folder(raw_dir, "raw_dir"), Inputs.folder(output_dir, "output_dir"))
        .of(List.of(Inputs.name(sample, "sample")), List.of(Inputs.name(dye, "dye")));
    return chosen.with(ParameterLines.apply(parameters, RunParameters.padded(batches().engine(false), chosen, pad)));
  }

  @Override
  public Map<String, String> dialogDefaults() {
    return Map.of("pad", RunParameters.AUTO);
  }

  @Override
  public boolean hasEstimate() {
    return true;
  }

  @Override
  public DialogNews news() {
    try {
      Map<String, List<String>> names = TaskNames.ofRaw(batches().engine(false), Inputs.folder(raw_dir, "raw_dir"),
          sample);
      EarlierRuns runs = EarlierRuns.in(Inputs.folder(output_dir, "output_dir"));
      return new DialogNews(Estimates.html("Padding " + selection().parameters().integer(ParameterSpec.PAD)
          + " px. Earlier stages that the parameter does not change are made once. " + RunParameters.text(runs)), "",
          names,
          RunParameters.proposal(runs, selection().parameters(), getInfo()),
          RunParameters.text(runs));
    } catch (RemediableException e) {
      return new DialogNews(Estimates.html(Labels.inPlaceOfKeys(e.problem(), getInfo())), "", Map.of(), Map.of(), "");
    } catch (IOException e) {
      return new DialogNews(Estimates.html("The folders cannot be read: " + e.getMessage()), "", Map.of(), Map.of(),
          "");
    }
  }

  private static List<List<String>> rows(Comparison comparison) {
    List<List<String>> rows = new ArrayList<>();
    for (Comparison.Variant variant : comparison.variants()) {
      for (TaskReport report : variant.summary().reports()) {
        rows.add(List.of(variant.value(), report.result().flatMap(SummaryTable::moffat).map(CompareParameter::number)
            .orElse("-"),
            report.result().flatMap(SummaryTable::alignment).map(a -> number(a.accuracyPx().getAsDouble())).orElse("-"),
            report.outcome().status()));
      }
    }
    return rows;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
