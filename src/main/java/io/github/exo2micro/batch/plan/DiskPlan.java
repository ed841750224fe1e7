package io.github.exo2micro.batch.plan;

import io.github.exo2micro.checkpoint.CheckpointStore;
import io.github.exo2micro.checkpoint.StagePicture;
import io.github.exo2micro.checkpoint.TaskFolder;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.memory.PlannedTask;
import io.github.exo2micro.pipeline.MicrobeLists;
import io.github.exo2micro.task.Checkpoint;
import io.github.exo2micro.task.Stage;
import io.github.exo2micro.task.TaskRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a task will add to the disk, from its images' size alone.
 *
 * <p>Exact for uncompressed checkpoints but for headers, sidecars and pictures, which have a fixed allowance; an upper
 * bound for compressed ones, and where the run decides whether it writes a difference with a local scale. Checkpoints
 * that the run will reuse are not counted, nor those that nothing needs.
 */
final class DiskPlan {

  /** TIFF strip tables, FITS blocks, the sidecar. */
  private static final long PER_IMAGE_EXTRA = 200_000;
  /** All pictures and their CSV files of one task, whose stages from 2 on draw them. */
  private static final long PICTURES = 12_000_000;
  /** The lists of microbes: some 250 bytes each, for 120 per million pixels. */
  private static final double LISTS_PER_PIXEL = 250 * 120e-6;

  private final TaskRequest task;
  private final ImageSize padded;
  private final long decodingBytes;

  /** @param decodingBytes as in {@link PlannedTask} */
  DiskPlan(TaskRequest task, ImageSize padded, long decodingBytes) {
    this.task = task;
    this.decodingBytes = decodingBytes;
    this.padded = padded;
  }

  /** @param threads that the task will have */
  PlannedTask plan(int threads) {
    int copies = (task.options().format().hasTiff() ? 1 : 0) + (task.options().format().hasFits() ? 1 : 0);
    double each = (double) padded.area() * Float.BYTES + PER_IMAGE_EXTRA;
    double bytes = copies * each;
    Set<Checkpoint> made = toBeMade();
    boolean draws = task.options().pictures()
        && (made.stream().anyMatch(c -> c.stage() != Stage.PADDED) || owesPictures());
    double kept = (draws ? PICTURES : 0) + each * twins(made)
        + (searches() ? (long) (LISTS_PER_PIXEL * padded.area()) : 0);
    double passing = 0;
    for (Checkpoint checkpoint : made) {
      if (task.options().dropIntermediates() && task.options().control().toStage() == Stage.DIFFERENCE.number()
          && checkpoint.stage() != Stage.DIFFERENCE) {
        passing += bytes;
      } else {
        kept += bytes;
      }
    }
    return new PlannedTask(task.task().toString(), padded, threads, task.options().compressed(), Math.round(kept),
        Math.round(passing), decodingBytes);
  }

  /** Files that will be copied from the other format. */
  private int twins(Set<Checkpoint> made) {
    Optional<CheckpointStore> store = store();
    int twins = 0;
    for (Checkpoint checkpoint : Checkpoint.all(task.parameters())) {
      boolean passes = task.options().dropIntermediates() && checkpoint.stage() != Stage.DIFFERENCE;
      if (store.isPresent() && !made.contains(checkpoint) && !passes && isUsable(checkpoint, store.get())) {
        twins += missing(checkpoint, store.get());
      }
    }
    return twins;
  }

  private static int missing(Checkpoint checkpoint, CheckpointStore store) {
    try {
      return store.missingFiles(checkpoint).size();
    } catch (IOException e) {
      return 0;
    }
  }

  private boolean owesPictures() {
    return StagePicture.all(task.parameters()).stream()
        .filter(p -> p.stage().number() <= task.options().control().toStage())
        .anyMatch(p -> !Files.exists(new TaskFolder(task.outputDirectory(), task.task())
            .picture(p.name(), task.parameters())));
  }

  /** Whether microbes will be listed again. */
  private boolean searches() {
    Optional<CheckpointStore> store = store();
    try {
      return MicrobeLists.areWanted(task)
          && (store.isEmpty() || !new MicrobeLists(store.get(), task.parameters()).areCurrent());
    } catch (IOException e) {
      return true;
    }
  }

  /** What the run ends with and what is missing on the way there. */
  private Set<Checkpoint> toBeMade() {
    Optional<CheckpointStore> store = store();
    Set<Checkpoint> made = new LinkedHashSet<>();
    Deque<Checkpoint> wanted = new ArrayDeque<>();
    for (Checkpoint checkpoint : Checkpoint.all(task.parameters())) {
      int stage = checkpoint.stage().number();
      if (stage == task.options().control().toStage()
          || stage < task.options().control().toStage() && isAnew(checkpoint)) {
        wanted.add(checkpoint);
      }
    }
    if (searches()) {
      wanted.addAll(List.of(Checkpoint.DIFFERENCE, Checkpoint.INTERIOR_PRE, Checkpoint.PADDED_POST));
    }
    while (!wanted.isEmpty()) {
      Checkpoint next = wanted.remove();
      if (isAnew(next) || store.isEmpty() || !isUsable(next, store.get())) {
        if (made.add(next)) {
          // A stage is made as a whole, so its siblings come with it.
          Checkpoint.atMost(task.parameters()).stream().filter(c -> c.stage() == next.stage()).forEach(made::add);
          wanted.addAll(next.inputs());
        }
      }
    }
    return made;
  }

  /** Empty when the raw files cannot be looked at: then everything is counted as missing, on the safe side. */
  private Optional<CheckpointStore> store() {
    try {
      return Optional.of(CheckpointStore.of(task, padded));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean isUsable(Checkpoint checkpoint, CheckpointStore store) {
    try {
      return store.quickVerdict(checkpoint).isUsable();
    } catch (IOException e) {
      return false;
    }
  }

  private boolean isAnew(Checkpoint checkpoint) {
    return task.options().control().force() || task.options().control().fromStage().isPresent()
        && checkpoint.stage().number() >= task.options().control().fromStage().getAsInt();
  }
}
