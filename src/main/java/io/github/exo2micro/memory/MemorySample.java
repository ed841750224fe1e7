package io.github.exo2micro.memory;

import java.util.Map;
import java.util.OptionalLong;

/**
 * Memory at one moment. All sizes in bytes.
 *
 * @param seconds since the tracker started
 * @param residentBytes resident size of this process, when the platform tells
 * @param heapUsed Java heap in use
 * @param heapCommitted Java heap taken from the system
 * @param heapMax Java heap at most
 * @param availableBytes RAM that the machine has left
 * @param children resident size of each child process, by process id
 * @param label what happens at this moment ("before CD070/DAPI"), or "" between marks
 */
public record MemorySample(double seconds, OptionalLong residentBytes, long heapUsed, long heapCommitted,
    long heapMax, long availableBytes, Map<Long, Long> children, String label) {

  /** Copies the map. */
  public MemorySample {
    children = Map.copyOf(children);
  }

  /** This process and its children together; 0 when the platform does not tell. */
  public long totalResidentBytes() {
    return residentBytes.orElse(0) + children.values().stream().mapToLong(Long::longValue).sum();
  }

  /** What this process holds. */
  HeldMemory held() {
    return HeldMemory.of(residentBytes.orElse(0), heapUsed, heapCommitted);
  }
}
