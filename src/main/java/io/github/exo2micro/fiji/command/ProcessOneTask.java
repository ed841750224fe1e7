package io.github.exo2micro.fiji.command;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import io.github.exo2micro.RemediableException;
import io.github.exo2micro.app.Engine;
import io.github.exo2micro.app.Selection;
import io.github.exo2micro.batch.plan.BatchMode;
import io.github.exo2micro.batch.plan.BatchOptions;
import io.github.exo2micro.batch.summary.BatchSummary;
import io.github.exo2micro.export.TaskImage;
import io.github.exo2micro.fiji.host.Ending;
import io.github.exo2micro.fiji.host.Exo2MicroCommand;
import io.github.exo2micro.fiji.host.SummaryTable;
import io.github.exo2micro.fiji.host.TaskRelay;
import io.github.exo2micro.fiji.input.DialogNews;
import io.github.exo2micro.fiji.input.Inputs;
import io.github.exo2micro.fiji.input.Labels;
import io.github.exo2micro.fiji.input.RunFields;
import io.github.exo2micro.fiji.view.RegionImages;
import io.github.exo2micro.fiji.view.TaskNames;
import io.github.exo2micro.task.ParameterSpec;
import io.github.exo2micro.task.Parameters;
import io.github.exo2micro.task.RunOptions;
import io.github.exo2micro.task.TaskId;
import io.github.exo2micro.task.TaskRequest;
import java.io.File;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    @Menu(label = "Exo2Micro", weight = 40), @Menu(label = "Exo2Micro Process One Task...", weight = 2)},
    description = "Runs one sample and dye with all parameters of the pipeline.")
public final class ProcessOneTask extends Exo2MicroCommand {

  @Parameter(label = "Raw folder", style = "directory", required = false, persist = false,
      description = "One folder per sample, with the pre-stain and post-stain images.")
  private File raw_dir;

  @Parameter(label = "Output folder", style = "directory", required = false, persist = false,
      description = "All results go to <output>/<sample>/<dye>.")
  private File output_dir;

  @Parameter(label = "Sample", required = false, persist = false,
      description = "The name of the sample's folder.")
  private String sample = "";

  @Parameter(label = "Dye", required = false, persist = false,
      description = "The dye's name, case-sensitive.")
  private String dye = "";

  @Parameter(label = "<html><b>Stage 1: padding</b><br>Padding (auto, or 0 to 100000 px)</html>",
      required = false, persist = false,
      description = "Zero padding on each side.")
  private String pad = "2000";

  @Parameter(label = "Page (none or 1 and up)", required = false, persist = false, callback = "taskChanged",
      description = "Which page of raw files with several, counted from 1; none: the largest that is no reduced image, "
          + "mask or label.")
  private String page = "none";

  @Parameter(label = "Channel (none or 1 and up)", required = false, persist = false, callback = "taskChanged",
      description = "Which channel of raw files with several, counted from 1; none: the first, of colour images all "
          + "that carry light.")
  private String channel = "none";

  @Parameter(label = "Series (none or 1 and up)", required = false, persist = false, callback = "taskChanged",
      description = "Which image series of raw files with several, counted from 1; none: that of the largest image.")
  private String series = "none";

  @Parameter(style = Inputs.FLAG,
      label = "<html><b>Stage 2: boundary and ICP</b><br>Align the rings along the outline</html>",
      required = false, persist = false,
      description = "Align the rings along the tissue's boundary in the coarse pass; off: align the coarse images "
          + "themselves.")
  private String use_edges = Inputs.YES;

  @Parameter(label = "Ring width (1 to 200 coarse px)", required = false, persist = false,
      description = "Thickness of the boundary ring.")
  private String boundary_width = "15";

  @Parameter(label = "Ring softness, sigma (0 to 100 coarse px)", required = false, persist = false,
      description = "Gaussian sigma that softens the ring.")
  private String boundary_smooth = "10";

  @Parameter(style = Inputs.FLAG, label = "Search rotations", required = false, persist = false,
      description = "Search rotations in the coarse pass.")
  private String rotation_search = Inputs.YES;

  @Parameter(label = "Angle range, ± (0 to 180 degrees)", required = false, persist = false,
      description = "The rotation search begins within ± this angle and widens when nothing convincing is found "
          + "there.")
  private String angle_range = "20";

  @Parameter(label = "Angle step (0.01 to 45 degrees)", required = false, persist = false,
      description = "Step of the rotation search.")
  private String angle_step = "1";

  @Parameter(style = Inputs.FLAG, label = "Search sizes", required = false, persist = false,
      description = "Search isotropic scales in the coarse pass.")
  private String scale_search = Inputs.YES;

  @Parameter(label = "Smallest size ratio (0.1 to 10)", required = false, persist = false,
      description = "Smallest scale searched.")
  private String scale_min = "0.85";

  @Parameter(label = "Largest size ratio (0.1 to 10)", required = false, persist = false,
      description = "Largest scale searched.")
  private String scale_max = "1.15";

  @Parameter(label = "Size ratio step (0.001 to 1)", required = false, persist = false,
      description = "Step of the scale search.")
  private String scale_step = "0.05";

  @Parameter(style = Inputs.FLAG, label = "Coarse pass before ICP", required = false, persist = false,
      description = "Run the boundary pass before ICP.")
  private String multiscale = Inputs.YES;

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

  @Parameter(style = Inputs.FLAG, label = "Keep the coarse-pass image", required = false, persist = false,
      description = "Also keep the pre image as the coarse pass alone aligned it.")
  private String save_all_intermediates = Inputs.NO;

  @Parameter(style = Inputs.FLAG, label = "<html><b>Stage 2.5: fine ECC (optional)</b><br>Fine ECC after ICP</html>",
      required = false, persist = false,
      description = "Optional ECC homography after ICP (stage 2.5).")
  private String fine_ecc = Inputs.NO;

  @Parameter(label = "ECC iterations at most (1 to 100000 iterations)", required = false, persist = false,
      description = "ECC iterations at most.")
  private String stopit = "500";

  @Parameter(label = "ECC stops below a gain of (0 to 1)", required = false, persist = false,
      description = "ECC stops when its correlation grows by less.")
  private String stopdelta = "1e-06";

  @Parameter(style = Inputs.FLAG, label = "<html><b>Stage 3: interior</b><br>Interior refinement</html>",
      required = false, persist = false,
      description = "Interior refinement; off: stage 3 is stage 2's alignment.")
  private String interior_ecc = Inputs.YES;

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
      description = "Let the alignment follow bends and seams after the homography: auto (where that lowers the "
          + "measured error) or off.")
  private String local_alignment = "auto";

  @Parameter(label = "<html><b>Stage 4: scale and difference</b><br>Extra scale: percentile (none or a number)</html>",
      required = false, persist = false,
      description = "Extra difference image at this percentile of log10(post/pre).")
  private String scale_percentile = "none";

  @Parameter(label = "Extra scale: manual (none or a number)", required = false, persist = false,
      description = "Extra difference image at exactly this scale.")
  private String manual_scale = "none";

  @Parameter(style = Inputs.FLAG, label = "Take the camera's offsets off", required = false, persist = false,
      description = "Take the cameras' offsets off both images first, so that the difference's background is 0; off: "
          + "post - scale x pre.")
  private String subtract_offset = Inputs.YES;

  @Parameter(label = "Where pre has no pixel", choices = {"nan", "post"}, required = false, persist = false,
      description = "What the difference is where the pre image has no pixel: nan (no value) or post (post itself).")
  private String outside = "nan";

  @Parameter(label = "Local scale", choices = {"auto", "on", "off"}, required = false, persist = false,
      description = "A second difference image whose scale follows the background: auto (where one scale does not "
          + "fit), on or off.")
  private String local_scale = "auto";

  @Parameter(label = "<html><b>Camera offset</b><br>Offset of pre (auto or grey levels)</html>", required = false,
      persist = false,
      description = "What pre's camera gives without light; auto: found outside the tissue, where there is such.")
  private String pre_offset = "auto";

  @Parameter(label = "Offset of post (auto or grey levels)", required = false, persist = false,
      description = "What post's camera gives without light; auto: found outside the tissue, where there is such.")
  private String post_offset = "auto";

  @Parameter(style = Inputs.FLAG, label = "<html><b>After stage 4: microbes</b><br>Search for microbes</html>",
      required = false,
      persist = false, description = "Search the difference for microbes and list them, after stage 4; off: no list.")
  private String detect = Inputs.YES;

  @Parameter(label = "Height above the noise (0.1 to 1000 standard deviations)", required = false, persist = false,
      description = "A microbe stands this far above the local noise of the smoothed difference.")
  private String detect_sigma = "5";

  @Parameter(label = "Smallest microbe (1 to 1000000 px)", required = false, persist = false,
      description = "Smallest area of a microbe above that threshold.")
  private String detect_min_area = "5";

  @Parameter(label = "<html><b>The run</b><br>Checkpoint format</html>", choices = {"tiff", "fits", "both"},
      required = false, persist = false,
      description = "The file format of all images that are written.")
  private String checkpoint_format = "tiff";

  @Parameter(style = Inputs.FLAG, label = "Compress TIFFs without loss", required = false, persist = false,
      description = "Smaller files that take longer to write.")
  private String compressed = Inputs.NO;

  @Parameter(style = Inputs.FLAG, label = "Drop intermediate images when complete", required = false, persist = false,
      description = "Deletes the images of stages 1 to 3 at the end.")
  private String drop_intermediates = Inputs.NO;

  @Parameter(style = Inputs.FLAG, label = "Diagnostic pictures", required = false, persist = false,
      description = "Writes the pictures to pipeline_output.")
  private String pictures = Inputs.YES;

  @Parameter(label = "First stage to run again", choices = {RunFields.RESUME, "1", "2", "3", "4"}, required = false,
      persist = false, description = "resume: whatever is there and intact is reused.")
  private String from_stage = RunFields.RESUME;

  @Parameter(label = "Last stage to run", choices = {"1", "2", "3", "4"}, required = false, persist = false,
      description = "1 padding, 2 boundary, 3 interior, 4 difference.")
  private String to_stage = "4";

  @Parameter(style = Inputs.FLAG, label = "Run everything again", required = false, persist = false,
      description = "Reuses nothing of earlier runs.")
  private String force = Inputs.NO;

  @Parameter(style = Inputs.FLAG, label = "In a process of its own", required = false, persist = false,
      description = "Keeps the memory of this Fiji out of it, and this Fiji safe from a lack of it.")
  private String subprocess = Inputs.NO;

  @Parameter(style = Inputs.FLAG, label = "Run even if the pre-flight check refuses", required = false, persist = false,
      description = "Turns the refusal for too little memory or disk into a warning.")
  private String force_run = Inputs.NO;

  @Parameter(style = Inputs.FLAG, label = "Open the difference at the end", required = false, persist = false,
      description = "As an image of ImageJ, and as the command's output; only when it fits in a third of the memory.")
  private String open_difference = Inputs.NO;

  @Parameter(label = "Threads (0 = all cores)", visibility = ItemVisibility.INVISIBLE, required = false,
      persist = false, description = "Processor threads at most.")
  private String threads = "0";

  @Parameter(style = Inputs.FLAG, label = "Less memory", visibility = ItemVisibility.INVISIBLE, required = false,
      persist = false,
      description = "Uses less memory at the price of time.")
  private String small_footprint = Inputs.NO;

  @Parameter(type = ItemIO.OUTPUT, label = "Difference", description = "The difference image, when it was asked for.")
  private ImagePlus difference;

  @Parameter(type = ItemIO.OUTPUT, label = "Summary", description = "One row per task: status, scales, accuracy, time.")
  private ResultsTable table;

  @Override
  protected Work prepare() {
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
      BatchSummary summary = new BatchCall(this, engine).runAdded(engine.plan(selection, options));
      table = SummaryTable.of(summary);
      if (Inputs.flag(open_difference, "open_difference") && summary.exitCode() == 0) {
        openDifference(selection);
      }
      return Ending.of(summary);
    };
  }

  private Selection selection() {
    Parameters parameters = Parameters.defaults();
    Map<ParameterSpec, Object> values = values();
    values.remove(ParameterSpec.PAD);
    for (Map.Entry<ParameterSpec, Object> entry : values.entrySet()) {
      parameters = RunFields.with(parameters, entry.getKey(), entry.getValue());
    }
    int atMost = Inputs.whole(threads, "threads", 0, 1024);
    Selection task = Selection.all(Inputs.folder(raw_dir, "raw_dir"), Inputs.folder(output_dir, "output_dir"))
        .of(List.of(Inputs.name(sample, "sample")), List.of(Inputs.name(dye, "dye"))).with(parameters);
    RunOptions options = new RunOptions(RunFields.format(checkpoint_format), Inputs.flag(compressed, "compressed"),
        Inputs.flag(drop_intermediates, "drop_intermediates"), Inputs.flag(pictures, "pictures"),
        RunFields.control(from_stage, to_stage, force));
    return task.with(RunParameters.padded(batches().engine(false), task, pad)).with(options).withThreads(atMost);
  }

  private void openDifference(Selection selection) throws IOException {
    TaskImage image = TaskImage.find(selection.outputDirectory(), new TaskId(selection.samples().get(0),
        selection.dyes().get(0)), TaskImage.Kind.DIFFERENCE, Optional.of(selection.parameters()));
    difference = RegionImages.whole(image);
    if (!isHeadless()) {
      difference.show();
    }
  }

  private TaskRequest request(Engine engine, Selection selection, BatchOptions options) throws IOException {
    return engine.plan(selection, options).tasks().get(0)
        .withSmallFootprint(Inputs.flag(small_footprint, "small_footprint"));
  }

  private BatchOptions options() {
    return BatchOptions.defaults().withMode(Inputs.flag(subprocess,
        "subprocess") ? BatchMode.SUBPROCESS : BatchMode.SERIAL)
        .withForceRun(Inputs.flag(force_run, "force_run"));
  }

  private Map<ParameterSpec, Object> values() {
    Map<ParameterSpec, Object> values = new EnumMap<>(ParameterSpec.class);
    values.put(ParameterSpec.PAD, pad);
    values.put(ParameterSpec.PAGE, page);
    values.put(ParameterSpec.CHANNEL, channel);
    values.put(ParameterSpec.SERIES, series);
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
    values.put(ParameterSpec.PRE_OFFSET, pre_offset);
    values.put(ParameterSpec.POST_OFFSET, post_offset);
    values.put(ParameterSpec.DETECT, detect);
    values.put(ParameterSpec.DETECT_SIGMA, detect_sigma);
    values.put(ParameterSpec.DETECT_MIN_AREA, detect_min_area);
    return values;
  }

  @Override
  public List<String> essentials() {
    return List.of("raw_dir", "output_dir", "sample", "dye", "pad", "fine_ecc", "interior_ecc", "scale_percentile",
        "manual_scale", "subprocess", "open_difference");
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
    Engine engine = batches().engine(false);
    Map<String, List<String>> names = Map.of();
    try {
      names = TaskNames.ofRaw(engine, Inputs.folder(raw_dir, "raw_dir"), sample);
      DialogNews live = Estimates.live(engine, selection(), options(), getInfo());
      return new DialogNews(live.estimate(), "", names, live.proposal(), live.proposalText());
    } catch (RemediableException e) {
      return new DialogNews(Estimates.html(Labels.inPlaceOfKeys(e.problem(), getInfo())), "", names, Map.of(), "");
    } catch (IOException e) {
      return new DialogNews(Estimates.html("The folders cannot be read: " + e.getMessage()), "", names, Map.of(), "");
    }
  }
}
