package io.github.exo2micro.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes a small file all at once: a reader sees the old content or the new, never a part. After a power cut it may be
 * the old one: the folder is not synced, which would cost as much again.
 */
public final class AtomicFile {

  private AtomicFile() {}

  /**
   * Replaces a file's content.
   *
   * @param file its folder is made when missing
   * @param text written as UTF-8
   * @throws IOException when it cannot be written; the old file is then as it was
   */
  public static void write(Path file, String text) throws IOException {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** As {@link #write(Path, String)}, for bytes. */
  public static void write(Path file, byte[] content) throws IOException {
    try (TemporaryFile temporary = TemporaryFile.beside(file)) {
      try (FileChannel channel = FileChannel.open(temporary.path(), StandardOpenOption.CREATE_NEW,
          StandardOpenOption.WRITE)) {
        ByteBuffer rest = ByteBuffer.wrap(content);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
        channel.force(true);
      }
      temporary.moveToTarget();
    }
  }
}
