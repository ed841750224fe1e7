package io.github.exo2micro;

import java.util.Locale;

/** Times for people; the same in every locale. */
public final class Durations {

  private Durations() {}

  /** What a thing took: "12.3 s", "4 min 05 s", "2 h 03 min". */
  public static String taken(double seconds) {
    return seconds < 60 ? String.format(Locale.ROOT, "%.1f s", seconds) : minutes(Math.round(seconds));
  }

  /** What is left, without digits that nobody can promise: "12 s", "4 min 05 s", "2 h 03 min". */
  public static String left(double seconds) {
    long whole = Math.max(0, Math.round(seconds));
    return whole < 60 ? whole + " s" : minutes(whole);
  }

  private static String minutes(long seconds) {
    return seconds < 3600 ? String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60)
        : String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds / 60 % 60);
  }

  /** As a clock shows it: "0:07", "12:04", "3:05:09". */
  public static String clock(double seconds) {
    long s = Math.max(0, Math.round(seconds));
    return s < 3600 ? String.format(Locale.ROOT, "%d:%02d", s / 60, s % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60);
  }
}
