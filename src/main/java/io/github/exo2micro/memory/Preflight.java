package io.github.exo2micro.memory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The check before any task starts: does the plan fit into RAM and on the disk?
 *
 * <p>A pure function of {@link PreflightRequest}. Up to 80 % of what is available is fine, up to 100 % is high, above
 * that the run is refused.
 */
public final class Preflight {

  private static final double HIGH_FRACTION = 0.8;
  private static final String HEAD = "=== Pre-flight resource check ===";
  private static final String FOOT = "=================================";

  /** How an estimate compares with what is available. */
  public enum Band {
    /** At most 80 %. */
    FINE,
    /** 80 to 100 %. */
    HIGH,
    /** More than there is. */
    EXCEEDED;

    static Band of(double fraction) {
      return fraction > 1 ? EXCEEDED : fraction > HIGH_FRACTION ? HIGH : FINE;
    }
  }

  private final PreflightRequest request;
  private final long perTaskBytes;
  private final int concurrent;
  private final long diskBytes;
  private final Machine.Availability available;

  private Preflight(PreflightRequest request) {
    this.request = request;
    this.available = request.machine().availableFor(request.host());
    this.perTaskBytes = request.tasks().stream().mapToLong(this::residentBytes).max().orElse(0);
    this.concurrent = Math.min(request.workers(), request.tasks().size());
    // Added as doubles: what is too large for a long becomes the largest and not less than nothing.
    double kept = request.tasks().stream().mapToDouble(PlannedTask::keptBytes).sum();
    double passing = request.tasks().stream().map(PlannedTask::passingBytes).sorted(Comparator.reverseOrder())
        .limit(concurrent).mapToDouble(Long::doubleValue).sum();
    this.diskBytes = Math.round(kept + passing);
  }

  /** Does the check. */
  public static Preflight of(PreflightRequest request) {
    return new Preflight(request);
  }

  /** What was checked. */
  public PreflightRequest request() {
    return request;
  }

  /** The estimate of one task. */
  public MemoryEstimate estimate(PlannedTask task) {
    return MemoryEstimate.of(task.padded(), request.host(), request.peakFactor(), task.threads(),
        task.compressed()).plus(task.decodingBytes());
  }

  private long residentBytes(PlannedTask task) {
    MemoryEstimate estimate = estimate(task);
    return available.limit() == Machine.Limit.HEAP ? estimate.residentWithin(available.bytes())
        : estimate.residentBytes();
  }

  /** The largest estimate of a single task, bytes; 0 when there is no task. */
  public long perTaskBytes() {
    return perTaskBytes;
  }

  /** The Java heap that the largest task needs, bytes; 0 when there is no task. */
  long heapBytes() {
    return request.tasks().stream().mapToLong(t -> estimate(t).heapBytes()).max().orElse(0);
  }

  /** The estimated peak of all tasks that run at once, bytes. */
  public long ramBytes() {
    return Math.round((double) perTaskBytes * concurrent);
  }

  /** What the tasks may use, and what sets that limit. */
  public Machine.Availability ramAvailable() {
    return available;
  }

  /** What the tasks will add to the disk at most, bytes. */
  public long diskBytes() {
    return diskBytes;
  }

  /** How the RAM estimate compares. */
  public Band ram() {
    return Band.of(fraction(ramBytes(), available.bytes()));
  }

  /** How the disk estimate compares. */
  public Band disk() {
    return Band.of(fraction(diskBytes, request.diskBytes()));
  }

  /** How many tasks at once fit into the available RAM by the estimate; 0 when not even one does. */
  public int workersThatFit() {
    return perTaskBytes == 0 ? Integer.MAX_VALUE : (int) Math.min(Integer.MAX_VALUE, available.bytes() / perTaskBytes);
  }

  private static double fraction(long needed, long available) {
    return needed == 0 ? 0 : available <= 0 ? Double.POSITIVE_INFINITY : (double) needed / available;
  }

  /** The block of text that people see before a run. */
  public String text() {
    List<String> lines = new ArrayList<>();
    lines.add(HEAD);
    lines.add("  RAM: estimated peak " + ByteText.of(ramBytes()) + " vs " + ByteText.of(available.bytes())
        + " available " + verdict(ramBytes(), available.bytes(), "❌ EXCEEDS AVAILABLE"));
    if (ram() == Band.HIGH) {
      lines.add("       " + moreRoom() + (request.workers() > 1
          ? ", or use fewer workers (now " + request.workers() + ")." : ", or use a smaller pad (now " + request.pad()
              + " px)."));
    }
    lines.add("  Disk: estimated total " + ByteText.of(diskBytes) + " vs " + ByteText.of(request.diskBytes())
        + " free " + verdict(diskBytes, request.diskBytes(), "❌ EXCEEDS FREE SPACE"));
    if (disk() == Band.HIGH) {
      lines.add("       Free disk space at " + request.diskPath()
          + (request.format().equals("both") ? ", or write one checkpoint format only (now both)." : "."));
    }
    if (available.limit() != Machine.Limit.RAM) {
      lines.add("  Note: what is available is set by " + available.limitedBy() + ".");
    }
    request.notes().forEach(note -> lines.add("  Note: " + note));
    lines.add(FOOT);
    return String.join("\n", lines);
  }

  private String moreRoom() {
    return switch (available.limit()) {
      case RAM -> "Close other programs";
      case CONTAINER -> "Raise the container's memory limit";
      case HEAP -> "Give this program a larger Java heap (-Xmx), use the subprocess mode";
    };
  }

  private static String verdict(long needed, long available, String exceeded) {
    double fraction = fraction(needed, available);
    // Above 100 % rounding up keeps a refused run from being shown as 100 %.
    String percent = Double.isInfinite(fraction) ? "no room" : String.format(Locale.ROOT, "%.0f%%",
        fraction > 1 ? Math.ceil(100 * fraction) : 100 * fraction);
    return "(" + percent + ")  " + switch (Band.of(fraction)) {
      case FINE -> "✓";
      case HIGH -> "⚠️ HIGH";
      case EXCEEDED -> exceeded;
    };
  }

  /**
   * Refuses a plan that does not fit.
   *
   * @throws RamRefusedException when it needs more RAM than there is
   * @throws DiskRefusedException when it needs more disk than there is
   */
  public void requireFit() {
    if (ram() == Band.EXCEEDED) {
      throw new Refusal(this).ram();
    }
    if (disk() == Band.EXCEEDED) {
      throw new Refusal(this).disk();
    }
  }
}
