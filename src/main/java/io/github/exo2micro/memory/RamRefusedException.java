package io.github.exo2micro.memory;

import io.github.exo2micro.RemediableException;

/** The pre-flight check refused a run because its tasks need more RAM than there is. */
public final class RamRefusedException extends RemediableException {

  private static final long serialVersionUID = 1L;

  private final long neededBytes;
  private final long availableBytes;
  private final int workersThatFit;

  RamRefusedException(String problem, String evidence, String remedy, long neededBytes, long availableBytes,
      int workersThatFit) {
    super(problem, evidence, remedy);
    this.neededBytes = neededBytes;
    this.availableBytes = availableBytes;
    this.workersThatFit = workersThatFit;
  }

  /** The estimated peak of all concurrent tasks. */
  public long neededBytes() {
    return neededBytes;
  }

  /** What there is. */
  public long availableBytes() {
    return availableBytes;
  }

  /** How many workers would fit; 0 when not even one does. */
  public int workersThatFit() {
    return workersThatFit;
  }
}
