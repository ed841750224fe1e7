package io.github.exo2micro.task;

/** What the difference is where the pre image has no pixel. */
public enum Outside {
  /** Not a number: nothing is known there, and nothing is counted. */
  NAN,
  /** Post itself, as if pre were 0 there: what the Python original writes. */
  POST
}
