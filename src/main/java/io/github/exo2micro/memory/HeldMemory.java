package io.github.exo2micro.memory;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;

/**
 * What a process really holds, told best after a collection. Heap that is committed but free waits to be used again and
 * is no leak; how much of it is resident is not known, so the resident size without all of it is the least.
 *
 * @param heapUsed Java heap in use, bytes
 * @param besideFreeHeap resident size without the free heap, bytes; may be negative
 */
public record HeldMemory(long heapUsed, long besideFreeHeap) {

  /** Growth beyond this is warned of: memory is not given back between tasks. */
  static final double GROWTH_WARNING_BYTES = 0.5e9;

  /** Of a process whose sizes are known, in bytes. */
  static HeldMemory of(long residentBytes, long heapUsed, long heapCommitted) {
    return new HeldMemory(heapUsed, residentBytes - (heapCommitted - heapUsed));
  }

  /** Of this process now, given its resident size. */
  public static HeldMemory ofThisProcess(long residentBytes) {
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    return of(residentBytes, heap.getUsed(), heap.getCommitted());
  }

  /** Growth since then, bytes: of the heap in use or of the least, whichever grew more. */
  double growthSince(HeldMemory then) {
    return Math.max((double) heapUsed - then.heapUsed, (double) besideFreeHeap - then.besideFreeHeap);
  }
}
