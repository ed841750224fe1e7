package io.github.exo2micro.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A temporary file written from its begin to its end, with a header that may be patched; tells a full disk apart. Used
 * by one thread; others write behind it and bring what is written to the disk, so that its end need not wait for all.
 */
public final class SequentialFile implements Closeable {

  /** So much is written before it is brought to the disk: small enough that the disk is never idle for long. */
  private static final long SYNC_BYTES = 64L << 20;

  private final TemporaryFile temporary;
  private final FileChannel channel;
  private final WriteBehind behind;
  private long position;
  private long syncedTo;
  private boolean synced;

  public SequentialFile(Path target) throws IOException {
    try {
      temporary = TemporaryFile.beside(target);
      channel = FileChannel.open(temporary.path(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (ClosedChannelException e) {
      throw e;
    } catch (IOException e) {
      throw FileTrouble.of(e, target);
    }
    behind = new WriteBehind("exo2micro writes " + target.getFileName());
  }

  /** Bytes appended so far. */
  public long position() {
    return position;
  }

  /** Writes all that remains in the buffer. */
  public void append(ByteBuffer bytes) throws IOException {
    int length = bytes.remaining();
    writeAll(bytes, position);
    advance(length);
  }

  /** A buffer of 2 MB, empty, for {@link #appendLater}; waits where those before it are not yet written. */
  public ByteBuffer buffer() throws IOException {
    return behind.take();
  }

  /** As {@link #append}, with a {@link #buffer}, which is not to be touched again. */
  public void appendLater(ByteBuffer bytes) {
    int length = bytes.remaining();
    long at = position;
    behind.write(bytes, () -> writeAll(bytes, at));
    advance(length);
  }

  private void advance(int length) {
    position += length;
    if (position - syncedTo >= SYNC_BYTES) {
      syncedTo = position;
      behind.sync(() -> {
        try {
          channel.force(false);
        } catch (IOException e) {
          throw explained(e);
        }
      });
    }
  }

  /**
   * Appends zeros without writing them: they are a hole in the file until something else is appended, which must
   * happen. A file system that knows no holes writes the zeros itself.
   *
   * @param bytes a {@link #buffer} of zeros
   */
  public void skip(ByteBuffer bytes) {
    position += bytes.remaining();
    behind.giveBack(bytes);
  }

  /** Overwrites bytes that were appended. */
  public void patch(ByteBuffer bytes, long at) throws IOException {
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

  /** An interrupt passes as it is: it ends a task that nobody wants, and says nothing about the disk. */
  private IOException explained(IOException e) {
    if (e instanceof ClosedChannelException) {
      return e;
    }
    throw FileTrouble.of(e, temporary.target());
  }

  /** Brings everything to the disk and closes the file, which keeps its temporary name. */
  public WrittenImage finish(String checksum) throws IOException {
    behind.drain();
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

  public void publish() throws IOException {
    if (!synced) {
      throw new IllegalStateException(temporary.target() + " is not finished");
    }
    try {
      temporary.moveToTarget();
    } catch (IOException e) {
      throw FileTrouble.of(e, temporary.target());
    }
    temporary.syncFolder();
  }

  @Override
  public void close() throws IOException {
    try (temporary; behind) {
      channel.close();
    }
  }
}
