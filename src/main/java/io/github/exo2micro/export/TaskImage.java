package io.github.exo2micro.export;

import io.github.exo2micro.Choice;
import io.github.exo2micro.RemediableException;
import io.github.exo2micro.checkpoint.CheckpointStore;
import io.github.exo2micro.checkpoint.TaskFolder;
import io.github.exo2micro.checkpoint.sidecar.PixelSizeFact;
import io.github.exo2micro.checkpoint.sidecar.Sidecar;
import io.github.exo2micro.checkpoint.sidecar.SidecarFile;
import io.github.exo2micro.image.PixelSize;
import io.github.exo2micro.io.FilePlane;
import io.github.exo2micro.io.PlainFile;
import io.github.exo2micro.picture.chart.PictureLabel;
import io.github.exo2micro.task.Checkpoint;
import io.github.exo2micro.task.Parameters;
import io.github.exo2micro.task.TaskId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An image of a task that can be looked at.
 *
 * @param task whose it is
 * @param kind what it shows
 * @param file the checkpoint
 * @param folder where the task's files are
 */
public record TaskImage(TaskId task, Kind kind, Path file, TaskFolder folder) {

  /** What can be looked at, in the order of a dialog; the words are in the names of saved views, too. */
  public enum Kind implements Choice {
    /** Post on the padded canvas. */
    POST(Checkpoint.PADDED_POST),
    /** Pre on the padded canvas. */
    PRE_PADDED(Checkpoint.PADDED_PRE),
    /** Pre after stage 2. */
    PRE_ICP(Checkpoint.ICP_PRE),
    /** Pre after stage 3. */
    PRE_INTERIOR(Checkpoint.INTERIOR_PRE),
    /** The difference at the Moffat scale. */
    DIFFERENCE(Checkpoint.DIFFERENCE),
    /** The difference with a scale that follows the background. */
    DIFFERENCE_LOCAL(Checkpoint.LOCAL_DIFFERENCE);

    private final Checkpoint checkpoint;

    Kind(Checkpoint checkpoint) {
      this.checkpoint = checkpoint;
    }
  }

  /**
   * Finds an image.
   *
   * @param wanted the parameters of the run that made it; empty = the newest run
   * @throws RemediableException when there is none: lists those that are there
   */
  public static TaskImage find(Path output, TaskId task, Kind kind, Optional<Parameters> wanted)
      throws IOException {
    TaskFolder folder = new TaskFolder(output, task);
    List<Path> all = new ArrayList<>(images(folder.tiff()));
    all.addAll(images(folder.fits()));
    return all.stream().filter(file -> matches(stemOf(file), kind.checkpoint, wanted))
        .max(Comparator.comparing(TaskImage::modified).thenComparing(Path::toString))
        .map(file -> new TaskImage(task, kind, file, folder))
        .orElseThrow(() -> new RemediableException("There is no " + kind.word() + " image of " + task + ".",
            folder.root() + " holds " + (all.isEmpty() ? "no checkpoints."
                : String.join(", ", all.stream().map(f -> f.getFileName().toString()).toList()) + "."),
            "run the task first, or choose another image, sample or dye."));
  }

  /** The stage's own suffix is a part of the whole run's, so it is compared by the values that it holds. */
  private static boolean matches(String name, Checkpoint checkpoint, Optional<Parameters> wanted) {
    if (!name.startsWith(checkpoint.toString())) {
      return false;
    }
    String suffix = name.substring(checkpoint.toString().length());
    return wanted.map(w -> suffix.equals(w.suffix(checkpoint.stage().number())))
        .orElseGet(() -> Parameters.ofSuffix(suffix).isPresent());
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
    return sidecar().flatMap(s -> PixelSizeFact.read(s.facts()));
  }

  /** None where another program made it. */
  Optional<Sidecar> sidecar() throws IOException {
    return SidecarFile.read(CheckpointStore.sidecarOf(file)).sidecar();
  }

  /** Where pictures of it go. */
  public Path pictures() {
    return folder.pictures();
  }

  /** What pictures of it say at their top. */
  public PictureLabel label() {
    return new PictureLabel(task.sample(), task.dye());
  }

  /** "CD070/DAPI post", for windows. */
  public String title() {
    return task + " " + kind.word();
  }
}
