package io.github.exo2micro.io;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file that grows under a temporary name beside its target and takes the target's name in one step.
 *
 * <p>The temporary name holds the process that writes it, so that what a killed run left behind can be told from what
 * another run is writing now. It does not end in an image's extension: nobody takes it for a checkpoint.
 */
public final class TemporaryFile implements Closeable {

  /** Nobody can lay a link under a name that nobody can guess. */
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String PREFIX = ".exo2micro-part-";
  private static final Pattern NAME = Pattern.compile("\\.exo2micro-part-([0-9a-f]+)-(\\d+)-(\\d+)-[0-9a-f]+");
  /** Boot-time rounding makes the start of one process differ a little between two readers. */
  private static final long START_TOLERANCE_S = 3;
  /** The processes of another machine cannot be asked; nobody writes one file for a day. */
  private static final Duration FOREIGN_AGE = Duration.ofDays(1);
  /** How long a child that was ended is waited for. */
  private static final long ENDING_S = 3;

  private final Path path;
  private final Path target;
  private boolean moved;

  private TemporaryFile(Path path, Path target) {
    this.path = path;
    this.target = target;
  }

  /**
   * Names a temporary file for a target, in the target's folder, which is made when missing. The file itself is not
   * made.
   *
   * @throws IOException when the folder cannot be made
   */
  public static TemporaryFile beside(Path target) throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    ProcessHandle self = ProcessHandle.current();
    String name = PREFIX + host() + "-" + self.pid() + "-" + startSeconds(self) + "-"
        + Long.toHexString(RANDOM.nextLong());
    return new TemporaryFile(folder.resolve(name), target);
  }

  /** The temporary path. */
  public Path path() {
    return path;
  }

  /** The path it will have. */
  public Path target() {
    return target;
  }

  /** Renames the file to its target, atomically where the file system can. */
  public void moveToTarget() throws IOException {
    try {
      Files.move(path, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(path, target, StandardCopyOption.REPLACE_EXISTING);
    }
    moved = true;
  }

  /** Brings the folder's entries to the disk where the operating system lets a folder be opened (not on Windows). */
  public void syncFolder() {
    try (FileChannel channel = FileChannel.open(path.getParent(), StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows and some network file systems refuse; the rename itself has succeeded.
    }
  }

  /** Deletes the file when it was not moved. */
  @Override
  public void close() throws IOException {
    if (!moved) {
      Files.deleteIfExists(path);
    }
  }

  /**
   * Deletes the temporary files that dead processes left in a folder.
   *
   * @param folder need not exist
   * @return what was deleted
   * @throws IOException when the folder cannot be listed
   */
  public static List<Path> removeStale(Path folder) throws IOException {
    return remove(folder, false);
  }

  /**
   * As {@link #removeStale}, for a folder in which this process writes nothing any more: its own are deleted, too, and
   * those of a process that is just ending are waited for.
   */
  public static List<Path> removeStaleAndOwn(Path folder) throws IOException {
    return remove(folder, true);
  }

  private static List<Path> remove(Path folder, boolean own) throws IOException {
    List<Path> removed = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return removed;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, PREFIX + "*")) {
      for (Path file : files) {
        if ((isStale(file) || own && isOwnOrEnding(file)) && Files.deleteIfExists(file)) {
          removed.add(file);
        }
      }
    }
    return removed;
  }

  private static boolean isOwnOrEnding(Path file) throws IOException {
    Matcher name = NAME.matcher(file.getFileName().toString());
    if (!name.matches() || !name.group(1).equals(host())) {
      return false;
    }
    long writer = Long.parseLong(name.group(2));
    if (writer == ProcessHandle.current().pid()) {
      return true;
    }
    Optional<ProcessHandle> ending = ProcessHandle.of(writer)
        .filter(p -> p.parent().map(parent -> parent.equals(ProcessHandle.current())).orElse(false));
    if (ending.isPresent()) {
      try {
        ending.get().onExit().get(ENDING_S, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (ExecutionException | TimeoutException e) {
        return false;
      }
    }
    return isStale(file);
  }

  private static boolean isStale(Path file) throws IOException {
    Matcher name = NAME.matcher(file.getFileName().toString());
    if (!name.matches()) {
      return false;
    }
    if (!name.group(1).equals(host())) {
      try {
        return Files.getLastModifiedTime(file).toInstant().isBefore(Instant.now().minus(FOREIGN_AGE));
      } catch (NoSuchFileException e) {
        return false;
      }
    }
    Optional<ProcessHandle> writer = ProcessHandle.of(Long.parseLong(name.group(2)));
    long start = Long.parseLong(name.group(3));
    return writer.isEmpty() || !writer.get().isAlive()
        || start != 0 && startSeconds(writer.get()) != 0
            && Math.abs(startSeconds(writer.get()) - start) > START_TOLERANCE_S;
  }

  private static long startSeconds(ProcessHandle process) {
    return process.info().startInstant().map(Instant::getEpochSecond).orElse(0L);
  }

  private static String host() {
    return Integer.toHexString(hostName().hashCode());
  }

  /** This machine's name, or "unknown". */
  public static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }
}
