package io.github.exo2micro.raw;

import java.text.Normalizer;

/**
 * Letters that look the same and are not the same characters. Macs write an accent as a character of its own after its
 * letter, others write both as one; names are compared in the latter form (Unicode Standard Annex 15, NFC).
 */
final class Spelling {

  /** What a decoder puts where bytes are no letter. */
  private static final char REPLACEMENT = '\ufffd';

  private Spelling() {}

  /** The name with accents composed. */
  static String composed(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC);
  }

  /** Whether two names differ at most in how accents are written. */
  static boolean same(String a, String b) {
    return composed(a).equals(composed(b));
  }

  /** Whether all letters of a file's name could be decoded. */
  static boolean isReadable(String fileName) {
    return fileName.indexOf(REPLACEMENT) < 0;
  }

  /**
   * The name, and where it is not plain ASCII its characters, so that a difference can be seen: {@code F\u00e4rbung}.
   */
  static String shown(String name) {
    if (name.chars().allMatch(c -> c > ' ' && c < 127)) {
      return name;
    }
    StringBuilder codes = new StringBuilder();
    name.chars()
        .forEach(c -> codes.append(c > ' ' && c < 127 ? String.valueOf((char) c) : String.format("\\u%04x", c)));
    return name + " (" + codes + ")";
  }
}
