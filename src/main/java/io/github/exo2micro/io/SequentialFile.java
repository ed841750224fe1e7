package io.github.exo2micro.io;

import io.github.exo2micro.RemediableException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A temporary file written from its begin to its end, with a header that may be patched; tells a full disk apart. */
final class SequentialFile implements Closeable {

  private final TemporaryFile temporary;
  private final FileChannel channel;
  private long position;
  private boolean synced;

  SequentialFile(Path target) throws IOException {
    try {
      temporary = TemporaryFile.beside(target);
      channel = FileChannel.open(temporary.path(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new RemediableException("A file cannot be written.", target + " (" + e + ")",
          "choose an output folder where you may write, on a disk that is there.", e);
    }
  }

  /** Bytes appended so far. */
  long position() {
    return position;
  }

  /** Writes all that remains in the buffer. */
  void append(ByteBuffer bytes) throws IOException {
    int length = bytes.remaining();
    writeAll(bytes, position);
    position += length;
  }

  /** Overwrites bytes that were appended. */
  void patch(ByteBuffer bytes, long at) throws IOException {
    writeAll(bytes, at);
  }

  private void writeAll(ByteBuffer bytes, long at) throws IOException {
    try {
      long to = at;
      while (bytes.hasRemaining()) {
        to += channel.write(bytes, to);
      }
    } catch (IOException e) {
      throw explained(e);
    }
  }

  private IOException explained(IOException e) {
    try {
      long free = Files.getFileStore(temporary.path()).getUsableSpace();
      if (free < 1 << 24) {
        throw new RemediableException("The disk is full.",
            temporary.target() + " needs more than the " + (position >> 20) + " MiB written so far; " + (free >> 20)
                + " MiB are free (" + e.getMessage() + ").",
            "free disk space or choose an output folder on a larger disk; what is finished stays, start again to resume.",
            e);
      }
    } catch (IOException noAnswer) {
      e.addSuppressed(noAnswer);
    }
    return e;
  }

  /** Brings everything to the disk and closes the file, which keeps its temporary name. */
  WrittenImage finish(String checksum) throws IOException {
    try {
      channel.force(true);
    } catch (IOException e) {
      throw explained(e);
    }
    channel.close();
    synced = true;
    return new WrittenImage(temporary.target(), Files.size(temporary.path()),
        Files.getLastModifiedTime(temporary.path()).toMillis(), checksum);
  }

  void publish() throws IOException {
    if (!synced) {
      throw new IllegalStateException(temporary.target() + " is not finished");
    }
    temporary.moveToTarget();
    temporary.syncFolder();
  }

  @Override
  public void close() throws IOException {
    try (temporary) {
      channel.close();
    }
  }
}
