package io.github.exo2micro.tiff;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.bench.Mutation;
import io.github.exo2micro.bench.Tally;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.port.RawImage;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Damaged TIFF files of every kind through the real reader: each ends in pixels or in a message that says what to do.
 */
public final class TiffMutants {

  /** More of an image is not read: a mutant may claim 2^31 px a side. */
  private static final int MOST = 600;

  private TiffMutants() {}

  private static TestTiff of(Consumer<TestTiff> change) {
    return new TestTiff().with(change);
  }

  /** A sound file of each kind that the reader knows, by name. */
  static Map<String, byte[]> seeds() throws IOException {
    Map<String, TestTiff> kinds = new LinkedHashMap<>();
    for (int compression : new int[] {1, 5, 8, 32946, 32773, 7}) {
      String name = Map.of(1, "plain", 5, "lzw", 8, "deflate", 32946, "old deflate", 32773, "packbits", 7, "jpeg")
          .get(compression);
      Consumer<TestTiff> coded = t -> t.compression = compression;
      kinds.put(name, of(coded));
      kinds.put(name + " rgb", of(coded).with(t -> t.samples = 3));
      kinds.put(name + " planar", of(coded).with(t -> t.samples = 3).with(t -> t.planar = true));
      kinds.put(name + " tiled", of(coded).with(t -> t.tileWidth = 32).with(t -> t.tileHeight = 16));
      kinds.put(name + " big", of(coded).with(t -> t.big = true));
      kinds.put(name + " one strip", of(coded).with(t -> t.rowsPerStrip = 47));
      if (compression != 7) {
        kinds.put(name + " 16 bit", of(coded).with(t -> t.bits = 16).with(t -> t.order = ByteOrder.BIG_ENDIAN));
        kinds.put(name + " rgba big-endian",
            of(coded).with(t -> t.samples = 4).with(t -> t.order = ByteOrder.BIG_ENDIAN));
        kinds.put(name + " float", of(coded).with(t -> t.bits = 32).with(t -> t.floating = true));
      }
      if (compression == 5 || compression == 8) {
        kinds.put(name + " predictor 2", of(coded).with(t -> t.bits = 16).with(t -> t.predictor = 2));
        kinds.put(name + " predictor 3", of(coded).with(t -> t.bits = 32).with(t -> t.floating = true)
            .with(t -> t.predictor = 3));
      }
    }
    kinds.put("jpeg progressive", of(t -> t.compression = 7).with(t -> t.jpegProgressive = true));
    Map<String, byte[]> seeds = new LinkedHashMap<>();
    for (Map.Entry<String, TestTiff> kind : kinds.entrySet()) {
      seeds.put(kind.getKey(), kind.getValue().bytes());
    }
    seeds.put("pages", TestTiff.file(new TestTiff(), of(t -> t.width = 99), of(t -> t.compression = 5)));
    return seeds;
  }

  /** Reads {@code count} mutants of them in turn. Says how they ended. */
  public static String run(long seed, int count, Path folder) throws IOException {
    Map<String, byte[]> seeds = seeds();
    String[] names = seeds.keySet().toArray(String[]::new);
    Path file = folder.resolve("mutant.tif");
    try (Tally tally = new Tally()) {
      for (String name : names) {
        Files.write(file, seeds.get(name));
        tally.add("sound " + name, () -> requireRead(read(file)));
      }
      for (int i = 0; i < count; i++) {
        String name = names[i % names.length];
        Files.write(file, Mutation.of(seeds.get(name), new Random(seed + i)));
        tally.add("TIFF '" + name + "', seed " + (seed + i), () -> read(file));
      }
      return names.length + " kinds, " + count + " mutants: " + tally;
    }
  }

  private static String requireRead(String end) {
    if (!end.equals("read")) {
      throw new AssertionError("a sound file is not read: " + end);
    }
    return end;
  }

  private static String read(Path file) throws IOException {
    try (RawImage image = new TiffSource().open(file)) {
      ImageSize size = image.header().size();
      int width = Math.min(size.width(), MOST);
      int height = Math.min(size.height(), MOST);
      float[][] pixels = new float[image.header().colourChannels()][width * height];
      image.read(new Tile(0, 0, width, height), pixels);
      image.read(new Tile(size.width() - width, size.height() - height, width, height), pixels);
      return "read";
    } catch (RemediableException e) {
      if (e.problem().isEmpty() || e.evidence().isEmpty() || e.remedy().isEmpty()) {
        throw new AssertionError("a message without evidence or remedy", e);
      }
      return "refused with a remedy";
    }
  }
}
