package io.github.exo2micro.checkpoint;

import io.github.exo2micro.Progress;
import io.github.exo2micro.bench.Mutation;
import io.github.exo2micro.bench.Tally;
import io.github.exo2micro.checkpoint.sidecar.Sidecar;
import io.github.exo2micro.checkpoint.sidecar.SidecarContent;
import io.github.exo2micro.checkpoint.sidecar.SidecarFile;
import io.github.exo2micro.checkpoint.sidecar.TaskInputs;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.io.FilePlane;
import io.github.exo2micro.io.PixelChecksum;
import io.github.exo2micro.task.AlignmentSummary;
import io.github.exo2micro.task.Checkpoint;
import io.github.exo2micro.task.CheckpointFormat;
import io.github.exo2micro.task.Parameters;
import io.github.exo2micro.task.TaskId;
import io.github.exo2micro.task.TestSummaries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Damaged checkpoints and sidecars through the judge: what it calls usable has the pixels and the numbers that were
 * written, and all else is named, set aside and written again.
 */
public final class CheckpointMutants {

  private static final ImageSize SIZE = new ImageSize(61, 37);
  private static final Homography WARP = Homography.similarity(3.2, 1.02, 20, 10, 1.5, -2);
  private static final Checkpoint CHECKPOINT = Checkpoint.INTERIOR_PRE;

  private final Path folder;
  private final TaskInputs inputs;

  private CheckpointMutants(Path folder) throws IOException {
    this.folder = folder;
    inputs = TaskInputs.of(Files.writeString(folder.resolve("post.tif"), "post"),
        Files.writeString(folder.resolve("pre.tif"), "pre"), SIZE);
  }

  /** Damages images {@code images} times and sidecars {@code sidecars} times. Says how they ended. */
  public static String run(long seed, int images, int sidecars, Path folder) throws IOException {
    CheckpointMutants mutants = new CheckpointMutants(folder);
    try (Tally image = new Tally(); Tally sidecar = new Tally()) {
      for (int i = 0; i < images + sidecars; i++) {
        boolean ofImage = i < images;
        Kind kind = Kind.values()[i % Kind.values().length];
        long own = seed + i;
        (ofImage ? image : sidecar).add((ofImage ? "image " : "sidecar ") + kind + ", seed " + own,
            () -> mutants.trial(kind, ofImage, new Random(own)));
      }
      return images + " images: " + image + "; " + sidecars + " sidecars: " + sidecar;
    }
  }

  private enum Kind {
    TIFF,
    COMPRESSED,
    FITS;

    CheckpointStore store(Path output, TaskInputs inputs) {
      return new CheckpointStore(new TaskFolder(output, new TaskId("S", "DAPI")), Parameters.defaults(),
          this == FITS ? CheckpointFormat.FITS : CheckpointFormat.TIFF, this == COMPRESSED, 1, Optional.of(inputs));
    }
  }

  private String trial(Kind kind, boolean ofImage, Random random) throws IOException {
    CheckpointStore store = kind.store(folder.resolve("out-" + kind), inputs);
    Path image = store.wanted(CHECKPOINT).get(0);
    Path sidecar = CheckpointStore.sidecarOf(image);
    if (!Files.exists(image) || !Files.exists(sidecar)) {
      write(store);
    }
    byte[] soundImage = Files.readAllBytes(image);
    byte[] soundSidecar = Files.readAllBytes(sidecar);
    var time = Files.getLastModifiedTime(image);
    Sidecar known = SidecarFile.read(sidecar).sidecar().orElseThrow();
    byte[] sound = ofImage ? soundImage : soundSidecar;
    byte[] damaged = Mutation.of(sound, random);
    Files.write(ofImage ? image : sidecar, damaged);
    if (random.nextBoolean()) {
      Files.setLastModifiedTime(image, time);
    }
    CheckpointVerdict verdict = store.verdict(CHECKPOINT, true, Progress.none());
    if (verdict.isUsable()) {
      requireAsWritten(image, verdict, known);
      return restored(image, sidecar, soundImage, soundSidecar, Arrays.equals(sound, damaged) ? "unchanged"
          : "as it was written");
    }
    if (store.reuse(CHECKPOINT, true, Progress.none()).isPresent()) {
      throw new AssertionError("refused and reused: " + verdict);
    }
    write(store);
    CheckpointVerdict again = store.verdict(CHECKPOINT, true, Progress.none());
    if (!(again instanceof CheckpointVerdict.Intact)) {
      throw new AssertionError("not intact after it was written again: " + again);
    }
    return verdict.getClass().getSimpleName();
  }

  private static String restored(Path image, Path sidecar, byte[] soundImage, byte[] soundSidecar, String end)
      throws IOException {
    Files.write(image, soundImage);
    Files.write(sidecar, soundSidecar);
    return end;
  }

  private static void requireAsWritten(Path image, CheckpointVerdict verdict, Sidecar known) throws IOException {
    if (!(verdict instanceof CheckpointVerdict.Intact intact) || !intact.sidecar().equals(known)) {
      throw new AssertionError("used with another sidecar: " + verdict);
    }
    try (FilePlane plane = CheckpointStore.open(image)) {
      if (!PixelChecksum.of(plane, 1, Progress.none()).equals(known.checksum())) {
        throw new AssertionError("used with other pixels");
      }
    }
  }

  private static void write(CheckpointStore store) throws IOException {
    AlignmentSummary summary = TestSummaries.alignment(true, "accepted: 80 % inliers", 0.1, 0.2, 0.4, 0.8, 55, 3.25,
        "tiles");
    try (CheckpointWriter writer = store.write(CHECKPOINT, SIZE, List.of())) {
      float[] pixels = new float[(int) SIZE.area()];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (float) Math.sin(i) * i;
      }
      writer.append(pixels, SIZE.height());
      writer
          .commit(
              new SidecarContent(Optional.of(WARP), Optional.of(summary), List.of(), Map.of("features", "none"), 1.5));
    }
  }
}
