package io.github.exo2micro.task;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * What an output folder holds of earlier runs, read from names alone: whose results, and with which parameters.
 *
 * @param tasks those with a folder of checkpoints, by name
 * @param parameters of the difference images, the newest first, each once
 */
public record EarlierRuns(List<TaskId> tasks, List<Parameters> parameters) {

  private static final String DIFFERENCE = Stage.DIFFERENCE.prefix() + "_difference";
  private static final int DEPTH = 4;

  /** Copies the lists. */
  public EarlierRuns {
    tasks = List.copyOf(tasks);
    parameters = List.copyOf(parameters);
  }

  private record Made(FileTime time, Parameters parameters) {}

  /**
   * Looks into a folder; one that does not exist holds nothing.
   *
   * @throws IOException when it cannot be read
   */
  public static EarlierRuns in(Path output) throws IOException {
    if (!Files.isDirectory(output)) {
      return new EarlierRuns(List.of(), List.of());
    }
    Set<TaskId> tasks = new LinkedHashSet<>();
    List<Made> made = new ArrayList<>();
    BiPredicate<Path, java.nio.file.attribute.BasicFileAttributes> images = (file, about) -> about.isRegularFile()
        && output.relativize(file).getNameCount() == DEPTH && isCheckpoint(file);
    try (Stream<Path> files = Files.find(output, DEPTH, images, new FileVisitOption[0])) {
      for (Path file : files.sorted().toList()) {
        Path place = output.relativize(file);
        tasks.add(new TaskId(place.getName(0).toString(), place.getName(1).toString()));
        String name = file.getFileName().toString();
        if (name.startsWith(DIFFERENCE)) {
          Parameters.ofSuffix(name.substring(DIFFERENCE.length(), name.lastIndexOf('.')))
              .ifPresent(p -> made.add(new Made(modified(file), p)));
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    made.sort(Comparator.comparing(Made::time).reversed());
    return new EarlierRuns(new ArrayList<>(tasks), made.stream().map(Made::parameters).distinct().toList());
  }

  private static boolean isCheckpoint(Path file) {
    String folder = file.getParent().getFileName().toString();
    String name = file.getFileName().toString();
    return name.startsWith("0") && (folder.equals("tiff") && name.endsWith(".tiff")
        || folder.equals("fits") && name.endsWith(".fits"));
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }
}
