package io.github.exo2micro.memory;

import java.util.Locale;

/** Amounts of memory for people, in decimal units as disks and the original use them: 1 GB = 10^9 bytes. */
public final class ByteText {

  private ByteText() {}

  /** "2.8 GB", "412 GB", "350 MB", "40 kB", "0 MB"; a minus sign for what is negative. */
  public static String of(long bytes) {
    long size = Math.abs(bytes);
    String sign = bytes < 0 ? "-" : "";
    if (size >= 99_950_000_000L) {
      return sign + Math.round(size / 1e9) + " GB";
    }
    if (size >= 999_500_000L) {
      return sign + String.format(Locale.ROOT, "%.1f GB", size / 1e9);
    }
    // A disk that is nearly full must not read "0 MB needed, 0 MB free".
    if (size > 0 && size < 999_500L) {
      return sign + Math.max(1, Math.round(size / 1e3)) + " kB";
    }
    return sign + Math.round(size / 1e6) + " MB";
  }
}
