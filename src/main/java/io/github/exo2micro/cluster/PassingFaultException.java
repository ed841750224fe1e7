package io.github.exo2micro.cluster;

import io.github.exo2micro.RemediableException;

/** A failure that the same call may not meet later or on another node. */
public final class PassingFaultException extends RemediableException {

  private static final long serialVersionUID = 1L;

  PassingFaultException(String problem, String evidence, String remedy) {
    super(problem, evidence, remedy);
  }
}
