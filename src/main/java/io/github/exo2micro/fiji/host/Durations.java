package io.github.exo2micro.fiji.host;

import java.util.Locale;

/** Times for people. */
public final class Durations {

  private Durations() {}

  /** "0:07", "12:04", "3:05:09". */
  public static String clock(double seconds) {
    long s = Math.max(0, Math.round(seconds));
    return s < 3600 ? String.format(Locale.ROOT, "%d:%02d", s / 60, s % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60);
  }
}
