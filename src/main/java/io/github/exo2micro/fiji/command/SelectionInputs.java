package io.github.exo2micro.fiji.command;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.app.Engine;
import io.github.exo2micro.app.Selection;
import io.github.exo2micro.fiji.host.Exo2MicroCommand;
import io.github.exo2micro.fiji.input.DialogNews;
import io.github.exo2micro.fiji.input.Inputs;
import io.github.exo2micro.fiji.input.Labels;
import io.github.exo2micro.raw.Discovery;
import io.github.exo2micro.raw.RawPair;
import io.github.exo2micro.task.Parameters;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.scijava.plugin.Parameter;

/** The inputs of all commands that work on a selection of raw pairs. */
abstract class SelectionInputs extends Exo2MicroCommand {

  @Parameter(label = "Raw folder", style = "directory", required = false, persist = false,
      description = "One folder per sample, with the pre-stain and post-stain images.")
  private File raw_dir;

  @Parameter(label = "Output folder", style = "directory", required = false, persist = false,
      description = "All results go to <output>/<sample>/<dye>.")
  private File output_dir;

  @Parameter(label = "Samples (none marked = all)", style = "text area", required = false, persist = false,
      description = "Names of sample folders; empty = all that are found. In a macro separated by \\n or commas.")
  private String samples = "";

  @Parameter(label = "Dyes (none marked = all)", style = "text area", required = false, persist = false,
      description = "Names of dyes, case-sensitive; empty = all that are found. In a macro separated by \\n or commas.")
  private String dyes = "";

  final Path rawDirectory() {
    return Inputs.folder(raw_dir, "raw_dir");
  }

  final Path outputDirectory() {
    return Inputs.folder(output_dir, "output_dir");
  }

  final List<String> sampleNames() {
    return Inputs.names(samples);
  }

  final List<String> dyeNames() {
    return Inputs.names(dyes);
  }

  /** What is selected, with a padding that may be "auto", and these other parameters. */
  final Selection selected(Parameters parameters, String pad) {
    Selection selection = Selection.all(rawDirectory(), outputDirectory()).of(sampleNames(), dyeNames())
        .with(parameters);
    return selection.with(RunParameters.padded(batches().engine(false), selection, pad));
  }

  @Override
  public final boolean hasEstimate() {
    return true;
  }

  /** What the dialog says of its inputs, besides what the raw folder holds. */
  abstract DialogNews estimate(Engine engine) throws IOException;

  @Override
  public final DialogNews news() {
    Engine engine = batches().engine(false);
    try {
      Discovery found = engine.discover(rawDirectory(), List.of(), List.of());
      if (found.layoutProblem().isPresent()) {
        throw found.layoutProblem().get().toException();
      }
      DialogNews said = said(engine);
      return new DialogNews(said.estimate(), tip(found), Map.of("samples",
          found.present().stream().map(RawPair::sample).distinct().toList(), "dyes",
          found.present().stream().map(RawPair::dye).distinct().sorted().toList()), said.proposal(),
          said.proposalText());
    } catch (RemediableException e) {
      return said(e);
    } catch (IOException e) {
      return new DialogNews(Estimates.html("The raw folder cannot be read: " + e.getMessage()), "", Map.of(), Map.of(),
          "");
    }
  }

  private DialogNews said(Engine engine) throws IOException {
    try {
      return estimate(engine);
    } catch (RemediableException e) {
      return said(e);
    }
  }

  private DialogNews said(RemediableException e) {
    return new DialogNews(Estimates.html(Labels.inPlaceOfKeys(e.problem() + "\n  Evidence: " + e.evidence(), getInfo())
        .replace("\n  Evidence:", "")), "", Map.of(), Map.of(), "");
  }

  /** Pairs that cannot run, and what is odd about the folder, with the reasons. */
  private static String tip(Discovery found) {
    List<String> lines = Stream.concat(found.skipped().stream().map(Object::toString),
        found.warnings().stream().map(Object::toString)).limit(20).toList();
    return lines.isEmpty() ? "" : "<html>" + String.join("<br>", lines.stream().map(Estimates::escaped).toList())
        + "</html>";
  }
}
