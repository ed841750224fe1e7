package io.github.exo2micro.raw;

/** What came of reading a raw file's name: side and dye, or what is wrong with it. */
sealed interface NameReading permits RawFileName, NameProblem {

  /** The name that was read. */
  String fileName();
}
