package io.github.exo2micro.raw;

/** Which of the two images of a pair. */
enum Side {
  /** Before staining. */
  PRE("pre"),
  /** After staining. */
  POST("post");

  private final String marker;

  Side(String marker) {
    this.marker = marker;
  }

  /** The word in a file's name that tells it: {@code pre} or {@code post}. */
  public String marker() {
    return marker;
  }
}
