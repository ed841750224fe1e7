package io.github.exo2micro.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.Progress;
import io.github.exo2micro.RemediableException;
import io.github.exo2micro.checkpoint.CheckpointStore;
import io.github.exo2micro.checkpoint.sidecar.Sidecar;
import io.github.exo2micro.checkpoint.sidecar.SidecarFile;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.io.FilePlane;
import io.github.exo2micro.port.Feature;
import io.github.exo2micro.port.FeatureExtractor;
import io.github.exo2micro.port.ImageChoice;
import io.github.exo2micro.port.ImageSource;
import io.github.exo2micro.port.RawHeader;
import io.github.exo2micro.port.RawHeader.SampleType;
import io.github.exo2micro.port.RawImage;
import io.github.exo2micro.raw.FormulaImage;
import io.github.exo2micro.task.Parameters;
import io.github.exo2micro.task.RunControl;
import io.github.exo2micro.task.RunOptions;
import io.github.exo2micro.task.TaskId;
import io.github.exo2micro.task.TaskRequest;
import io.github.exo2micro.task.TaskResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stage 1 alone, on colour images whose readings are counted. */
class PaddingStageTest {

  private static final int WIDTH = 1231;
  private static final int HEIGHT = 1009;
  private static final int PAD = 20;

  @TempDir
  Path folder;

  private final Queue<String> log = new ConcurrentLinkedQueue<>();
  private FormulaImage post;
  private FormulaImage pre = rgb((x, y, c) -> c == 1 ? (x + y) % 200 : 0);

  private final ImageSource source = FormulaImage.source(file -> file.endsWith("post.tif") ? post : pre);

  private final FeatureExtractor features = new FeatureExtractor() {
    @Override
    public String name() {
      return "none";
    }

    @Override
    public List<Feature> extract(FloatImage image) {
      throw new AssertionError("stage 1 needs no features");
    }
  };

  private static FormulaImage rgb(FormulaImage.Formula formula) {
    return new FormulaImage(WIDTH, HEIGHT, 3, SampleType.UINT8, formula);
  }

  @BeforeEach
  void makeFiles() throws IOException {
    Files.createFile(folder.resolve("post.tif"));
    Files.createFile(folder.resolve("pre.tif"));
  }

  private TaskResult pad() throws IOException {
    return run(source, Map.of("pad", "" + PAD));
  }

  private TaskResult run(ImageSource images, Map<String, String> parameters) throws IOException {
    TaskRequest request = new TaskRequest(new TaskId("S", "D"), folder.resolve("pre.tif"), folder.resolve("post.tif"),
        folder.resolve("out"), Parameters.of(parameters), RunOptions.DEFAULTS.withPictures(false)
            .with(new RunControl(OptionalInt.empty(), 1, false)),
        2, false);
    return new StreamingTaskRunner(images, features).run(request, new Progress() {
      @Override
      public void report(double fraction) {}

      @Override
      public void note(String line) {
        log.add(line);
      }
    }, (stage, reused) -> {});
  }

  private void assertPadded(String name, FormulaImage.Formula grey, String channels) throws IOException {
    Path file = folder.resolve("out/S/D/tiff/" + name + "_pad" + PAD + ".tiff");
    try (FilePlane plane = CheckpointStore.open(file)) {
      assertEquals(WIDTH + 2 * PAD, plane.size().width());
      float[] row = new float[WIDTH + 2 * PAD];
      for (int y = 0; y < HEIGHT; y++) {
        plane.read(new Tile(0, y + PAD, row.length, 1), row);
        for (int x = 0; x < row.length; x++) {
          boolean inside = x >= PAD && x < PAD + WIDTH;
          assertEquals(inside ? grey.at(x - PAD, y, 0) : 0, row[x], name + " at " + x + "," + y);
        }
      }
    }
    assertEquals(channels,
        SidecarFile.read(CheckpointStore.sidecarOf(file)).sidecar().orElseThrow().facts().get("channels"));
    assertTrue(log.contains(channels), log.toString());
  }

  private void assertNothingLeftOver() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("out/S/D/tiff"))) {
      List<String> names = files.map(file -> file.getFileName().toString()).toList();
      assertEquals(4, names.size(), names.toString());
      assertTrue(names.stream().allMatch(name -> name.startsWith("01_padded_p")), names.toString());
    }
  }

  @Test
  void readsEveryPixelOfAColourFileOnceBesidesASmallSample() throws IOException {
    post = rgb((x, y, c) -> c == 0 ? 3 : c == 2 ? 100 + y % 100 : 0);
    TaskResult result = pad();
    for (FormulaImage image : List.of(post, pre)) {
      long area = image.header().size().area();
      assertEquals(1, image.least());
      assertTrue(image.read() <= area + area / 40, image.read() + " of " + area);
    }
    assertPadded("01_padded_post", (x, y, c) -> 103 + y % 100,
        "post.tif: channels R + B summed, clipped at 255 (means: R 3.000, G 0.000, B 149.1)");
    assertPadded("01_padded_pre", (x, y, c) -> (x + y) % 200,
        "pre.tif: channel G taken (means: R 0.000, G 99.48, B 0.000)");
    assertNothingLeftOver();
    assertEquals(List.of(), result.warnings());
  }

  /** What is read of a file that something still writes to is neither the old content nor the new. */
  @Test
  void keepsNothingOfARawFileThatChangesWhileItIsRead() throws IOException {
    post = rgb((x, y, c) -> {
      if (y == HEIGHT - 1 && x == 0 && c == 1) {
        write("post.tif", 10);
      }
      return c == 1 ? 100 : 0;
    });
    RemediableException refusal = assertThrows(RemediableException.class, this::pad);
    assertEquals("The raw image post.tif changed while it was read.", refusal.problem());
    assertTrue(refusal.evidence().contains("it had 0 bytes") && refusal.evidence().contains("it is still growing"),
        refusal.getMessage());
    try (Stream<Path> files = Files.list(folder.resolve("out/S/D/tiff"))) {
      assertEquals(List.of(), files.toList());
    }
    post = rgb((x, y, c) -> c == 1 ? 100 : 0);
    assertEquals(List.of(), pad().warnings());
  }

  private void write(String name, int bytes) {
    try {
      Files.write(folder.resolve(name), new byte[bytes]);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void asksForTheNamedImageAndSaysWhichItTook() throws IOException {
    post = rgb((x, y, c) -> c == 1 ? 100 : 0);
    List<ImageChoice> asked = new ArrayList<>();
    ImageSource recording = new ImageSource() {
      @Override
      public String name() {
        return source.name();
      }

      @Override
      public Set<String> extensions() {
        return source.extensions();
      }

      @Override
      public RawHeader header(Path file, ImageChoice choice) throws IOException {
        asked.add(choice);
        return source.header(file, choice);
      }

      @Override
      public RawImage open(Path file, ImageChoice choice) throws IOException {
        asked.add(choice);
        return source.open(file, choice);
      }
    };
    run(recording, Map.of("pad", "" + PAD, "channel", "2", "page", "3", "series", "4"));
    assertEquals(4, asked.size());
    assertEquals(Set.of(new ImageChoice(OptionalInt.of(3), OptionalInt.of(2), OptionalInt.of(4))), Set.copyOf(asked));
    assertTrue(log.contains("post.tif: 1231 x 1009 px, formula"), log.toString());
    // The names of the checkpoints hold the choice, so that those of another channel stand beside them.
    Path file = folder.resolve("out/S/D/tiff/01_padded_post_pad20_pg3_ch2_ser4.tiff");
    Sidecar sidecar = SidecarFile.read(CheckpointStore.sidecarOf(file)).sidecar().orElseThrow();
    assertEquals("channel G", sidecar.facts().get("taken"));
    assertEquals("2", sidecar.parameters().get("channel"));
  }

  @Test
  void padsAgainWithTheExactChannelsWhenTheSampleMisled() throws IOException {
    // The last three rows, which no sample reaches, lift red over the limit: 255 * 3 / 1009 = 0.758.
    FormulaImage.Formula formula = (x, y, c) -> c == 0 && y >= HEIGHT - 3 ? 255 : c == 2 ? x % 100 : 0;
    post = rgb(formula);
    pad();
    assertTrue(log.stream().anyMatch(line -> line.contains("padded again")), log.toString());
    assertPadded("01_padded_post", (x, y, c) -> Math.min(255, formula.at(x, y, 0) + formula.at(x, y, 2)),
        "post.tif: channels R + B summed, clipped at 255 (means: R 0.7582, G 0.000, B 48.63)");
    assertNothingLeftOver();
  }

  @Test
  void warnsOfAnImageWithoutAnActiveChannelAndTakesTheBrightestOfTheWhole() throws IOException {
    // Green is the brightest of the sample, blue of the whole image.
    FormulaImage.Formula formula = (x, y, c) -> c == 2 && y == HEIGHT - 1 ? 255 : c == 1 && x % 8 == 0 ? 1 : 0;
    post = rgb(formula);
    TaskResult result = pad();
    assertPadded("01_padded_post", (x, y, c) -> formula.at(x, y, 2),
        "post.tif: no channel has a mean over 0.5; channel B, the brightest, taken (means: R 0.000, G 0.1251, B "
            + "0.2527)");
    assertEquals(1, result.warnings().size());
    assertFalse(result.warnings().get(0).contains("channel G"), result.warnings().toString());
    assertNothingLeftOver();
  }
}
