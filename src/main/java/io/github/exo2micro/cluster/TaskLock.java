package io.github.exo2micro.cluster;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Keeps two processes off one task, also where file locks do nothing (many network file systems): a file in the task's
 * folder that is created exclusively, says who holds it and how far the task is, and is written again every few
 * seconds.
 *
 * <p>A lock whose process is gone on this machine, or that was not written again for a minute and a half by the file
 * server's own clock, is taken over.
 */
public final class TaskLock implements Closeable {

  static final String FILE_NAME = ".exo2micro_task.lock";

  private static final long BEAT_SECONDS = 5;
  private static final long STALE_MILLIS = 90_000;
  private static final int TAKE_OVERS = 3;
  private static final int MOST_BYTES = 4096;

  private final Path file;
  private final String nonce;
  private final String job;
  private final ScheduledExecutorService heart;
  private volatile int stage;
  private volatile double fraction;

  /**
   * What a lock tells.
   *
   * @param host who holds it
   * @param pid its process
   * @param job the scheduler's name of the job, or ""
   * @param stage that runs, 0 before the first
   * @param fraction of the task that is done, 0 to 1
   * @param nonce tells two locks of one process apart
   */
  public record Holder(String host, long pid, String job, int stage, double fraction, String nonce) {
    @Override
    public String toString() {
      return "process " + pid + " on " + host + (job.isEmpty() ? "" : ", job " + job);
    }
  }

  private TaskLock(Path file, String job) {
    this.file = file;
    this.job = job;
    this.nonce = UUID.randomUUID().toString();
    this.heart = Executors.newSingleThreadScheduledExecutor(work -> {
      Thread thread = new Thread(work, "exo2micro-task-lock");
      thread.setDaemon(true);
      return thread;
    });
  }

  /**
   * Takes the lock of a task's folder, which is made when missing.
   *
   * @param job the scheduler's name of the job, or ""
   * @throws PassingFaultException when another process holds it (says which)
   * @throws IOException when the folder cannot be written
   */
  public static TaskLock acquire(Path taskFolder, String job) throws IOException {
    Files.createDirectories(taskFolder);
    TaskLock lock = new TaskLock(taskFolder.resolve(FILE_NAME), job);
    for (int i = 0; i < TAKE_OVERS; i++) {
      try {
        Files.write(lock.file, lock.content(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        lock.heart.scheduleWithFixedDelay(lock::beat, BEAT_SECONDS, BEAT_SECONDS, TimeUnit.SECONDS);
        return lock;
      } catch (FileAlreadyExistsException e) {
        lock.removeStale();
      }
    }
    lock.heart.shutdownNow();
    throw held(lock.file, holder(taskFolder));
  }

  private static PassingFaultException held(Path file, Optional<Holder> holder) {
    return new PassingFaultException("Another process is working on this task.",
        file + " is held by " + holder.map(Holder::toString).orElse("a process that does not say who it is") + ".",
        "wait until it has ended; a lock of a dead process is taken over after " + STALE_MILLIS / 1000 + " s.");
  }

  private byte[] content() {
    JsonObject json = new JsonObject();
    json.addProperty("host", Node.name());
    json.addProperty("pid", ProcessHandle.current().pid());
    json.addProperty("job", job);
    json.addProperty("stage", stage);
    json.addProperty("fraction", fraction);
    json.addProperty("nonce", nonce);
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Written in place: a new file would lose the name to whoever takes over in between. */
  private void beat() {
    try {
      if (read(file).filter(h -> h.nonce().equals(nonce)).isEmpty()) {
        return;
      }
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        byte[] text = content();
        channel.write(ByteBuffer.wrap(text), 0);
        channel.truncate(text.length);
      }
    } catch (IOException e) {
      // The next beat tries again; a folder that stays away fails the task itself.
      return;
    }
  }

  /** Tells whoever reads the lock how far the task is; written with the next beat. */
  void progress(int stageNow, double fractionNow) {
    stage = stageNow;
    fraction = fractionNow;
  }

  /** Who holds a task's lock, if anybody. */
  public static Optional<Holder> holder(Path taskFolder) {
    try {
      return read(taskFolder.resolve(FILE_NAME));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<Holder> read(Path file) throws IOException {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
        return Optional.empty();
      }
      JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
      return Optional.of(new Holder(json.get("host").getAsString(), json.get("pid").getAsLong(),
          json.get("job").getAsString(), json.get("stage").getAsInt(), json.get("fraction").getAsDouble(),
          json.get("nonce").getAsString()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (RuntimeException e) {
      // Read in the middle of a beat, or no lock of ours: nobody is known.
      return Optional.empty();
    }
  }

  private void removeStale() throws IOException {
    Optional<Holder> judged = read(file);
    if (!isStale(judged)) {
      heart.shutdownNow();
      throw held(file, judged);
    }
    Path aside = file.resolveSibling(FILE_NAME + "." + nonce);
    try {
      Files.move(file, aside);
    } catch (NoSuchFileException e) {
      return;
    }
    // Between judging and moving another process may have taken over; its lock is given back.
    if (!read(aside).map(Holder::nonce).equals(judged.map(Holder::nonce))) {
      try {
        Files.createLink(file, aside);
      } catch (IOException | UnsupportedOperationException e) {
        Files.move(aside, file);
        return;
      }
    }
    Files.deleteIfExists(aside);
  }

  private boolean isStale(Optional<Holder> holder) throws IOException {
    if (holder.isPresent() && holder.get().host().equals(Node.name())
        && ProcessHandle.of(holder.get().pid()).filter(ProcessHandle::isAlive).isEmpty()) {
      return true;
    }
    // Both times are the file server's own, so that clocks that differ do no harm.
    Path now = Files.createTempFile(file.toAbsolutePath().getParent(), ".exo2micro_clock", "");
    try {
      return Files.getLastModifiedTime(now).toMillis() - Files.getLastModifiedTime(file).toMillis() > STALE_MILLIS;
    } catch (NoSuchFileException e) {
      return true;
    } finally {
      Files.deleteIfExists(now);
    }
  }

  /** Gives the task free. */
  @Override
  public void close() throws IOException {
    heart.shutdownNow();
    if (read(file).filter(h -> h.nonce().equals(nonce)).isPresent()) {
      Files.deleteIfExists(file);
    }
  }
}
