package io.github.exo2micro.memory;

import io.github.exo2micro.port.MemoryProbe;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Follows the memory of this process and of its children: real peaks from continuous sampling, and a line at each mark.
 *
 * <p>Usable alone: make one, {@link #mark} around what is suspected, read {@link #summary()}. Where the platform does
 * not tell resident sizes it says so once and then keeps silent. Thread-safe; what it keeps is bounded.
 */
public final class MemoryTracker implements AutoCloseable {

  private static final long SAMPLING_MILLIS = 200;
  /** Beyond this many samples every second one is dropped: a night's batch stays small. */
  private static final int MOST_SAMPLES = 8000;
  private static final int MOST_SAMPLES_TO_SETTLE = 10;
  /** A resident size that falls by less than this between two samples has settled. */
  private static final double SETTLED = 0.98;
  /** A disk that hangs must not hold up the end. */
  private static final long MOST_SECONDS_TO_END = 5;

  private final MemoryProbe probe;
  private final Consumer<String> lines;
  private final Consumer<MemorySample> samplesAsTheyCome;
  private final ScheduledExecutorService clock;
  private final long startNanos = System.nanoTime();
  private final long self = ProcessHandle.current().pid();
  private final Map<Long, Long> peaks = new ConcurrentHashMap<>();
  private final List<MemorySample> samples = new ArrayList<>();
  private final List<MemorySample> marks = new ArrayList<>();
  private final ChildBooks children = new ChildBooks();
  private final List<MemorySample> unwritten = new ArrayList<>();
  private Optional<MemoryCsv> table = Optional.empty();
  private long keepEvery = 1;
  private long taken;
  private long peakOfAll;
  private boolean warnedUnknown;

  /**
   * Starts sampling.
   *
   * @param probe what the platform tells
   * @param lines gets the {@code [mem]} lines
   */
  public MemoryTracker(MemoryProbe probe, Consumer<String> lines) {
    this(probe, lines, sample -> {});
  }

  /**
   * Starts sampling.
   *
   * @param probe what the platform tells
   * @param lines gets the {@code [mem]} lines
   * @param samplesAsTheyCome gets every sample, on the sampling thread
   */
  public MemoryTracker(MemoryProbe probe, Consumer<String> lines, Consumer<MemorySample> samplesAsTheyCome) {
    this.probe = probe;
    this.lines = lines;
    this.samplesAsTheyCome = samplesAsTheyCome;
    peaks.put(self, 0L);
    // What this program held before, a large image in Fiji say, is no part of what is followed.
    probe.forgetPeak();
    this.clock = Executors.newSingleThreadScheduledExecutor(task -> {
      Thread thread = new Thread(task, "exo2micro-memory-tracker");
      thread.setDaemon(true);
      return thread;
    });
    clock.scheduleWithFixedDelay(this::tick, 0, SAMPLING_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void tick() {
    samplesAsTheyCome.accept(sample(""));
    synchronized (this) {
      notifyAll();
    }
    append();
  }

  /** On the sampling thread alone and outside the lock: a slow disk must not hold up the tasks' marks. */
  private void append() {
    Optional<MemoryCsv> to;
    List<MemorySample> fresh;
    synchronized (this) {
      to = table;
      fresh = List.copyOf(unwritten);
      unwritten.clear();
    }
    to.ifPresent(csv -> csv.append(fresh, this::samples));
  }

  /**
   * Keeps a table of the samples on the disk, as {@link #writeCsv} writes it: a fifth of a second behind while they
   * come, so that it is there when this program is killed, and whole when the tracker is closed. What the disk refuses
   * is told once as a line.
   */
  public synchronized void recordTo(Path file) {
    table = Optional.of(new MemoryCsv(file, self, lines));
    unwritten.clear();
    unwritten.addAll(samples);
  }

  /** Follows a child process, too, until {@link #forget}. */
  public synchronized void follow(long pid) {
    children.begins(pid);
    peaks.putIfAbsent(pid, 0L);
  }

  /** Follows a child process no longer. */
  public void forget(long pid) {
    if (pid != self) {
      peaks.remove(pid);
    }
  }

  /** Lets the peak of a followed process, or of this one, begin again. */
  public void restartPeak(long pid) {
    if (pid == self) {
      // The platform's own peak since the last sample counts for the whole, though no longer for this process.
      sample("");
      probe.forgetPeak();
    }
    peaks.computeIfPresent(pid, (id, peak) -> 0L);
    sample("");
  }

  /** Largest resident size seen of a followed process, or of this one; −1 when unknown. */
  public long peak(long pid) {
    sample("");
    Long peak = peaks.get(pid);
    return peak == null || peak == 0 ? -1 : peak;
  }

  /**
   * Takes over what a child has measured itself during a task: it sees more than the samples do.
   *
   * @param pid of the child
   * @param task its name
   * @param peakBytes its largest resident size during the task, or −1 when it does not know
   * @param held what it holds after the task, when it lives to tell
   * @return its largest resident size by either measure; −1 when unknown
   */
  public synchronized long taskEnded(long pid, String task, long peakBytes, Optional<HeldMemory> held) {
    long peak = Math.max(peak(pid), peakBytes);
    peaks.computeIfPresent(pid, (id, seen) -> Math.max(seen, peak));
    peakOfAll = Math.max(peakOfAll, peak);
    children.taskEnded(pid, task, peak, held);
    return peak;
  }

  /**
   * Largest resident size seen of all followed processes and this one together, and never less than the peak of one of
   * them, be it between two samples; −1 when unknown.
   */
  public synchronized long peakOfAll() {
    return peakOfAll == 0 ? -1 : peakOfAll;
  }

  /** Takes a sample under a label and tells it as a line. */
  public void mark(String label) {
    MemorySample sample = sample(label);
    synchronized (this) {
      marks.add(sample);
    }
    lineOf(sample);
  }

  /** Takes a sample under a label for the table and the picture, and tells nothing. */
  public void note(String label) {
    sample(label);
  }

  /** Collects garbage first, then marks: what remains is really held. Takes up to two seconds. */
  public void markAfterCollection(String label) {
    collect();
    mark("after gc " + label);
  }

  /**
   * Collects garbage and waits until the collector has given back to the system what it gives back in the background.
   */
  private synchronized void collect() {
    System.gc();
    long before = Long.MAX_VALUE;
    long now = sample("").residentBytes().orElse(0);
    for (int i = 0; i < MOST_SAMPLES_TO_SETTLE && now < before * SETTLED; i++) {
      before = now;
      try {
        // The sampling thread wakes this one with its next sample.
        wait(2 * SAMPLING_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      now = sample("").residentBytes().orElse(0);
    }
  }

  private void lineOf(MemorySample sample) {
    if (sample.residentBytes().isEmpty()) {
      synchronized (this) {
        if (warnedUnknown) {
          return;
        }
        warnedUnknown = true;
      }
      lines.accept("[mem] WARNING: this platform does not tell resident sizes; memory is not followed.");
      return;
    }
    StringBuilder children = new StringBuilder();
    if (!sample.children().isEmpty()) {
      children.append(String.format(Locale.ROOT, ", children %.2f GB",
          (sample.totalResidentBytes() - sample.residentBytes().getAsLong()) / 1e9));
    }
    lines.accept(String.format(Locale.ROOT, "[mem] %6.2f GB  %s  (heap %.2f used / %.2f committed / %.2f max GB%s)",
        sample.residentBytes().getAsLong() / 1e9, sample.label(), sample.heapUsed() / 1e9,
        sample.heapCommitted() / 1e9, sample.heapMax() / 1e9, children));
  }

  private synchronized MemorySample sample(String label) {
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    Map<Long, Long> children = new HashMap<>();
    OptionalLong resident = OptionalLong.empty();
    for (long pid : peaks.keySet()) {
      OptionalLong now = probe.residentBytes(pid);
      if (now.isEmpty()) {
        continue;
      }
      long most = pid == self ? Math.max(now.getAsLong(), probe.peakResidentBytes(pid).orElse(0)) : now.getAsLong();
      peaks.computeIfPresent(pid, (id, peak) -> Math.max(peak, most));
      peakOfAll = Math.max(peakOfAll, most);
      if (pid == self) {
        resident = now;
      } else {
        children.put(pid, now.getAsLong());
      }
    }
    MemorySample sample = new MemorySample((System.nanoTime() - startNanos) / 1e9, resident, heap.getUsed(),
        heap.getCommitted(), heap.getMax(), probe.availableBytes(), children, label);
    peakOfAll = Math.max(peakOfAll, sample.totalResidentBytes());
    keep(sample);
    return sample;
  }

  private void keep(MemorySample sample) {
    if (table.isPresent()) {
      unwritten.add(sample);
    }
    if (sample.label().isEmpty() && taken++ % keepEvery != 0) {
      return;
    }
    samples.add(sample);
    if (samples.size() > MOST_SAMPLES) {
      List<MemorySample> thinned = new ArrayList<>();
      for (int i = 0; i < samples.size(); i++) {
        if (i % 2 == 0 || !samples.get(i).label().isEmpty()) {
          thinned.add(samples.get(i));
        }
      }
      samples.clear();
      samples.addAll(thinned);
      keepEvery *= 2;
    }
  }

  /** The samples so far, marks among them, in order. */
  public synchronized List<MemorySample> samples() {
    return List.copyOf(samples);
  }

  /**
   * Collects garbage, tells baseline (the first mark), peak and final size (now) of this process, then the peak of all
   * processes together and of each child's tasks, and warns when this process or a child has grown for good.
   */
  public void summary() {
    collect();
    MemorySample last = sample("");
    MemorySample first;
    long peak;
    List<String> ofChildren;
    List<String> childWarnings;
    synchronized (this) {
      first = marks.isEmpty() ? last : marks.get(0);
      peak = samples.stream().mapToLong(s -> s.residentBytes().orElse(0)).max().orElse(0);
      peak = Math.max(peak, peaks.get(self));
      ofChildren = children.lines(peakOfAll);
      childWarnings = children.warnings();
    }
    if (last.residentBytes().isEmpty() || first.residentBytes().isEmpty()) {
      return;
    }
    double base = first.residentBytes().getAsLong();
    lines.accept("[mem] === memory summary ===");
    lines.accept(String.format(Locale.ROOT, "[mem] baseline: %6.2f GB", base / 1e9));
    lines.accept(String.format(Locale.ROOT, "[mem] peak:     %6.2f GB  (%+.2f GB)", peak / 1e9, (peak - base) / 1e9));
    double now = last.residentBytes().getAsLong();
    lines.accept(String.format(Locale.ROOT, "[mem] final:    %6.2f GB  (%+.2f GB)", now / 1e9, (now - base) / 1e9));
    ofChildren.forEach(lines);
    if (last.held().growthSince(first.held()) > HeldMemory.GROWTH_WARNING_BYTES) {
      lines.accept(String.format(Locale.ROOT, "[mem] WARNING: final RSS is >0.5 GB above baseline. Memory is not given "
          + "back between tasks (Java heap in use %+.2f GB); use the subprocess mode, where each task gets a fresh "
          + "process.", (last.heapUsed() - first.heapUsed()) / 1e9));
    }
    childWarnings.forEach(lines);
  }

  /**
   * Writes the samples, a row per process and moment.
   *
   * @throws IOException when the disk fails
   */
  public void writeCsv(Path file) throws IOException {
    MemoryCsv.write(samples(), self, file);
  }

  @Override
  public void close() {
    // Without an interrupt, which would break the file that the sampling thread may be writing.
    clock.shutdown();
    Optional<MemoryCsv> ended;
    synchronized (this) {
      ended = table;
      table = Optional.empty();
    }
    try {
      if (ended.isPresent() && clock.awaitTermination(MOST_SECONDS_TO_END, TimeUnit.SECONDS)) {
        ended.get().finish(samples());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
