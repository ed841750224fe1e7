package io.github.exo2micro.fiji;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.raw.Discovery;
import io.github.exo2micro.raw.RawPair;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.scijava.plugin.Parameter;
import org.scijava.widget.Button;

/**
 * The inputs of all commands that work on a selection of raw pairs. The folders have no callback: it would write the
 * field anew at every key, and a path that ends with a slash loses it.
 */
abstract class SelectionInputs extends Exo2MicroCommand {

  @Parameter(label = "Raw folder", style = "directory", required = false, persist = false,
      description = "One folder per sample, with the pre-stain and post-stain images.")
  private File raw_dir;

  @Parameter(label = "Output folder", style = "directory", required = false, persist = false,
      description = "All results go to <output>/<sample>/<dye>.")
  private File output_dir;

  @Parameter(label = "Samples (one per line, empty = all)", style = "text area", required = false, persist = false,
      callback = "selectionChanged", description = "Names of sample folders; empty = all that are found.")
  private String samples = "";

  @Parameter(label = "Dyes (one per line, empty = all)", style = "text area", required = false, persist = false,
      callback = "selectionChanged", description = "Names of dyes, case-sensitive; empty = all that are found.")
  private String dyes = "";

  @Parameter(label = "Auto-detect", required = false, persist = false, callback = "detect",
      description = "Fills in the samples and dyes that are complete in the raw folder, and brings the estimate up to "
          + "date.")
  private Button auto_detect;

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

  @Override
  final void opens() {
    if (raw_dir != null && output_dir != null) {
      selectionChanged();
    }
  }

  /** The Auto-detect button. */
  void detect() {
    try {
      Discovery found = batches().engine(false).discover(rawDirectory(), List.of(), List.of());
      if (found.layoutProblem().isPresent()) {
        throw found.layoutProblem().get().toException();
      }
      samples = String.join("\n", found.present().stream().map(RawPair::sample).distinct().toList());
      dyes = String.join("\n", found.present().stream().map(RawPair::dye).distinct().toList());
      selectionChanged();
    } catch (RemediableException e) {
      noteForUser(e.getMessage());
    } catch (IOException e) {
      noteForUser("The raw folder cannot be read: " + e.getMessage());
    }
  }

  /** Something that the estimate depends on has changed. */
  abstract void selectionChanged();

  /** Shows a line or a few in the dialog. */
  abstract void noteForUser(String text);
}
