package io.github.exo2micro.io;

import io.github.exo2micro.RemediableException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a second run off an output folder. The operating system's lock on a file in it decides, so the lock of a dead
 * process is free at once; the file's text says who holds it.
 */
public final class OutputLock implements Closeable {

  /** The lock file's name in the output folder. */
  public static final String FILE_NAME = ".exo2micro.lock";

  /** Far behind the text: on Windows a locked byte cannot be read by others. */
  private static final long LOCKED_BYTE = 1L << 40;
  private static final int MAX_TEXT = 1000;

  /**
   * Folders that this JVM holds. POSIX locks belong to a process: closing any other channel to the lock file, even
   * after a failed attempt, would release them, so a second attempt in this JVM must not open the file at all.
   */
  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel channel;

  private OutputLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Takes the lock of a folder, which is made when missing.
   *
   * @throws RemediableException when another run holds it (says which), or when the folder cannot be written
   */
  public static OutputLock acquire(Path output) {
    Path folder;
    try {
      folder = Files.createDirectories(output.toAbsolutePath()).toRealPath();
    } catch (IOException e) {
      throw unwritable(output, e);
    }
    if (!HELD_HERE.add(folder)) {
      throw held(output, "another run in this program (" + me() + ")");
    }
    boolean taken = false;
    try {
      OutputLock lock = take(folder, output);
      taken = true;
      return lock;
    } catch (IOException e) {
      throw unwritable(output, e);
    } finally {
      if (!taken) {
        HELD_HERE.remove(folder);
      }
    }
  }

  private static OutputLock take(Path folder, Path output) throws IOException {
    Path file = folder.resolve(FILE_NAME);
    PlainFile.clear(file);
    FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
        StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    boolean keep = false;
    try {
      if (isHeldByAnother(channel)) {
        throw held(output, text(channel));
      }
      keep = true;
      sign(channel);
      return new OutputLock(folder, channel);
    } finally {
      if (!keep) {
        channel.close();
      }
    }
  }

  /** Says who holds the lock; on a full disk it is held without. */
  private static void sign(FileChannel channel) {
    try {
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(me().getBytes(StandardCharsets.UTF_8)), 0);
    } catch (IOException e) {
      // The system's lock decides, not the text.
    }
  }

  private static boolean isHeldByAnother(FileChannel channel) {
    try {
      return channel.tryLock(LOCKED_BYTE, 1, false) == null;
    } catch (IOException e) {
      // Some network file systems know no locks. Refusing to run there would help nobody.
      return false;
    }
  }

  private static String text(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(MAX_TEXT);
    channel.read(bytes, 0);
    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
  }

  private static String me() {
    ProcessHandle self = ProcessHandle.current();
    Instant start = self.info().startInstant().orElse(Instant.now()).truncatedTo(ChronoUnit.SECONDS);
    return "process " + self.pid() + " on " + TemporaryFile.hostName() + ", user " + System.getProperty("user.name")
        + ", started " + start;
  }

  private static RemediableException held(Path output, String holder) {
    return new RemediableException("Another run is writing to this output folder.",
        output + " is held by " + (holder.isBlank() ? "a process that is just starting" : holder.strip()) + ".",
        "wait until it has ended, end it, or choose another output folder.");
  }

  private static RemediableException unwritable(Path output, IOException cause) {
    return FileTrouble.of(cause, output);
  }

  /**
   * Gives the folder free. The lock file stays, empty: deleting it would let a third run lock a new file while a second
   * waits on the old one.
   */
  @Override
  public void close() throws IOException {
    try (channel) {
      if (channel.isOpen()) {
        channel.truncate(0);
      }
    } finally {
      HELD_HERE.remove(folder);
    }
  }
}
