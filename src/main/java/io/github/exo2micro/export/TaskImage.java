package io.github.exo2micro.export;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.checkpoint.CheckpointStore;
import io.github.exo2micro.checkpoint.TaskFolder;
import io.github.exo2micro.checkpoint.sidecar.PixelSizeFact;
import io.github.exo2micro.checkpoint.sidecar.SidecarFile;
import io.github.exo2micro.image.PixelSize;
import io.github.exo2micro.io.FilePlane;
import io.github.exo2micro.io.PlainFile;
import io.github.exo2micro.picture.chart.PictureLabel;
import io.github.exo2micro.task.Parameters;
import io.github.exo2micro.task.TaskId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An image of a task that can be looked at.
 *
 * @param task whose it is
 * @param kind one of {@link #KINDS}, as in the names of saved views
 * @param file the checkpoint
 * @param pictures where saved views go
 */
public record TaskImage(TaskId task, String kind, Path file, Path pictures) {

  /** What can be looked at, in the order of a dialog. */
  public static final List<String> KINDS = List.of("post", "pre_padded", "pre_icp", "pre_interior", "difference",
      "difference_local");

  private static final Map<String, String> STEMS = Map.of("post", "01_padded_post", "pre_padded", "01_padded_pre",
      "pre_icp", "02_icp_aligned_pre", "pre_interior", "03_interior_aligned_pre", "difference",
      "04_difference_difference", "difference_local", "04_difference_difference_local");

  /**
   * Finds an image.
   *
   * @param kind one of {@link #KINDS}
   * @param wanted the parameters of the run that made it; empty = the newest run
   * @throws RemediableException when there is none: lists those that are there
   */
  public static TaskImage find(Path output, TaskId task, String kind, Optional<Parameters> wanted)
      throws IOException {
    TaskFolder folder = new TaskFolder(output, task);
    List<Path> all = new ArrayList<>(images(folder.tiff()));
    all.addAll(images(folder.fits()));
    String stem = STEMS.get(kind);
    return all.stream().filter(file -> matches(stemOf(file), stem, wanted))
        .max(Comparator.comparing(TaskImage::modified).thenComparing(Path::toString))
        .map(file -> new TaskImage(task, kind, file, folder.pictures()))
        .orElseThrow(() -> new RemediableException("There is no " + kind + " image of " + task + ".",
            folder.root() + " holds " + (all.isEmpty() ? "no checkpoints."
                : String.join(", ", all.stream().map(f -> f.getFileName().toString()).toList()) + "."),
            "run the task first, or choose another image, sample or dye."));
  }

  /** The stage's own suffix is a part of the whole run's, so it is compared by the values that it holds. */
  private static boolean matches(String name, String stem, Optional<Parameters> wanted) {
    if (!name.startsWith(stem)) {
      return false;
    }
    String suffix = name.substring(stem.length());
    int stage = Character.digit(stem.charAt(1), 10);
    return wanted.map(w -> suffix.equals(w.suffix(stage))).orElseGet(() -> Parameters.ofSuffix(suffix).isPresent());
  }

  private static String stemOf(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.lastIndexOf('.'));
  }

  private static List<Path> images(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".tiff") || f.toString().endsWith(".fits"))
          .filter(PlainFile::exists).sorted().toList();
    }
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }

  /** Opens it for reading by region; close it when done. */
  public FilePlane open() throws IOException {
    return CheckpointStore.open(file);
  }

  /** Size of a pixel on the sample, where the image's sidecar tells it. */
  public Optional<PixelSize> pixelSize() throws IOException {
    return SidecarFile.read(CheckpointStore.sidecarOf(file)).sidecar().flatMap(s -> PixelSizeFact.read(s.facts()));
  }

  /** What pictures of it say at their top. */
  public PictureLabel label() {
    return new PictureLabel(task.sample(), task.dye());
  }

  /** "CD070/DAPI post", for windows. */
  public String title() {
    return task + " " + kind;
  }
}
