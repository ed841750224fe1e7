package io.github.exo2micro.checkpoint;

import io.github.exo2micro.Progress;
import io.github.exo2micro.checkpoint.sidecar.InputIdentity;
import io.github.exo2micro.checkpoint.sidecar.Provenance;
import io.github.exo2micro.checkpoint.sidecar.Sidecar;
import io.github.exo2micro.checkpoint.sidecar.SidecarFile;
import io.github.exo2micro.checkpoint.sidecar.TaskInputs;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.io.DamagedImageException;
import io.github.exo2micro.io.FilePlane;
import io.github.exo2micro.io.PlainFile;
import io.github.exo2micro.task.Checkpoint;
import io.github.exo2micro.task.ParameterSpec;
import io.github.exo2micro.task.Parameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Decides whether an image file can stand for a checkpoint. Changes nothing. */
final class CheckpointJudge {

  /** When the pixels are read and compared with their checksum. */
  enum Pixels {
    /** Never. */
    UNREAD,
    /** For files whose time differs from what their sidecar says: copied, or written to by others. */
    IF_TOUCHED,
    /** Always. */
    READ
  }

  private static final String NO_SIDECAR = "it has no sidecar";

  private final CheckpointStore store;
  private final Parameters parameters;
  private final Optional<TaskInputs> inputs;
  private final Pixels pixels;
  private final int threads;
  private final Progress progress;

  CheckpointJudge(CheckpointStore store, Parameters parameters, Optional<TaskInputs> inputs, Pixels pixels,
      int threads, Progress progress) {
    this.store = store;
    this.parameters = parameters;
    this.inputs = inputs;
    this.pixels = pixels;
    this.threads = threads;
    this.progress = progress;
  }

  CheckpointVerdict judge(Checkpoint checkpoint, Path file) throws IOException {
    Optional<String> odd = PlainFile.oddity(file);
    if (odd.isPresent()) {
      return new CheckpointVerdict.Damaged(file, "it is " + odd.get() + ", not a file");
    }
    SidecarFile.Reading reading = SidecarFile.read(CheckpointStore.sidecarOf(file));
    if (!PlainFile.exists(file)) {
      return new CheckpointVerdict.Missing(
          reading instanceof SidecarFile.Known ? CheckpointVerdict.DROPPED : CheckpointVerdict.NOT_THERE);
    }
    if (reading instanceof SidecarFile.Broken broken) {
      return new CheckpointVerdict.Damaged(file, broken.reason() + ", so what is known of the image is lost");
    }
    try (FilePlane plane = CheckpointStore.open(file)) {
      return reading instanceof SidecarFile.Known known ? judge(checkpoint, plane, known.content())
          : foreign(checkpoint, plane);
    } catch (DamagedImageException e) {
      return new CheckpointVerdict.Damaged(file, e.reason());
    }
  }

  private CheckpointVerdict judge(Checkpoint checkpoint, FilePlane plane, Sidecar sidecar) throws IOException {
    Optional<String> changed = changed(checkpoint, sidecar);
    if (changed.isPresent()) {
      return new CheckpointVerdict.Stale(plane.file(), changed.get());
    }
    return damage(plane, sidecar).<CheckpointVerdict>map(reason -> new CheckpointVerdict.Damaged(plane.file(), reason))
        .orElseGet(() -> new CheckpointVerdict.Intact(plane.file(), sidecar));
  }

  private CheckpointVerdict foreign(Checkpoint checkpoint, FilePlane plane) throws IOException {
    if (inputs.isPresent() && !inputs.get().paddedSize().equals(plane.size())) {
      return new CheckpointVerdict.Damaged(plane.file(), NO_SIDECAR + ", and it is " + plane.size() + " px instead of "
          + inputs.get().paddedSize());
    }
    long made = Files.getLastModifiedTime(plane.file()).toMillis();
    for (Checkpoint input : checkpoint.inputs()) {
      Optional<InputIdentity> identity = store.identity(input);
      if (identity.isPresent() && !identity.get().checksum().isEmpty() && identity.get().modifiedMillis() > made) {
        return new CheckpointVerdict.Stale(plane.file(),
            NO_SIDECAR + ", and " + input + ", from which it is made, is newer");
      }
    }
    return new CheckpointVerdict.Foreign(plane.file(), NO_SIDECAR + "; its header and size fit");
  }

  private Optional<String> damage(FilePlane plane, Sidecar sidecar) throws IOException {
    long bytes = Files.size(plane.file());
    if (bytes != sidecar.bytes()) {
      return Optional.of("it has " + bytes + " bytes, its sidecar says " + sidecar.bytes());
    }
    if (!plane.size().equals(new ImageSize(sidecar.width(), sidecar.height()))) {
      return Optional.of("it is " + plane.size() + " px, its sidecar says " + sidecar.width() + " x "
          + sidecar.height());
    }
    boolean touched = Files.getLastModifiedTime(plane.file()).toMillis() != sidecar.modifiedMillis();
    if (pixels == Pixels.READ || pixels == Pixels.IF_TOUCHED && touched) {
      String checksum = store.checksum(plane, threads, progress);
      if (!checksum.equals(sidecar.checksum())) {
        return Optional.of("the checksum of its pixels is " + checksum + ", its sidecar says " + sidecar.checksum());
      }
    }
    return Optional.empty();
  }

  private Optional<String> changed(Checkpoint checkpoint, Sidecar sidecar) throws IOException {
    for (ParameterSpec spec : ParameterSpec.values()) {
      String now = spec.text(parameters.value(spec));
      String then = sidecar.parameters().getOrDefault(spec.parameter(), spec.text(spec.defaultValue()));
      if (spec.stage() <= checkpoint.stage().number() && !now.equals(then)) {
        return Optional.of("the parameter " + spec.parameter() + " was " + then + " and is " + now);
      }
    }
    String algorithms = Provenance.algorithms(checkpoint.stage());
    if (!algorithms.equals(sidecar.algorithms())) {
      return Optional.of("it was made by " + sidecar.software() + ", whose algorithms (" + sidecar.algorithms()
          + ") are not today's (" + algorithms + ")");
    }
    Optional<String> raw = changedRaw(sidecar);
    return raw.isPresent() ? raw : changedInput(sidecar, checkpoint);
  }

  private Optional<String> changedRaw(Sidecar sidecar) {
    if (inputs.isEmpty() || sidecar.raw().isEmpty()) {
      return Optional.empty();
    }
    for (int i = 0; i < Math.min(2, sidecar.raw().size()); i++) {
      InputIdentity then = sidecar.raw().get(i);
      InputIdentity now = inputs.get().raw().get(i);
      if (!then.name().equals(now.name()) || !then.isSameContent(now)) {
        return Optional.of("the raw file has changed: it was " + then + " and is " + now);
      }
    }
    return Optional.empty();
  }

  private Optional<String> changedInput(Sidecar sidecar, Checkpoint checkpoint) throws IOException {
    for (Checkpoint input : checkpoint.inputs()) {
      Optional<InputIdentity> now = store.identity(input);
      for (InputIdentity then : sidecar.madeFrom()) {
        if (now.isPresent() && then.name().equals(input.toString()) && !then.isSameContent(now.get())) {
          return Optional.of(input + ", from which it is made, has changed since");
        }
      }
    }
    return Optional.empty();
  }
}
