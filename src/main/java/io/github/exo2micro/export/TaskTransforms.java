package io.github.exo2micro.export;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.io.AtomicFile;
import io.github.exo2micro.io.Json;
import io.github.exo2micro.task.Parameters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.QRDecomposition;

/**
 * Writes a task's warp for other programs. All of it maps px of the raw post image to px of the raw pre image, whole
 * numbers at pixel centres, x before y.
 */
public final class TaskTransforms {

  /** Points on each side of the grid on which the affine is fitted and the displacements are listed. */
  private static final int GRID = 33;

  private final TaskWarp warp;

  /** @param warp that is written */
  public TaskTransforms(TaskWarp warp) {
    this.warp = warp;
  }

  /** The nearest affine: a, b, c, d, e, f of x' = a x + b y + c, y' = d x + e y + f, and its largest error, px. */
  private double[] affine() {
    List<double[]> points = grid();
    double[][] rows = points.stream()
        .map(p -> new double[] {p[0] / warp.post().width(), p[1] / warp.post().height(), 1})
        .toArray(double[][]::new);
    var solver = new QRDecomposition(new Array2DRowRealMatrix(rows)).getSolver();
    double[] x = solver.solve(new ArrayRealVector(points.stream().mapToDouble(p -> p[2]).toArray())).toArray();
    double[] y = solver.solve(new ArrayRealVector(points.stream().mapToDouble(p -> p[3]).toArray())).toArray();
    double[] a = {x[0] / warp.post().width(), x[1] / warp.post().height(), x[2], y[0] / warp.post().width(),
        y[1] / warp.post().height(), y[2], 0};
    for (double[] p : points) {
      a[6] = Math.max(a[6],
          Math.hypot(a[0] * p[0] + a[1] * p[1] + a[2] - p[2], a[3] * p[0] + a[4] * p[1] + a[5] - p[3]));
    }
    return a;
  }

  /** x, y of post and x, y of pre on a grid over the frame. */
  private List<double[]> grid() {
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < GRID * GRID; i++) {
      double x = i % GRID * (warp.post().width() - 1.0) / (GRID - 1);
      double y = i / GRID * (warp.post().height() - 1.0) / (GRID - 1);
      double[] pre = warp.map(x, y);
      points.add(new double[] {x, y, pre[0], pre[1]});
    }
    return points;
  }

  /**
   * Writes {@code transform.json}, {@code transform_itk.tfm} and {@code transform_grid.csv}.
   *
   * @return the files
   */
  public List<Path> write(Path folder) throws IOException {
    double[] a = affine();
    Path json = folder.resolve("transform.json");
    AtomicFile.write(json,
        Json.pages().toJson(facts(a)) + "\n");
    Path itk = folder.resolve("transform_itk.tfm");
    AtomicFile.write(itk,
        String.format(Locale.ROOT, "#Insight Transform File V1.0%n# px of post (fixed) to px of pre (moving),"
            + " spacing 1, origin 0; largest error %.4f px%n#Transform 0%nTransform: AffineTransform_double_2_2%n"
            + "Parameters: %s %s %s %s %s %s%nFixedParameters: 0 0%n", a[6], a[0], a[1], a[3], a[4], a[2], a[5])
            .replace("\r\n", "\n"));
    Path grid = folder.resolve("transform_grid.csv");
    StringBuilder text = new StringBuilder("post_x,post_y,pre_x,pre_y\n");
    grid().forEach(p -> text.append(String.format(Locale.ROOT, "%.3f,%.3f,%.4f,%.4f%n", p[0], p[1], p[2], p[3])));
    AtomicFile.write(grid, text.toString().replace("\r\n", "\n"));
    return List.of(json, itk, grid);
  }

  private Map<String, Object> facts(double[] a) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("task", warp.task().toString());
    Homography raw = warp.raw();
    facts.put("convention",
        "px of the raw post image to px of the raw pre image; whole numbers are pixel centres; x, y");
    facts.put("matrix", IntStream.range(0, 3).mapToObj(r -> IntStream.range(0, 3).mapToObj(c -> raw.at(r, c)).toList())
        .toList());
    facts.put("local_field", warp.field().isPresent());
    facts.put("affine", List.of(a[0], a[1], a[2], a[3], a[4], a[5]));
    facts.put("affine_largest_error_px", a[6]);
    // QuPath's pixels have their corner at 0 and their centre at a half.
    facts.put("qupath",
        List.of(a[0], a[1], a[2] + 0.5 - 0.5 * (a[0] + a[1]), a[3], a[4], a[5] + 0.5 - 0.5 * (a[3] + a[4])));
    facts.put("qupath_order", "m00 m01 m02 m10 m11 m12");
    return facts;
  }
}
