package io.github.exo2micro.picture.statistics;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * Private counters for each of the threads that count at the same time, so that none waits for another. There are as
 * many as threads were ever counting at once.
 */
public final class Shards<T> {

  private final Supplier<T> maker;
  private final Queue<T> idle = new ConcurrentLinkedQueue<>();

  Shards(Supplier<T> maker) {
    this.maker = maker;
  }

  /** One that nobody else has; give it back with {@link #release}. */
  T acquire() {
    T shard = idle.poll();
    return shard == null ? maker.get() : shard;
  }

  void release(T shard) {
    idle.add(shard);
  }

  /** All of them, once the sweep is over. */
  List<T> all() {
    return List.copyOf(idle);
  }

  /** Adds {@code from} to {@code to}, element by element. */
  public static void add(long[] to, long[] from) {
    for (int i = 0; i < to.length; i++) {
      to[i] += from[i];
    }
  }
}
