package io.github.exo2micro.fiji.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import io.github.exo2micro.export.ExportedPyramid;
import io.github.exo2micro.export.TaskImage;
import io.github.exo2micro.export.TaskMicrobes;
import io.github.exo2micro.fiji.command.CommandContext;
import io.github.exo2micro.fiji.command.CreateDemoData;
import io.github.exo2micro.fiji.command.ProcessOneTask;
import io.github.exo2micro.fiji.view.ZoomAndInspect;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.microbes.list.MicrobeTable;
import io.github.exo2micro.task.TaskId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.command.Command;
import org.scijava.command.CommandModule;

/** The commands that bring results elsewhere, as a headless macro calls them. */
class OutwardCommandsTest {

  private static final int PAD = 70;

  @TempDir
  static Path folder;

  private static CommandContext fiji;

  @BeforeAll
  static void makeATask() throws Exception {
    fiji = new CommandContext();
    assertFalse(fiji.run(CreateDemoData.class, "directory", folder.toString(), "width", "440", "height", "430")
        .isCanceled());
    CommandModule ran = fiji.run(ProcessOneTask.class, "raw_dir", folder.resolve("raw").toString(), "output_dir",
        out(), "sample", "Demo01", "dye", "DAPI", "pad", "" + PAD, "pictures", "false");
    assertFalse(ran.isCanceled(), String.valueOf(ran.getCancelReason()));
  }

  @AfterAll
  static void close() {
    fiji.close();
  }

  private static String out() {
    return folder.resolve("out").toString();
  }

  private static CommandModule run(Class<? extends Command> command, Object... more) throws Exception {
    List<Object> all = new ArrayList<>(List.of("output_dir", out(), "sample", "Demo01", "dye", "DAPI"));
    all.addAll(List.of(more));
    return fiji.run(command, all.toArray());
  }

  private static void assertRefuses(String expected, Class<? extends Command> command, Object... more)
      throws Exception {
    CommandModule module = run(command, more);
    assertTrue(module.isCanceled() && module.getCancelReason().contains(expected), module.getCancelReason());
  }

  private static Path table() {
    return folder.resolve("out/Demo01/DAPI/microbes/microbes_pad70.csv");
  }

  @Test
  void microbesAreReturnedAsATable() throws Exception {
    ResultsTable table = (ResultsTable) run(ShowMicrobes.class).getOutput("table");
    List<String> lines = Files.readAllLines(table());
    assertTrue(lines.size() > 3, "the demo has microbes");
    assertEquals(lines.size() - 1, table.size());
    assertEquals(Double.parseDouble(lines.get(2).split(",")[1]), table.getValue("x_px", 1), 1e-3);
  }

  @Test
  void tooManyMicrobesForImageJAreRefusedWithTheirNumber() throws Exception {
    Path microbes = Files.createDirectories(folder.resolve("many/Demo01/DAPI/microbes"));
    StringBuilder text = new StringBuilder(MicrobeTable.HEADER + "\n");
    for (int i = 1; i <= 20_001; i++) {
      text.append(i).append(",").append(i % 600).append(",").append(i / 600).append(",,,9,,1,1,1,1,9,1,1,0\n");
    }
    Files.writeString(microbes.resolve("microbes.csv"), text);
    CommandModule module = fiji.run(ShowMicrobes.class, "output_dir", folder.resolve("many").toString(), "sample",
        "Demo01", "dye", "DAPI");
    assertTrue(module.isCanceled() && module.getCancelReason().contains("20001"), module.getCancelReason());
    assertRefuses("no list of microbes", ShowMicrobes.class, "sample", "Demo02");
  }

  @Test
  void aRegionHasARingAroundEachOfItsMicrobes() throws Exception {
    TaskMicrobes list = TaskMicrobes.find(Path.of(out()), new TaskId("Demo01", "DAPI"), Optional.empty())
        .orElseThrow();
    TaskMicrobes.Spots inside = list.spots().in(new Tile(150, 140, 300, 300));
    assertTrue(inside.count() > 0, "there are microbes");
    ImagePlus region = (ImagePlus) run(ZoomAndInspect.class, "row", "140", "col", "150", "size", "300", "microbes",
        "true").getOutput("region");
    List<Roi> rings = new ArrayList<>();
    region.getOverlay().forEach(roi -> {
      if ("microbe".equals(roi.getName())) {
        rings.add(roi);
      }
    });
    assertEquals(inside.count(), rings.size());
    assertEquals(inside.x()[0] - 150 + 0.5, rings.get(0).getFloatBounds().getCenterX(), 0.01);
    assertEquals(inside.y()[0] - 140 + 0.5, rings.get(0).getFloatBounds().getCenterY(), 0.01);
  }

  @Test
  void imagesTransformsAndOtherImagesGoOut() throws Exception {
    Path image = folder.resolve("difference.ome.tiff");
    assertEquals(image.toString(), run(ExportImage.class, "out", image.toString()).getOutput("text"));
    TaskImage shown = TaskImage.find(Path.of(out()), new TaskId("Demo01", "DAPI"), TaskImage.Kind.DIFFERENCE,
        Optional.empty());
    try (ExportedPyramid exported = ExportedPyramid.of(shown).orElseThrow()) {
      assertEquals(image, exported.path());
      assertEquals(new Tile(PAD, PAD, 440, 430), exported.region());
    }
    assertTrue(Files.size(image) > 10_000);
    assertRefuses("exists already", ExportImage.class, "out", image.toString());
    assertRefuses("out is empty", ExportImage.class);
    assertRefuses("'png'", ExportImage.class, "out", folder.resolve("b").toString(), "format", "png");

    String files = (String) run(ExportTransforms.class, "out", folder.resolve("t").toString()).getOutput("text");
    assertTrue(files.contains("transform_itk.tfm") && Files.exists(folder.resolve("t/transform.json")), files);

    Path other = folder.resolve("other.ome.tiff");
    String pre = folder.resolve("raw/Demo01/Demo01_PreStain_SybrGld.tif").toString();
    assertEquals(other.toString(), run(ApplyToImage.class, "image", pre, "out", other.toString(), "values", "same")
        .getOutput("text"));
    assertTrue(Files.size(other) > 10_000);
    assertRefuses("image is empty", ApplyToImage.class, "out", folder.resolve("c").toString());
    assertRefuses("page is '-1'", ApplyToImage.class, "image", pre, "out", folder.resolve("c").toString(), "page",
        "-1");
  }
}
