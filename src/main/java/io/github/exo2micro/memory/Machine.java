package io.github.exo2micro.memory;

import io.github.exo2micro.port.MemoryProbe;
import java.util.OptionalLong;

/**
 * A machine's memory and processor, measured or given.
 *
 * @param totalBytes installed RAM
 * @param availableBytes RAM that a new program could use without swapping
 * @param containerBytes what a container still allows, when it sets a limit
 * @param heapBytes what the Java heap of this process can still take
 * @param cores processor cores
 */
public record Machine(long totalBytes, long availableBytes, OptionalLong containerBytes, long heapBytes, int cores) {

  /** This machine, now. */
  public static Machine of(MemoryProbe probe) {
    Runtime jvm = Runtime.getRuntime();
    long heap = jvm.maxMemory() - (jvm.totalMemory() - jvm.freeMemory());
    return new Machine(probe.totalBytes(), probe.availableBytes(), probe.containerAvailableBytes(), heap,
        probe.cores());
  }

  /** A machine that is only spoken of: all but a tenth of its RAM is taken to be available. */
  public static Machine supposed(long totalBytes, int cores) {
    return new Machine(totalBytes, totalBytes - totalBytes / 10, OptionalLong.empty(), Long.MAX_VALUE, cores);
  }

  /**
   * What a run may use, and what sets that limit: the scarcest counts.
   *
   * @param host who runs the tasks; the heap of this process counts for {@link HostKind#IN_PROCESS} alone
   */
  public Availability availableFor(HostKind host) {
    Availability scarcest = new Availability(availableBytes, Limit.RAM);
    if (containerBytes.isPresent() && containerBytes.getAsLong() < scarcest.bytes()) {
      scarcest = new Availability(containerBytes.getAsLong(), Limit.CONTAINER);
    }
    if (host == HostKind.IN_PROCESS && heapBytes < Long.MAX_VALUE - host.besidesBytes()
        && heapBytes + host.besidesBytes() < scarcest.bytes()) {
      scarcest = new Availability(heapBytes + host.besidesBytes(), Limit.HEAP);
    }
    return scarcest;
  }

  /** What sets a limit. */
  public enum Limit {
    RAM("this machine's free RAM"),
    CONTAINER("the container's memory limit"),
    HEAP("this program's Java heap limit (-Xmx)");

    private final String words;

    Limit(String words) {
      this.words = words;
    }
  }

  /**
   * @param bytes what can be used
   * @param limit what sets that
   */
  public record Availability(long bytes, Limit limit) {

    /** What sets the limit, as a noun: "the container's memory limit". */
    public String limitedBy() {
      return limit.words;
    }
  }
}
