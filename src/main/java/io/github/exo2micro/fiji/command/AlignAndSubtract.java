package io.github.exo2micro.fiji.command;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.measure.ResultsTable;
import io.github.exo2micro.RemediableException;
import io.github.exo2micro.app.AutoPadding;
import io.github.exo2micro.app.ChosenPadding;
import io.github.exo2micro.app.TemporaryRun;
import io.github.exo2micro.export.TaskImage;
import io.github.exo2micro.fiji.host.CommandProgress;
import io.github.exo2micro.fiji.host.Ending;
import io.github.exo2micro.fiji.host.Exo2MicroCommand;
import io.github.exo2micro.fiji.host.SummaryTable;
import io.github.exo2micro.fiji.input.Inputs;
import io.github.exo2micro.fiji.input.ParameterLines;
import io.github.exo2micro.fiji.input.RunFields;
import io.github.exo2micro.fiji.view.OpenImage;
import io.github.exo2micro.fiji.view.RegionImages;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.io.FilePlane;
import io.github.exo2micro.task.PairMismatchException;
import io.github.exo2micro.task.ParameterSpec;
import io.github.exo2micro.task.Parameters;
import io.github.exo2micro.task.ScaleKind;
import io.github.exo2micro.task.TaskResult;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Plugins › Exo2Micro › Align and Subtract… for two images that are open. */
@Plugin(type = Command.class, headless = true, label = "Exo2Micro Align and Subtract: autofluorescence removal, "
    + "background subtraction, pre-stain registration, microbes",
    menu = {@Menu(label = "Plugins"),
        @Menu(label = "Exo2Micro", weight = 40), @Menu(label = "Exo2Micro Align and Subtract...", weight = 0.5)},
    description = "Autofluorescence removal for two open images: registers the pre-stain image to the post-stain "
        + "image, scales its background and subtracts it, so that the stained microbes remain.")
public final class AlignAndSubtract extends Exo2MicroCommand {

  private static final String HOMOGRAPHY = "homography";
  private static final String LOCAL = "local";
  private static final String AUTO = RunParameters.AUTO;
  private static final String LOCAL_PARAMETER = "local_alignment";

  @Parameter(label = "Pre-stain image", required = false, persist = false,
      description = "Autofluorescence alone: the image before staining. It is moved onto the other one.")
  private ImagePlus pre;

  @Parameter(label = "Post-stain image", required = false, persist = false,
      description = "The same section after staining. Its frame is that of the results.")
  private ImagePlus post;

  @Parameter(label = "Alignment", choices = {HOMOGRAPHY, LOCAL}, required = false, persist = false,
      description = "homography: one warp for the whole section. local: follows bent and stretched tissue, too.")
  private String model = HOMOGRAPHY;

  @Parameter(label = "Scale (fit, local, or a number)", required = false, persist = false,
      description = "What pre is multiplied by. fit: one factor, from the background that both images share. local: a "
          + "factor that follows the background, where one does not fit.")
  private String scale = "fit";

  @Parameter(label = "Camera offsets (auto, none, or pre;post)", required = false, persist = false,
      description = "Grey levels that the camera adds without light. auto: measured; none: 0; or two numbers, as in "
          + "100;104.")
  private String offsets = "auto";

  @Parameter(style = Inputs.FLAG, label = "Only what is selected", required = false, persist = false,
      description = "Of an image with an area selection only the rectangle around it is used.")
  private String use_selection = Inputs.YES;

  @Parameter(label = "<html><b>Stage 1: padding</b><br>Padding (auto, or 0 to 100000 px)</html>", required = false,
      persist = false, description = "Room for turned and shifted sections. auto: an eighth of the longest side, or "
          + "more where the coarse alignment needs it; the figures say what it was.")
  private String pad = AUTO;

  @Parameter(label = "Other parameters (name=value, one per line)", style = "text area", required = false,
      persist = false, description = "Any parameter of Process One Task by its name, as in angle_range=40.")
  private String parameters = "";

  @Parameter(type = ItemIO.OUTPUT, label = "Aligned", description = "The pre-stain image in post's frame, 32-bit.")
  private ImagePlus aligned;

  @Parameter(type = ItemIO.OUTPUT, label = "Difference", description = "post - scale x aligned pre, 32-bit.")
  private ImagePlus difference;

  @Parameter(type = ItemIO.OUTPUT, label = "Figures", description = "Scale, accuracy, padding.")
  private ResultsTable table;

  @Override
  public void opens() {
    List<ImagePlus> open = open();
    if (pre == null && post == null && open.size() > 1) {
      pre = named(open, "pre", open.get(0));
      post = named(open, "post", open.get(open.get(0) == pre ? 1 : 0));
    }
  }

  @Override
  public List<String> essentials() {
    return List.of("pre", "post", "model", "scale", "offsets", "use_selection");
  }

  private static List<ImagePlus> open() {
    int[] ids = WindowManager.getIDList();
    return ids == null ? List.of() : java.util.Arrays.stream(ids).mapToObj(WindowManager::getImage).toList();
  }

  private static ImagePlus named(List<ImagePlus> open, String word, ImagePlus otherwise) {
    return open.stream().filter(i -> i.getTitle().toLowerCase(Locale.ROOT).contains(word)).findFirst()
        .orElse(otherwise);
  }

  @Override
  protected Work prepare() {
    if ((pre == null || post == null) && !isHeadless() && open().size() < 2) {
      throw new RemediableException("Two open images are needed.", open().size() == 1
          ? "only '" + open().get(0).getTitle() + "' is open." : "no image is open.",
          "open the pre-stain and the post-stain image of a section; for whole folders use Exo2Micro Run Batch.");
    }
    OpenImage first = OpenImage.of(pre, "pre", Inputs.flag(use_selection, "use_selection"));
    OpenImage second = OpenImage.of(post, "post", Inputs.flag(use_selection, "use_selection"));
    if (pre == post) {
      throw new RemediableException("Both inputs are the same image.", "pre and post are '" + pre.getTitle() + "'.",
          "choose the image before staining as pre, the one after staining as post.");
    }
    Parameters values = values(first, second);
    boolean automatic = AUTO.equalsIgnoreCase(padding())
        && values.integer(ParameterSpec.PAD) == AutoPadding.of(first.size(), second.size());
    return () -> {
      run(first, second, values, automatic);
      return Ending.DONE;
    };
  }

  private Parameters values(OpenImage first, OpenImage second) {
    // What is open is looked at; whoever wants the list of microbes asks for it among the other parameters.
    Parameters values = RunFields.with(Parameters.defaults(), ParameterSpec.DETECT, false);
    values = RunFields.with(values, ParameterSpec.PAD,
        AUTO.equalsIgnoreCase(padding()) ? AutoPadding.of(first.size(), second.size()) : padding());
    values = withModel(values);
    String factor = scale == null ? "" : scale.strip();
    if (factor.equalsIgnoreCase(LOCAL)) {
      values = RunFields.with(values, ParameterSpec.LOCAL_SCALE, "on");
    } else if (!factor.equalsIgnoreCase("fit")) {
      values = RunFields.with(values, ParameterSpec.MANUAL_SCALE, Inputs.real(factor, "scale", 0, 1_000_000));
    }
    return ParameterLines.apply(parameters, withOffsets(values));
  }

  private String padding() {
    return pad == null ? "" : pad.strip();
  }

  private Parameters withModel(Parameters values) {
    boolean local = Inputs.choice(model, "model", List.of(HOMOGRAPHY, LOCAL)).equals(LOCAL);
    if (!ParameterSpec.names().contains(LOCAL_PARAMETER)) {
      if (local) {
        throw new RemediableException("There is no local alignment in this version.", "model is 'local'.",
            "choose homography.");
      }
      return values;
    }
    return RunFields.with(values, ParameterSpec.named(LOCAL_PARAMETER), local ? "auto" : "off");
  }

  private Parameters withOffsets(Parameters values) {
    String word = offsets == null ? "" : offsets.strip().toLowerCase(Locale.ROOT);
    if (word.equals("auto")) {
      return values;
    }
    if (word.equals("none")) {
      return RunFields.with(values, ParameterSpec.SUBTRACT_OFFSET, false);
    }
    String[] two = word.split(";");
    if (two.length != 2) {
      throw new RemediableException("The camera offsets cannot be read.", "offsets is '" + offsets + "'.",
          "give auto, none, or two numbers with a semicolon, as in 100;104.");
    }
    return ParameterLines.apply("pre_offset=" + Inputs.real(two[0], "offsets", 0, 1e9) + "\npost_offset="
        + Inputs.real(two[1], "offsets", 0, 1e9), values);
  }

  private void run(OpenImage first, OpenImage second, Parameters asked, boolean automatic) throws IOException {
    try (CommandProgress progress = new CommandProgress(this, "Align and subtract");
        TemporaryRun run = new TemporaryRun(batches().engine(false))) {
      first.save(run.pre());
      second.save(run.post());
      ChosenPadding room = automatic ? run.padding(first.size(), second.size(), asked, progress.part(0, 0.4))
          : ChosenPadding.given(asked.integer(ParameterSpec.PAD));
      int padding = room.pixels();
      TaskResult result = run.run(asked.with(ParameterSpec.PAD, padding), progress.part(automatic ? 0.4 : 0, 1));
      Tile frame = new Tile(padding, padding, second.size().width(), second.size().height());
      Optional<FilePlane> wanted = scale.strip().equalsIgnoreCase("fit") ? Optional.empty()
          : run.difference(result, scale.strip().equalsIgnoreCase(LOCAL) ? ScaleKind.Way.LOCAL : ScaleKind.Way.MANUAL);
      aligned = image(run.open(TaskImage.Kind.PRE_INTERIOR), frame, second, "aligned_" + first.image().getTitle(),
          false);
      difference = image(wanted.isPresent() ? wanted.get() : run.open(TaskImage.Kind.DIFFERENCE), frame, second,
          "difference_" + second.image().getTitle(), true);
      table = table(first, second, room, result);
      if (scale.strip().equalsIgnoreCase(LOCAL) && wanted.isEmpty()) {
        table.addValue("note", "no local scale could be made; the difference is at the fitted one");
      }
      show();
    } catch (PairMismatchException e) {
      throw mismatch(first, second, e);
    }
  }

  /** The task's own words name raw files and a picture, which two open images do not have. */
  private static RemediableException mismatch(OpenImage first, OpenImage second, PairMismatchException e) {
    return new RemediableException("'" + first.image().getTitle() + "' and '" + second.image().getTitle()
        + "' do not match: no alignment of the two is supported by the images.", e.evidence(),
        "look at both: are they of the same section, the same side up, and not mirrored? Is one of them empty, or has a "
            + "selection left too little in common? A larger scale_min to scale_max among the other parameters helps "
            + "where the magnifications differ.",
        e);
  }

  private static ImagePlus image(FilePlane opened, Tile frame, OpenImage post, String title, boolean signed)
      throws IOException {
    FloatImage pixels = new FloatImage(frame.width(), frame.height());
    try (FilePlane plane = opened) {
      plane.read(frame, pixels.pixels());
    }
    ImagePlus image = RegionImages.of(title, pixels, signed);
    image.setCalibration(post.calibration());
    return image;
  }

  private static ResultsTable table(OpenImage first, OpenImage second, ChosenPadding room, TaskResult result) {
    ResultsTable table = new ResultsTable();
    table.setPrecision(4);
    table.setNaNEmptyCells(true);
    table.addRow();
    table.addValue("status", result.status());
    SummaryTable.addResult(table, result);
    table.addValue("padding_px", room.pixels());
    table.addValue("padding", room.reason());
    table.addValue("pre", first.text());
    table.addValue("post", second.text());
    if (!result.warnings().isEmpty()) {
      table.addValue("warnings", String.join(" ", result.warnings()));
    }
    return table;
  }

  /** The images are shown last: in front of the figures. */
  private void show() {
    if (isHeadless()) {
      System.out.println(table.getColumnHeadings().strip() + "\n" + table.getRowAsString(0));
    } else {
      upright(table).show("Exo2Micro figures");
    }
    if (!isHeadless() || IJ.isMacro()) {
      aligned.show();
      difference.show();
    }
  }

  /** A table of one row as one of two columns, which a window shows without scrolling. */
  static ResultsTable upright(ResultsTable row) {
    ResultsTable upright = new ResultsTable();
    upright.showRowNumbers(false);
    for (String heading : row.getHeadings()) {
      upright.addRow();
      upright.addValue("figure", heading);
      upright.addValue("value", row.getStringValue(heading, 0));
    }
    return upright;
  }
}
