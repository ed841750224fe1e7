package io.github.exo2micro.checkpoint;

import io.github.exo2micro.Progress;
import io.github.exo2micro.checkpoint.sidecar.Sidecar;
import io.github.exo2micro.checkpoint.sidecar.SidecarFile;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.io.FilePlane;
import io.github.exo2micro.io.FitsCard;
import io.github.exo2micro.io.PlaneWriter;
import io.github.exo2micro.io.WrittenImage;
import io.github.exo2micro.task.Checkpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Makes the file of a checkpoint that is missing in a format asked for from the one that is there in the other: after a
 * run was killed between the two renames, or was asked for another format than before.
 */
public final class TwinFiles {

  /** Pixels copied at once: 1 MB. */
  private static final int CHUNK = 1 << 18;

  private final CheckpointStore store;

  public TwinFiles(CheckpointStore store) {
    this.store = store;
  }

  /**
   * Makes what is missing of a checkpoint. A damaged file is set aside; a line says so.
   *
   * @return whether the checkpoint is as good as before: false when copying found that the pixels of the file that is
   *     there do not have their checksum, so that it was set aside
   */
  public boolean complete(Checkpoint checkpoint, Progress progress) throws IOException {
    if (!store.quickVerdict(checkpoint).isUsable()) {
      return true;
    }
    for (Path target : store.wanted(checkpoint)) {
      CheckpointVerdict found = store.verdict(checkpoint, false, progress);
      CheckpointVerdict own = store.verdict(checkpoint, target, CheckpointJudge.Pixels.IF_TOUCHED, progress);
      if (own.isUsable() && checksum(own).equals(checksum(found)) || !found.isUsable()) {
        continue;
      }
      if (own instanceof CheckpointVerdict.Damaged damaged) {
        progress.note(target.getFileName() + " is damaged: " + damaged.reason() + ". It is kept as "
            + CheckpointStore.setAside(target).getFileName() + ".");
      }
      if (!copy(checkpoint, found, target, progress)) {
        return false;
      }
    }
    return true;
  }

  private static String checksum(CheckpointVerdict verdict) {
    return verdict instanceof CheckpointVerdict.Intact intact ? intact.sidecar().checksum() : "";
  }

  private boolean copy(Checkpoint checkpoint, CheckpointVerdict from, Path target, Progress progress)
      throws IOException {
    Optional<Sidecar> sidecar = from instanceof CheckpointVerdict.Intact intact ? Optional.of(intact.sidecar())
        : Optional.empty();
    List<FitsCard> cards = sidecar.map(CheckpointCards::of).orElse(List.of());
    try (FilePlane source = CheckpointStore.open(file(from));
        PlaneWriter writer = store.writer(checkpoint, target, source.size(), cards)) {
      copy(source, writer, progress);
      WrittenImage image = writer.finish();
      if (sidecar.isPresent() && !sidecar.get().checksum().equals(image.checksum())) {
        progress.note(source.file().getFileName() + " is damaged: the checksum of its pixels is " + image.checksum()
            + ", its sidecar says " + sidecar.get().checksum() + ". It is kept as "
            + CheckpointStore.setAside(source.file()).getFileName() + " and made again.");
        return false;
      }
      if (sidecar.isPresent()) {
        SidecarFile.write(sidecar.get().of(image), CheckpointStore.sidecarOf(target));
      }
      writer.publish();
      progress.note(target.getFileName() + " is made from " + source.file().getFileName() + ".");
      return true;
    }
  }

  private static Path file(CheckpointVerdict usable) {
    return usable instanceof CheckpointVerdict.Intact intact ? intact.file()
        : ((CheckpointVerdict.Foreign) usable).file();
  }

  private static void copy(FilePlane source, PlaneWriter writer, Progress progress) throws IOException {
    ImageSize size = source.size();
    int rowsAtOnce = Math.max(1, Math.min(size.height(), CHUNK / size.width()));
    float[] pixels = new float[rowsAtOnce * size.width()];
    for (int y = 0; y < size.height(); y += rowsAtOnce) {
      int rows = Math.min(rowsAtOnce, size.height() - y);
      source.read(new Tile(0, y, size.width(), rows), pixels);
      writer.append(pixels, rows);
      progress.report((double) (y + rows) / size.height());
    }
  }
}
