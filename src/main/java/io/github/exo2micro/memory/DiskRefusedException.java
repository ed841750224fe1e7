package io.github.exo2micro.memory;

import io.github.exo2micro.RemediableException;

/** The pre-flight check refused a run because its outputs would not fit on the disk. */
public final class DiskRefusedException extends RemediableException {

  private static final long serialVersionUID = 1L;

  private final long neededBytes;
  private final long freeBytes;

  DiskRefusedException(String problem, String evidence, String remedy, long neededBytes, long freeBytes) {
    super(problem, evidence, remedy);
    this.neededBytes = neededBytes;
    this.freeBytes = freeBytes;
  }

  /** What the run would write. */
  public long neededBytes() {
    return neededBytes;
  }

  /** What is free. */
  public long freeBytes() {
    return freeBytes;
  }
}
