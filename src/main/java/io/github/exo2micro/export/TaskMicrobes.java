package io.github.exo2micro.export;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.checkpoint.MicrobeFiles;
import io.github.exo2micro.checkpoint.TaskFolder;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.io.PlainFile;
import io.github.exo2micro.task.ParameterSpec;
import io.github.exo2micro.task.Parameters;
import io.github.exo2micro.task.TaskId;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The lists of a task's microbes, to be looked at.
 *
 * @param table one microbe a line
 * @param outlines for ImageJ; not there when there are too many
 * @param pad margin of the padded images that the microbes were searched in, px
 */
public record TaskMicrobes(Path table, Path outlines, int pad) {

  private static final String STEM = "microbes";
  private static final String TABLE = ".csv";
  private static final int X = 1;
  private static final int Y = 2;
  private static final int AREA = 5;

  /**
   * Where microbes are on the padded images.
   *
   * @param x column of each, px
   * @param y row of each, px
   * @param radius of a circle of its area, px
   */
  public record Spots(float[] x, float[] y, float[] radius) {

    /** How many. */
    public int count() {
      return x.length;
    }

    /** Those whose centres lie in a region. */
    public Spots in(Tile region) {
      int[] inside = IntStream.range(0, x.length)
          .filter(i -> x[i] >= region.x() - 0.5 && x[i] < region.right() - 0.5 && y[i] >= region.y() - 0.5
              && y[i] < region.bottom() - 0.5)
          .toArray();
      Spots found = new Spots(new float[inside.length], new float[inside.length], new float[inside.length]);
      for (int k = 0; k < inside.length; k++) {
        found.x[k] = x[inside[k]];
        found.y[k] = y[inside[k]];
        found.radius[k] = radius[inside[k]];
      }
      return found;
    }
  }

  /**
   * Finds the lists of a task.
   *
   * @param wanted the parameters of the run that made them; empty = the newest
   * @return empty when there are none
   */
  public static Optional<TaskMicrobes> find(Path output, TaskId task, Optional<Parameters> wanted)
      throws IOException {
    TaskFolder folder = new TaskFolder(output, task);
    if (wanted.isPresent()) {
      Path table = MicrobeFiles.table(folder, wanted.get());
      return PlainFile.exists(table) ? of(table) : Optional.empty();
    }
    if (!Files.isDirectory(folder.microbes())) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(folder.microbes())) {
      List<Path> tables = files.filter(f -> of(f).isPresent()).filter(PlainFile::exists).toList();
      return tables.stream().max(Comparator.comparing(TaskMicrobes::modified).thenComparing(Path::toString))
          .flatMap(TaskMicrobes::of);
    }
  }

  /**
   * As {@link #find}, for somebody who asked for them.
   *
   * @throws RemediableException when there are none
   */
  public static TaskMicrobes require(Path output, TaskId task, Optional<Parameters> wanted) throws IOException {
    return find(output, task, wanted).orElseThrow(() -> new RemediableException("There is no list of microbes of "
        + task + ".",
        new TaskFolder(output, task).microbes() + " holds none"
            + (wanted.isPresent() ? " of these parameters." : "."),
        "run stage 4 of the task with detect=true, or choose another sample, dye or run."));
  }

  private static Optional<TaskMicrobes> of(Path table) {
    String name = table.getFileName().toString();
    if (!name.startsWith(STEM) || !name.endsWith(TABLE)) {
      return Optional.empty();
    }
    String stem = name.substring(0, name.length() - TABLE.length());
    return Parameters.ofSuffix(stem.substring(STEM.length())).map(p -> new TaskMicrobes(table,
        table.resolveSibling(stem + "_RoiSet.zip"), p.integer(ParameterSpec.PAD)));
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }

  /** How many there are; reads the table. */
  public int count() throws IOException {
    try (Stream<String> lines = Files.lines(table)) {
      return (int) Math.max(0, lines.filter(l -> !l.isBlank()).count() - 1);
    }
  }

  /**
   * Where they are: twelve bytes for each.
   *
   * @throws RemediableException when a line of the table is not as this program writes it
   */
  public Spots spots() throws IOException {
    float[][] values = new float[3][1024];
    int count = 0;
    try (BufferedReader in = Files.newBufferedReader(table)) {
      in.readLine();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (count == values[0].length) {
          for (int i = 0; i < 3; i++) {
            values[i] = Arrays.copyOf(values[i], 2 * count);
          }
        }
        String[] cells = line.split(",", AREA + 2);
        try {
          values[0][count] = Float.parseFloat(cells[X]) + pad;
          values[1][count] = Float.parseFloat(cells[Y]) + pad;
          values[2][count] = (float) Math.sqrt(Float.parseFloat(cells[AREA]) / Math.PI);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
          throw new RemediableException("The table of microbes cannot be read.",
              table + ", line " + (count + 2) + ": '" + line + "'.",
              "delete the file and run the task again; the search alone is repeated.", e);
        }
        count++;
      }
    }
    return new Spots(Arrays.copyOf(values[0], count), Arrays.copyOf(values[1], count),
        Arrays.copyOf(values[2], count));
  }
}
