package io.github.exo2micro.tiff;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.port.RawImage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A damaged file ends in pixels or in a message, never in another exception, a hang, or a great deal of memory. */
class TiffFuzzTest {

  /** More for a longer hunt: -Dexo2micro.fuzz.rounds=5000. */
  private static final int ROUNDS = Integer.getInteger("exo2micro.fuzz.rounds", 60);
  /** The largest block that may be decoded for a file of a few kB: a JPEG of 128 MiB is refused before. */
  private static final long MOST_ALLOCATED = 400L << 20;

  @TempDir
  Path folder;

  static List<Path> files() throws IOException, URISyntaxException {
    return LibtiffFilesTest.files();
  }

  @ParameterizedTest
  @MethodSource("files")
  void survivesFlippedBytesAndCutEnds(Path original) throws IOException {
    byte[] sound = Files.readAllBytes(original);
    Random random = new Random(original.getFileName().toString().hashCode());
    Path file = folder.resolve("fuzzed.tif");
    com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int round = 0; round < ROUNDS; round++) {
      byte[] damaged = damage(sound, random);
      Files.write(file, damaged);
      String what = original.getFileName() + ", round " + round;
      Assertions.assertTimeout(Duration.ofSeconds(20), () -> {
        long before = threads.getCurrentThreadAllocatedBytes();
        readAnyhow(file, what);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < MOST_ALLOCATED, what + " took " + allocated + " bytes");
      });
    }
  }

  private static byte[] damage(byte[] sound, Random random) {
    byte[] damaged = random.nextInt(4) == 0 ? Arrays.copyOf(sound, random.nextInt(sound.length)) : sound.clone();
    int flips = random.nextInt(6);
    for (int i = 0; i < flips && damaged.length > 0; i++) {
      // Half of them in the header and the directory, which lie at the ends.
      int end = Math.min(damaged.length, 400);
      int at = switch (random.nextInt(4)) {
        case 0 -> random.nextInt(end);
        case 1 -> damaged.length - 1 - random.nextInt(end);
        default -> random.nextInt(damaged.length);
      };
      damaged[at] = random.nextBoolean() ? (byte) random.nextInt() : (byte) (damaged[at] ^ 1 << random.nextInt(8));
    }
    return damaged;
  }

  private static void readAnyhow(Path file, String what) {
    try (RawImage image = new TiffSource().open(file)) {
      ImageSize size = image.header().size();
      int width = Math.min(size.width(), 100);
      int height = Math.min(size.height(), 100);
      float[][] pixels = new float[image.header().colourChannels()][width * height];
      image.read(new Tile(0, 0, width, height), pixels);
      image.read(new Tile(size.width() - width, size.height() - height, width, height), pixels);
    } catch (RemediableException | IOException e) {
      assertTrue(e.getMessage().length() > 20, what + ": a message, not '" + e.getMessage() + "'");
    } catch (RuntimeException | Error e) {
      fail(what, e);
    }
  }
}
