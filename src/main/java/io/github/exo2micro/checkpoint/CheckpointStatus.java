package io.github.exo2micro.checkpoint;

import io.github.exo2micro.Progress;
import io.github.exo2micro.io.PlainFile;
import io.github.exo2micro.task.Checkpoint;
import io.github.exo2micro.task.Parameters;
import io.github.exo2micro.task.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lists the checkpoints and pictures of one task and one set of parameters. Changes nothing. */
public final class CheckpointStatus {

  private CheckpointStatus() {}

  /**
   * Looks at all of them.
   *
   * @param pictures names of the pictures, without suffix and extension
   * @param verify compare checksums, which reads every checkpoint; without, lengths and headers alone are looked at
   * @param progress gets the fraction done
   * @throws IOException when the disk fails
   */
  public static List<StatusLine> of(CheckpointStore store, Parameters parameters, List<String> pictures, boolean verify,
      Progress progress) throws IOException {
    List<StatusLine> lines = new ArrayList<>();
    List<Checkpoint> checkpoints = store.checkpoints();
    for (int i = 0; i < checkpoints.size(); i++) {
      double from = (double) i / checkpoints.size();
      double to = (double) (i + 1) / checkpoints.size();
      lines.addAll(lines(store, checkpoints.get(i), verify, progress.part(from, to)));
      progress.report(to);
    }
    for (String picture : pictures) {
      lines.add(line(picture, store.folder().picture(picture, parameters)));
    }
    return lines;
  }

  /** One line for each format that is asked for. */
  private static List<StatusLine> lines(CheckpointStore store, Checkpoint checkpoint, boolean verify, Progress progress)
      throws IOException {
    List<StatusLine> lines = new ArrayList<>();
    for (Path file : store.wanted(checkpoint)) {
      CheckpointVerdict verdict = store.verdict(checkpoint, file,
          verify ? CheckpointJudge.Pixels.READ : CheckpointJudge.Pixels.UNREAD, progress);
      String name = checkpoint + (store.wanted(checkpoint).indexOf(file) > 0 ? " (fits)" : "");
      StatusLine.State state = verdict.reason().equals(CheckpointVerdict.DROPPED) && isDropped(store, checkpoint)
          ? StatusLine.State.DROPPED : state(verdict);
      lines.add(new StatusLine(StatusLine.Kind.CHECKPOINT, name, file, state, note(store, checkpoint, verdict)));
    }
    return lines;
  }

  private static StatusLine.State state(CheckpointVerdict verdict) {
    if (verdict.isUsable()) {
      return StatusLine.State.PRESENT;
    }
    return verdict instanceof CheckpointVerdict.Stale ? StatusLine.State.OUTDATED
        : verdict instanceof CheckpointVerdict.Damaged ? StatusLine.State.DAMAGED : StatusLine.State.MISSING;
  }

  /** Whether a checkpoint without an image is no loss: all that the task's result needs is the difference. */
  private static boolean isDropped(CheckpointStore store, Checkpoint checkpoint) throws IOException {
    return checkpoint.stage() != Stage.DIFFERENCE && !store.quickVerdict(checkpoint).isUsable()
        && store.quickVerdict(Checkpoint.DIFFERENCE).isUsable();
  }

  private static String note(CheckpointStore store, Checkpoint checkpoint, CheckpointVerdict verdict)
      throws IOException {
    boolean notThere = verdict.reason().equals(CheckpointVerdict.NOT_THERE);
    String reason = verdict instanceof CheckpointVerdict.Intact ? ""
        : notThere ? ofOtherParameters(store, checkpoint) : verdict.reason();
    if (verdict.isUsable() || !(store.quickVerdict(checkpoint) instanceof CheckpointVerdict.Intact twin)) {
      return reason;
    }
    return reason + (reason.isEmpty() ? "" : "; ") + "the next run makes it from " + twin.file().getFileName();
  }

  /** Whoever asks with other parameters than a run had sees everything missing: these are the ones to ask with. */
  private static String ofOtherParameters(CheckpointStore store, Checkpoint checkpoint) throws IOException {
    Set<String> others = new TreeSet<>();
    for (Path wanted : store.wanted(checkpoint)) {
      if (!Files.isDirectory(wanted.getParent())) {
        continue;
      }
      String name = wanted.getFileName().toString();
      String extension = name.substring(name.lastIndexOf('.'));
      String begin = checkpoint.toString();
      try (Stream<Path> files = Files.list(wanted.getParent())) {
        files.map(f -> f.getFileName().toString())
            .filter(f -> f.startsWith(begin) && f.endsWith(extension) && !f.equals(name))
            .flatMap(f -> Parameters.ofSuffix(f.substring(begin.length(), f.length() - extension.length())).stream())
            .forEach(p -> others.add(text(p)));
      }
    }
    return others.isEmpty() ? "" : "there is one of other parameters: " + String.join(" or ", others);
  }

  private static String text(Parameters parameters) {
    Map<String, String> changed = parameters.changedUpTo(Stage.DIFFERENCE.number());
    return changed.isEmpty() ? "the defaults"
        : changed.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).collect(Collectors.joining(", "));
  }

  private static StatusLine line(String name, Path file) throws IOException {
    Optional<String> odd = PlainFile.oddity(file);
    if (odd.isPresent()) {
      return new StatusLine(StatusLine.Kind.PICTURE, name, file, StatusLine.State.DAMAGED, "it is " + odd.get());
    }
    if (!PlainFile.exists(file)) {
      return new StatusLine(StatusLine.Kind.PICTURE, name, file, StatusLine.State.MISSING, "");
    }
    boolean whole = StoredPictures.isWhole(file);
    return new StatusLine(StatusLine.Kind.PICTURE, name, file,
        whole ? StatusLine.State.PRESENT : StatusLine.State.DAMAGED,
        whole ? "" : "it does not begin and end as a PNG file does");
  }
}
