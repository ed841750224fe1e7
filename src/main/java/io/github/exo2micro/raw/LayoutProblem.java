package io.github.exo2micro.raw;

import io.github.exo2micro.RemediableException;

/**
 * Why nothing can run in a raw directory.
 *
 * @param kind what is wrong
 * @param problem one sentence
 * @param evidence what was found
 * @param remedy what to do, with the expected layout and the rules
 */
public record LayoutProblem(Kind kind, String problem, String evidence, String remedy) {

  /** What is wrong with a raw directory. */
  public enum Kind {
    /** It does not exist. */
    MISSING,
    /** It is a file. */
    NOT_A_DIRECTORY,
    /** It may not be listed. */
    UNREADABLE,
    /** It holds neither images nor folders. */
    EMPTY,
    /** The images lie in it, not in sample folders. */
    LOOSE_FILES,
    /** No sample folder holds an image. */
    NO_IMAGES
  }

  /** The same as an exception with the same words. */
  public RemediableException toException() {
    return new RemediableException(problem, evidence, remedy);
  }
}
