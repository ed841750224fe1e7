package io.github.exo2micro.tiff.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The bytes of one file, read at positions by any number of threads, each read checked against the file's length. */
public final class TiffBytes implements Closeable {

  private final Path file;
  private final FileChannel channel;
  private final long length;

  public TiffBytes(Path file) throws IOException {
    this.file = file;
    this.channel = FileChannel.open(file, StandardOpenOption.READ);
    long size;
    try {
      size = channel.size();
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    this.length = size;
  }

  public Path file() {
    return file;
  }

  /** Length when it was opened, bytes. */
  public long length() {
    return length;
  }

  /** Whether {@code count} bytes lie at that position. */
  public boolean holds(long position, long count) {
    return position >= 0 && count >= 0 && position <= length - count;
  }

  /**
   * Reads bytes into a new buffer.
   *
   * @param what they are, for the message
   * @throws io.github.exo2micro.RemediableException when they lie outside the file
   */
  public ByteBuffer read(long position, int count, ByteOrder order, String what) throws IOException {
    if (!holds(position, count)) {
      throw TiffProblem.damaged(file, what + " of " + count + " bytes at offset " + position,
          "a file of " + length + " bytes");
    }
    byte[] bytes = new byte[count];
    read(position, bytes, 0, count);
    return ByteBuffer.wrap(bytes).order(order);
  }

  /**
   * Reads exactly {@code count} bytes.
   *
   * @throws io.github.exo2micro.RemediableException when the file ends before
   * @throws IOException when the disk fails
   */
  public void read(long position, byte[] into, int offset, int count) throws IOException {
    ByteBuffer target = ByteBuffer.wrap(into, offset, count);
    long at = position;
    while (target.hasRemaining()) {
      int n;
      try {
        n = channel.read(target, at);
      } catch (IOException e) {
        throw new IOException("Cannot read " + file + " at byte " + at + ": " + e, e);
      }
      if (n < 0) {
        throw TiffProblem.damaged(file, count + " bytes at offset " + position,
            "the end of the file at byte " + at + ": it has become shorter while it was read");
      }
      at += n;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
