package io.github.exo2micro.demo;

import com.google.gson.GsonBuilder;
import io.github.exo2micro.Progress;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.TileSweep;
import io.github.exo2micro.image.TileSweep.Output;
import io.github.exo2micro.image.TileSweep.TileFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Makes a raw folder of pairs whose truth is known: tissue with grains, microbes in post, noise, and another turn,
 * size, shift and background for every pair. Any size is written in strips; the same seed gives the same bytes.
 */
public final class DemoData {

  private final TileSweep sweep;

  /** @param sweep computes the pixels */
  public DemoData(TileSweep sweep) {
    this.sweep = sweep;
  }

  /**
   * The pairs of the demo: two samples, two dyes; DAPI as 8-bit RGB, SybrGld as 16-bit grey with a camera offset. The
   * last is turned by 35°, which the outline alone does not find.
   *
   * @param size of the post images, at least 200 px a side; pre of the second sample is a little larger
   */
  public static List<DemoPair> pairs(ImageSize size, long seed) {
    if (Math.min(size.width(), size.height()) < 200) {
      throw new IllegalArgumentException(size + " is too small for a demo: 200 px a side at least");
    }
    ImageSize other = new ImageSize(size.width() + 24, size.height() + 16);
    double u = size.longestSide();
    return List.of(
        DemoPair.of("Demo01", "DAPI", seed, size, size, 3.2, 1.02, 0.02 * u, -0.015 * u, 1.3, false),
        DemoPair.of("Demo01", "SybrGld", seed + 1000, size, size, -6.5, 0.97, -0.01 * u, 0.02 * u, 0.9, true),
        DemoPair.of("Demo02", "DAPI", seed + 2000, size, other, 12, 1, 0.015 * u, 0.01 * u, 1.05, false),
        DemoPair.of("Demo02", "SybrGld", seed + 3000, size, other, 35, 0.98, 0, -0.01 * u, 1.6, true));
  }

  /**
   * Makes the demo's raw folder.
   *
   * @param directory gets {@code raw/<sample>/} with the images and {@code truth/} with one JSON file per pair
   * @return the pairs
   * @throws IOException when the disk fails
   */
  public List<DemoPair> create(Path directory, ImageSize size, long seed, Progress progress) throws IOException {
    List<DemoPair> pairs = pairs(size, seed);
    for (int i = 0; i < pairs.size(); i++) {
      write(directory, pairs.get(i), progress.part((double) i / pairs.size(), (i + 1.0) / pairs.size()));
    }
    return pairs;
  }

  /**
   * Writes one pair and its truth, as {@link #create} does. A pair that is there whole, by its truth, which is written
   * last, and by the lengths of its images, stays untouched, so that a second run can take up the first one's results.
   */
  public void write(Path directory, DemoPair pair, Progress progress) throws IOException {
    Path folder = Files.createDirectories(directory.resolve("raw").resolve(pair.sample()));
    Path pre = folder.resolve(pair.sample() + "_PreStain_" + pair.dye() + ".tif");
    Path post = folder.resolve(pair.sample() + "_PostStain_" + pair.dye() + ".tif");
    Path truth = Files.createDirectories(directory.resolve("truth"))
        .resolve(pair.sample() + "_" + pair.dye() + "_truth.json");
    Microbes microbes = new Microbes(pair, new DemoTissue(pair.seed(), pair.preSize(), pair.tissue()));
    String facts = new GsonBuilder().setPrettyPrinting().create().toJson(truth(pair, microbes)) + "\n";
    if (Files.exists(truth) && Files.readString(truth).equals(facts) && isWhole(pre, pair.preSize(), pair.deep())
        && isWhole(post, pair.postSize(), pair.deep())) {
      progress.report(1);
      return;
    }
    Files.deleteIfExists(truth);
    image(pre, DemoPlane.pre(pair), pair.deep(), progress.part(0, 0.5));
    image(post, DemoPlane.post(pair, microbes), pair.deep(), progress.part(0.5, 1));
    Files.writeString(truth, facts);
  }

  private static boolean isWhole(Path file, ImageSize size, boolean deep) throws IOException {
    return Files.exists(file) && Files.size(file) == RawTiffWriter.length(size, deep);
  }

  private void image(Path file, DemoPlane plane, boolean deep, Progress progress) throws IOException {
    try (RawTiffWriter writer = new RawTiffWriter(file, plane.size(), deep)) {
      sweep.run(List.of(plane), List.of(new Output(writer, TileFunction.input(0))), List.of(), progress);
    }
  }

  private static Map<String, Object> truth(DemoPair pair, Microbes microbes) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("convention", "whole coordinates are pixel centres of the raw images, x right, y down");
    double[] m = pair.warp().toArray();
    result.put("matrix_post_to_pre", IntStream.range(0, 3)
        .mapToObj(r -> List.of(m[3 * r], m[3 * r + 1], m[3 * r + 2])).toList());
    result.put("bg_scale", pair.backgroundScale());
    result.put("width", pair.postSize().width());
    result.put("height", pair.postSize().height());
    result.put("camera_offset", pair.deep() ? DemoPair.OFFSET : 0);
    result.put("seed", pair.seed());
    List<List<Double>> spots = new ArrayList<>();
    microbes.all().forEach(s -> spots.add(List.of(s.x(), s.y(), s.sigma(), s.height())));
    result.put("microbes_x_y_sigma_height", spots);
    return result;
  }
}
