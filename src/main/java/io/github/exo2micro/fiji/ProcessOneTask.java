package io.github.exo2micro.fiji;

import ij.measure.ResultsTable;
import io.github.exo2micro.app.Engine;
import io.github.exo2micro.app.Selection;
import io.github.exo2micro.batch.BatchMode;
import io.github.exo2micro.batch.BatchOptions;
import io.github.exo2micro.batch.BatchSummary;
import io.github.exo2micro.pipeline.ParameterSpec;
import io.github.exo2micro.pipeline.Parameters;
import io.github.exo2micro.pipeline.TaskRequest;
import java.io.File;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.scijava.ItemIO;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * Plugins › Exo2Micro › Process One Task… The fields of the pipeline's parameters repeat {@link ParameterSpec}, because
 * annotations take constants only; a test compares them.
 */
@Plugin(type = Command.class, headless = true, menu = {@Menu(label = "Plugins"),
    @Menu(label = "Exo2Micro", weight = 40), @Menu(label = "Process One Task...", weight = 2)},
    description = "Runs one sample and dye with all parameters of the pipeline.")
public final class ProcessOneTask extends Exo2MicroCommand {

  @Parameter(label = "Raw folder", style = "directory", required = false, persist = false,
      description = "One folder per sample, with the pre-stain and post-stain images.")
  private File raw_dir;

  @Parameter(label = "Output folder", style = "directory", required = false, persist = false,
      description = "All results go to <output>/<sample>/<dye>.")
  private File output_dir;

  @Parameter(label = "Sample", required = false, persist = false, callback = "taskChanged",
      description = "The name of the sample's folder.")
  private String sample = "";

  @Parameter(label = "Dye", required = false, persist = false, callback = "taskChanged",
      description = "The dye's name, case-sensitive.")
  private String dye = "";

  @Parameter(visibility = ItemVisibility.MESSAGE, required = false, persist = false)
  private String estimate = Estimates.EMPTY;

  @Parameter(label = "<html><b>Stage 1: padding</b><br>Padding (0 to 100000 px)</html>",
      required = false, persist = false, callback = "taskChanged",
      description = "Zero padding on each side.")
  private String pad = "2000";

  @Parameter(label = "<html><b>Stage 2: boundary and ICP</b><br>Align the rings along the outline</html>",
      required = false, persist = false,
      description = "Align the rings along the tissue's boundary in the coarse pass; off: align the coarse images "
          + "themselves.")
  private Boolean use_edges = true;

  @Parameter(label = "Ring width (1 to 200 coarse px)", required = false, persist = false,
      description = "Thickness of the boundary ring.")
  private String boundary_width = "15";

  @Parameter(label = "Ring softness, sigma (0 to 100 coarse px)", required = false, persist = false,
      description = "Gaussian sigma that softens the ring.")
  private String boundary_smooth = "10";

  @Parameter(label = "Search rotations", required = false, persist = false,
      description = "Search rotations in the coarse pass.")
  private Boolean rotation_search = true;

  @Parameter(label = "Angle range, ± (0 to 180 degrees)", required = false, persist = false,
      description = "The rotation search begins within ± this angle and widens when nothing convincing is found "
          + "there.")
  private String angle_range = "20";

  @Parameter(label = "Angle step (0.01 to 45 degrees)", required = false, persist = false,
      description = "Step of the rotation search.")
  private String angle_step = "1";

  @Parameter(label = "Search sizes", required = false, persist = false,
      description = "Search isotropic scales in the coarse pass.")
  private Boolean scale_search = true;

  @Parameter(label = "Smallest size ratio (0.1 to 10)", required = false, persist = false,
      description = "Smallest scale searched.")
  private String scale_min = "0.85";

  @Parameter(label = "Largest size ratio (0.1 to 10)", required = false, persist = false,
      description = "Largest scale searched.")
  private String scale_max = "1.15";

  @Parameter(label = "Size ratio step (0.001 to 1)", required = false, persist = false,
      description = "Step of the scale search.")
  private String scale_step = "0.05";

  @Parameter(label = "Coarse pass before ICP", required = false, persist = false,
      description = "Run the boundary pass before ICP.")
  private Boolean multiscale = true;

  @Parameter(label = "Down scale (0.01 to 1)", required = false, persist = false,
      description = "Coarse scale = max(0.25 x this, 0.02), never so small that the longest side falls under 600 "
          + "px.")
  private String down_scale = "0.3";

  @Parameter(label = "Largest ICP translation (0 to 1000000 px)", required = false, persist = false,
      description = "Largest accepted ICP translation, full resolution, where the tissue is.")
  private String max_translation = "200";

  @Parameter(label = "Largest ICP rotation (0 to 180 degrees)", required = false, persist = false,
      description = "Largest accepted ICP rotation.")
  private String max_rotation = "5";

  @Parameter(label = "Largest ICP size change (0 to 10)", required = false, persist = false,
      description = "Largest accepted ICP |scale - 1|.")
  private String max_scale_delta = "0.2";

  @Parameter(label = "Largest ICP |scale_x - scale_y| (0 to 10)", required = false, persist = false,
      description = "Largest accepted ICP |scale_x - scale_y|.")
  private String max_scale_diff = "0.15";

  @Parameter(label = "Keep the coarse-pass image", required = false, persist = false,
      description = "Also keep the pre image as the coarse pass alone aligned it.")
  private Boolean save_all_intermediates = false;

  @Parameter(label = "<html><b>Stage 2.5: fine ECC (optional)</b><br>Fine ECC after ICP</html>",
      required = false, persist = false,
      description = "Optional ECC homography after ICP (stage 2.5).")
  private Boolean fine_ecc = false;

  @Parameter(label = "ECC iterations at most (1 to 100000 iterations)", required = false, persist = false,
      description = "ECC iterations at most.")
  private String stopit = "500";

  @Parameter(label = "ECC stops below a gain of (0 to 1)", required = false, persist = false,
      description = "ECC stops when its correlation grows by less.")
  private String stopdelta = "1e-06";

  @Parameter(label = "<html><b>Stage 3: interior</b><br>Interior refinement</html>", required = false, persist = false,
      description = "Interior refinement; off: stage 3 is stage 2's alignment.")
  private Boolean interior_ecc = true;

  @Parameter(label = "Blur before SIFT (0 to 100 px)", required = false, persist = false,
      description = "Blur before SIFT: sigma = max(this / 2, 1) px at working scale.")
  private String interior_blur_base = "8";

  @Parameter(label = "Largest correction (0 to 1000000 px)", required = false, persist = false,
      description = "Largest accepted correction over the tissue, full resolution.")
  private String interior_max_correction = "500";

  @Parameter(label = "Smallest inlier ratio (0 to 1)", required = false, persist = false,
      description = "Smallest accepted RANSAC inlier ratio.")
  private String interior_min_inlier_ratio = "0.4";

  @Parameter(label = "Follow bends and seams", choices = {"auto", "off"}, required = false, persist = false,
      description = "Let the alignment follow bends and seams after the homography: auto (where that lowers the measured "
          + "error) or off.")
  private String local_alignment = "auto";

  @Parameter(label = "<html><b>Stage 4: scale and difference</b><br>Extra scale: percentile (none or a number)</html>",
      required = false, persist = false,
      description = "Extra difference image at this percentile of log10(post/pre).")
  private String scale_percentile = "none";

  @Parameter(label = "Extra scale: manual (none or a number)", required = false, persist = false,
      description = "Extra difference image at exactly this scale.")
  private String manual_scale = "none";

  @Parameter(label = "Take the camera's offsets off", required = false, persist = false,
      description = "Take the cameras' offsets off both images first, so that the difference's background is 0; off: "
          + "post - scale x pre.")
  private Boolean subtract_offset = true;

  @Parameter(label = "Where pre has no pixel", choices = {"nan", "post"}, required = false, persist = false,
      description = "What the difference is where the pre image has no pixel: nan (no value) or post (post itself).")
  private String outside = "nan";

  @Parameter(label = "Local scale", choices = {"auto", "on", "off"}, required = false, persist = false,
      description = "A second difference image whose scale follows the background: auto (where one scale does not "
          + "fit), on or off.")
  private String local_scale = "auto";

  @Parameter(label = "<html><b>The run</b><br>Checkpoint format</html>", choices = {"tiff", "fits", "both"},
      required = false, persist = false,
      description = "The file format of all images that are written.")
  private String checkpoint_format = "tiff";

  @Parameter(label = "Compress TIFFs without loss", required = false, persist = false,
      description = "Smaller files that take longer to write.")
  private Boolean compressed = false;

  @Parameter(label = "Drop intermediate images when complete", required = false, persist = false,
      description = "Deletes the images of stages 1 to 3 at the end.")
  private Boolean drop_intermediates = false;

  @Parameter(label = "Diagnostic pictures", required = false, persist = false,
      description = "Writes the pictures to pipeline_output.")
  private Boolean pictures = true;

  @Parameter(label = "First stage to run anew", choices = {RunFields.RESUME, "1", "2", "3", "4"}, required = false,
      persist = false, description = "resume: whatever is there and intact is taken over.")
  private String from_stage = RunFields.RESUME;

  @Parameter(label = "Last stage to run", choices = {"1", "2", "3", "4"}, required = false, persist = false,
      description = "1 padding, 2 boundary, 3 interior, 4 difference.")
  private String to_stage = "4";

  @Parameter(label = "Make everything anew", required = false, persist = false,
      description = "Takes nothing over from earlier runs.")
  private Boolean force = false;

  @Parameter(label = "In a process of its own", required = false, persist = false,
      description = "Keeps the memory of this Fiji out of it, and this Fiji safe from a lack of it.")
  private Boolean subprocess = false;

  @Parameter(label = "Run even if the pre-flight check refuses", required = false, persist = false,
      description = "Turns the refusal for too little memory or disk into a warning.")
  private Boolean force_run = false;

  @Parameter(label = "Threads (0 = all cores)", visibility = ItemVisibility.INVISIBLE, required = false,
      persist = false, description = "Processor threads at most.")
  private String threads = "0";

  @Parameter(label = "Less memory", visibility = ItemVisibility.INVISIBLE, required = false, persist = false,
      description = "Uses less memory at the price of time.")
  private Boolean small_footprint = false;

  @Parameter(type = ItemIO.OUTPUT, label = "Summary", description = "One row per task: status, scales, accuracy, time.")
  private ResultsTable table;

  @Override
  Work prepare() {
    Selection selection = selection();
    BatchOptions options = options();
    Engine engine = batches().engine(false);
    Optional<TaskRelay> relay = batches().relay();
    if (relay.isPresent()) {
      return () -> {
        relay.get().run(engine.runner(), request(engine, selection, options));
        return Ending.DONE;
      };
    }
    return () -> {
      BatchSummary summary = new BatchCall(this, engine).run(engine.plan(selection, options), false);
      table = SummaryTable.of(summary);
      return Ending.of(summary);
    };
  }

  private Selection selection() {
    Parameters parameters = Parameters.defaults();
    for (Map.Entry<ParameterSpec, Object> entry : values().entrySet()) {
      parameters = RunFields.with(parameters, entry.getKey(), entry.getValue());
    }
    int atMost = Inputs.whole(threads, "threads", 0, 1024);
    return new Selection(Inputs.folder(raw_dir, "raw_dir"), Inputs.folder(output_dir, "output_dir"),
        List.of(Inputs.name(sample, "sample")), List.of(Inputs.name(dye, "dye")), parameters,
        RunFields.format(checkpoint_format), Inputs.flag(compressed), Inputs.flag(drop_intermediates),
        Inputs.flag(pictures), RunFields.control(from_stage, to_stage, force),
        atMost == 0 ? OptionalInt.empty() : OptionalInt.of(atMost));
  }

  private TaskRequest request(Engine engine, Selection selection, BatchOptions options) throws IOException {
    TaskRequest r = engine.plan(selection, options).tasks().get(0);
    return new TaskRequest(r.task(), r.pre(), r.post(), r.outputDirectory(), r.parameters(), r.format(), r.compressed(),
        r.dropIntermediates(), r.pictures(), r.control(), r.threads(), Inputs.flag(small_footprint));
  }

  private BatchOptions options() {
    return BatchOptions.defaults().withMode(Inputs.flag(subprocess) ? BatchMode.SUBPROCESS : BatchMode.SERIAL)
        .withForceRun(Inputs.flag(force_run));
  }

  private Map<ParameterSpec, Object> values() {
    Map<ParameterSpec, Object> values = new EnumMap<>(ParameterSpec.class);
    values.put(ParameterSpec.PAD, pad);
    values.put(ParameterSpec.USE_EDGES, use_edges);
    values.put(ParameterSpec.BOUNDARY_WIDTH, boundary_width);
    values.put(ParameterSpec.BOUNDARY_SMOOTH, boundary_smooth);
    values.put(ParameterSpec.ROTATION_SEARCH, rotation_search);
    values.put(ParameterSpec.ANGLE_RANGE, angle_range);
    values.put(ParameterSpec.ANGLE_STEP, angle_step);
    values.put(ParameterSpec.SCALE_SEARCH, scale_search);
    values.put(ParameterSpec.SCALE_MIN, scale_min);
    values.put(ParameterSpec.SCALE_MAX, scale_max);
    values.put(ParameterSpec.SCALE_STEP, scale_step);
    values.put(ParameterSpec.MULTISCALE, multiscale);
    values.put(ParameterSpec.DOWN_SCALE, down_scale);
    values.put(ParameterSpec.MAX_TRANSLATION, max_translation);
    values.put(ParameterSpec.MAX_ROTATION, max_rotation);
    values.put(ParameterSpec.MAX_SCALE_DELTA, max_scale_delta);
    values.put(ParameterSpec.MAX_SCALE_DIFF, max_scale_diff);
    values.put(ParameterSpec.SAVE_ALL_INTERMEDIATES, save_all_intermediates);
    values.put(ParameterSpec.FINE_ECC, fine_ecc);
    values.put(ParameterSpec.STOPIT, stopit);
    values.put(ParameterSpec.STOPDELTA, stopdelta);
    values.put(ParameterSpec.INTERIOR_ECC, interior_ecc);
    values.put(ParameterSpec.INTERIOR_BLUR_BASE, interior_blur_base);
    values.put(ParameterSpec.INTERIOR_MAX_CORRECTION, interior_max_correction);
    values.put(ParameterSpec.INTERIOR_MIN_INLIER_RATIO, interior_min_inlier_ratio);
    values.put(ParameterSpec.SCALE_PERCENTILE, scale_percentile);
    values.put(ParameterSpec.MANUAL_SCALE, manual_scale);
    values.put(ParameterSpec.SUBTRACT_OFFSET, subtract_offset);
    values.put(ParameterSpec.OUTSIDE, outside);
    values.put(ParameterSpec.LOCAL_SCALE, local_scale);
    values.put(ParameterSpec.LOCAL_ALIGNMENT, local_alignment);
    return values;
  }

  @Override
  void opens() {
    if (raw_dir != null && output_dir != null) {
      taskChanged();
    }
  }

  /** Keeps the estimate up to date. */
  void taskChanged() {
    estimate = Estimates.live(batches().engine(false), this::selection, this::options);
  }
}
