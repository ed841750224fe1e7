package io.github.exo2micro.cluster;

import io.github.exo2micro.Progress;
import io.github.exo2micro.io.TemporaryFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * Brings what a task made on a node's own disk to the shared output: every file is copied under a temporary name, read
 * back and compared, and then renamed, sidecars after the images that they speak of.
 */
final class ScratchCopy {

  private static final int CHUNK = 4 << 20;

  private ScratchCopy() {}

  /**
   * Copies all files of a folder into another; what is there under the same name is replaced.
   *
   * @param from a task's folder on the node
   * @param to the same task's folder in the shared output
   * @return bytes copied
   * @throws PassingFaultException when a copy does not read back as it was written
   * @throws IOException when a disk fails
   */
  static long bring(Path from, Path to, Progress progress) throws IOException {
    long bytes = 0;
    List<Path> files = files(from);
    for (int i = 0; i < files.size(); i++) {
      Progress.requireNotInterrupted();
      bytes += copy(files.get(i), to.resolve(from.relativize(files.get(i)).toString()));
      progress.report((i + 1.0) / files.size());
    }
    return bytes;
  }

  /** Images first, their sidecars last; what is temporary or a lock stays behind. */
  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).filter(f -> !f.getFileName().toString().startsWith(".exo2micro"))
          .sorted(Comparator.comparing((Path f) -> f.toString().endsWith(".json")).thenComparing(f -> f)).toList();
    }
  }

  private static long copy(Path from, Path to) throws IOException {
    try (TemporaryFile part = TemporaryFile.beside(to)) {
      long sum = written(from, part.path());
      if (sum(part.path()) != sum) {
        throw new PassingFaultException("A result did not arrive on the shared disk as it was sent.",
            from + " and its copy beside " + to + " have different checksums.",
            "run the task again; when it happens again, the shared disk or the network to it is broken.");
      }
      // A sidecar names its image's modification time.
      Files.setLastModifiedTime(part.path(), Files.getLastModifiedTime(from));
      part.moveToTarget();
      return Files.size(to);
    }
  }

  private static long written(Path from, Path to) throws IOException {
    CRC32C sum = new CRC32C();
    ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
    try (FileChannel in = FileChannel.open(from);
        FileChannel out = FileChannel.open(to, StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE)) {
      while (in.read(chunk) >= 0) {
        chunk.flip();
        sum.update(chunk.duplicate());
        while (chunk.hasRemaining()) {
          out.write(chunk);
        }
        chunk.clear();
        Progress.requireNotInterrupted();
      }
      out.force(true);
    }
    return sum.getValue();
  }

  private static long sum(Path file) throws IOException {
    CRC32C sum = new CRC32C();
    byte[] chunk = new byte[CHUNK];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        sum.update(chunk, 0, n);
      }
    }
    return sum.getValue();
  }

  /** Deletes a folder with all that is in it; follows no links. */
  static void delete(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
