package io.github.exo2micro.io;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Writes buffers while the next ones are filled, and brings what was written to the disk while more comes, so that the
 * end of a file waits for little. For one thread that fills; its failures come out at that thread's next call.
 *
 * <p>Holds {@value #BUFFERS} direct buffers of {@value #BUFFER_BYTES} bytes, made when they are first needed.
 */
final class WriteBehind implements Closeable {

  static final int BUFFER_BYTES = 1 << 21;
  static final int BUFFERS = 3;

  /** Something that may fail as a disk does. */
  interface Work {
    void run() throws IOException;
  }

  private final BlockingQueue<ByteBuffer> free = new ArrayBlockingQueue<>(BUFFERS);
  /** One for each buffer that may be at work, and one for what is being synced. */
  private final Semaphore idle = new Semaphore(BUFFERS + 1);
  private final AtomicBoolean syncing = new AtomicBoolean();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final ExecutorService threads;
  private int made;

  /** @param name of the threads, one that writes and one that syncs */
  WriteBehind(String name) {
    threads = Executors.newFixedThreadPool(2, task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    });
  }

  /**
   * An empty buffer to be filled and handed to {@link #write}; waits for one where all are being written.
   *
   * @throws IOException when an earlier write failed, or the wait was interrupted
   */
  ByteBuffer take() throws IOException {
    check();
    ByteBuffer buffer = free.poll();
    if (buffer != null) {
      return buffer.clear();
    }
    if (made < BUFFERS) {
      made++;
      return ByteBuffer.allocateDirect(BUFFER_BYTES);
    }
    try {
      buffer = free.take();
    } catch (InterruptedException e) {
      throw interrupted();
    }
    check();
    return buffer.clear();
  }

  /** Does the work, which empties the buffer, on another thread; the buffer comes back by {@link #take}. */
  void write(ByteBuffer buffer, Work work) {
    start(() -> {
      attempt(work);
      free.add(buffer);
    });
  }

  private void start(Runnable task) {
    idle.acquireUninterruptibly();
    threads.execute(() -> {
      try {
        task.run();
      } finally {
        idle.release();
      }
    });
  }

  /** Gives a buffer back that holds nothing to be written. */
  void giveBack(ByteBuffer buffer) {
    free.add(buffer);
  }

  /** Does the work on another thread, unless the same is still going on from before. */
  void sync(Work work) {
    if (syncing.compareAndSet(false, true)) {
      start(() -> {
        attempt(work);
        syncing.set(false);
      });
    }
  }

  private void attempt(Work work) {
    if (failure.get() != null) {
      return;
    }
    try {
      work.run();
    } catch (IOException | RuntimeException | Error e) {
      failure.compareAndSet(null, e);
    }
  }

  /**
   * Waits until nothing is at work. A sync that fails tells it once: nobody may end a file while one is under way.
   *
   * @throws IOException when a write or a sync failed, or the wait was interrupted
   */
  void drain() throws IOException {
    try {
      idle.acquire(BUFFERS + 1);
    } catch (InterruptedException e) {
      throw interrupted();
    }
    idle.release(BUFFERS + 1);
    check();
  }

  private void check() throws IOException {
    Throwable thrown = failure.get();
    if (thrown instanceof IOException e) {
      throw e;
    }
    if (thrown instanceof RuntimeException e) {
      throw e;
    }
    if (thrown instanceof Error e) {
      throw e;
    }
  }

  private static IOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted while a file was written");
  }

  /** Ends the threads. What they are at ends with the file's channel, which the owner closes. */
  @Override
  public void close() {
    threads.shutdown();
  }
}
