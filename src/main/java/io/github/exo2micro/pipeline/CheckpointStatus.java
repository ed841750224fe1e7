package io.github.exo2micro.pipeline;

import io.github.exo2micro.Progress;
import io.github.exo2micro.io.PlainFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Lists the checkpoints and pictures of one task and one set of parameters. Changes nothing. */
public final class CheckpointStatus {

  private static final byte[] PNG_BEGIN = {(byte) 0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a};
  /** The empty IEND chunk and its CRC, with which every PNG file ends. */
  private static final byte[] PNG_END = {'I', 'E', 'N', 'D', (byte) 0xae, 0x42, 0x60, (byte) 0x82};

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
    List<Checkpoint> checkpoints = Checkpoint.all(parameters);
    for (int i = 0; i < checkpoints.size(); i++) {
      double from = (double) i / checkpoints.size();
      double to = (double) (i + 1) / checkpoints.size();
      lines.add(line(store, checkpoints.get(i), verify, progress.part(from, to)));
      progress.report(to);
    }
    for (String picture : pictures) {
      lines.add(line(picture, store.folder().picture(picture, parameters)));
    }
    return lines;
  }

  private static StatusLine line(CheckpointStore store, Checkpoint checkpoint, boolean verify, Progress progress)
      throws IOException {
    Verdict verdict = verify ? store.verdict(checkpoint, true, progress) : store.quickVerdict(checkpoint);
    String name = checkpoint.toString();
    StatusLine.Kind kind = StatusLine.Kind.CHECKPOINT;
    if (verdict instanceof Verdict.Intact intact) {
      return new StatusLine(kind, name, intact.file(), StatusLine.State.PRESENT, "");
    }
    if (verdict instanceof Verdict.Foreign foreign) {
      return new StatusLine(kind, name, foreign.file(), StatusLine.State.PRESENT, foreign.reason());
    }
    if (verdict instanceof Verdict.Stale stale) {
      return new StatusLine(kind, name, stale.file(), StatusLine.State.OUTDATED, stale.reason());
    }
    if (verdict instanceof Verdict.Damaged damaged) {
      return new StatusLine(kind, name, damaged.file(), StatusLine.State.DAMAGED, damaged.reason());
    }
    return new StatusLine(kind, name, store.tiff(checkpoint), StatusLine.State.MISSING,
        verdict.reason().equals(Verdict.NOT_THERE) ? "" : verdict.reason());
  }

  private static StatusLine line(String name, Path file) throws IOException {
    Optional<String> odd = PlainFile.oddity(file);
    if (odd.isPresent()) {
      return new StatusLine(StatusLine.Kind.PICTURE, name, file, StatusLine.State.DAMAGED, "it is " + odd.get());
    }
    if (!PlainFile.exists(file)) {
      return new StatusLine(StatusLine.Kind.PICTURE, name, file, StatusLine.State.MISSING, "");
    }
    boolean whole = isWholePng(file);
    return new StatusLine(StatusLine.Kind.PICTURE, name, file,
        whole ? StatusLine.State.PRESENT : StatusLine.State.DAMAGED,
        whole ? "" : "it does not begin and end as a PNG file does");
  }

  private static boolean isWholePng(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return channel.size() > PNG_BEGIN.length + PNG_END.length
          && Arrays.equals(bytes(channel, 0, PNG_BEGIN.length), PNG_BEGIN)
          && Arrays.equals(bytes(channel, channel.size() - PNG_END.length, PNG_END.length), PNG_END);
    }
  }

  private static byte[] bytes(FileChannel channel, long at, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    channel.read(bytes, at);
    return bytes.array();
  }
}
