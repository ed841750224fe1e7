package io.github.exo2micro.raw;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a raw file's name says.
 *
 * <p>The dye stands between the last underscore of the stem and the extension. The marker {@code pre} or {@code post},
 * in any case, stands in what is before that underscore, where a word begins: at the start, after something that is no
 * letter, or at a capital that begins a word ({@code PreStain}, {@code samplePre}, {@code DAPIPre}; not within {@code
 * EXPRESS}). Only when no word begins with a marker does one within a word count ({@code samplepre_DAPI}).
 *
 * <p>The original takes a marker anywhere in the stem, so that {@code Cypress1_PostStain_DAPI} is ambiguous there.
 *
 * @param fileName the name with its extension
 * @param side which image it is
 * @param dye case-sensitive, without underscore, not empty; accents composed, however the file's name has them
 */
record RawFileName(String fileName, Side side, String dye) implements NameReading {

  /**
   * Whether a file of that name is an image by its extension, and not hidden.
   *
   * @param extensions lower case, without the dot
   */
  public static boolean isImage(String fileName, Set<String> extensions) {
    return stem(fileName, extensions).isPresent();
  }

  /**
   * Reads a name.
   *
   * @param extensions lower case, without the dot
   * @return empty when the name is not one of an image at all
   */
  public static Optional<NameReading> read(String fileName, Set<String> extensions) {
    return stem(fileName, extensions).map(stem -> Spelling.isReadable(fileName) ? readStem(fileName, stem)
        : NameProblem.unreadable(fileName));
  }

  private static Optional<String> stem(String fileName, Set<String> extensions) {
    String lower = fileName.toLowerCase(Locale.ROOT);
    if (fileName.startsWith(".")) {
      return Optional.empty();
    }
    return extensions.stream().filter(e -> lower.endsWith("." + e)).map(String::length).max(Integer::compare)
        .map(length -> fileName.substring(0, fileName.length() - length - 1));
  }

  private static NameReading readStem(String fileName, String stem) {
    int underscore = stem.lastIndexOf('_');
    String words = underscore < 0 ? stem : stem.substring(0, underscore);
    Set<Side> found = markers(words, true);
    if (found.isEmpty()) {
      found = markers(words, false);
    }
    if (found.size() > 1) {
      return NameProblem.ambiguous(fileName);
    }
    if (found.isEmpty()) {
      String dye = stem.substring(underscore + 1);
      return NameProblem.noStainMarker(fileName, underscore >= 0 && !markers(dye, false).isEmpty() ? dye : "");
    }
    if (underscore < 0) {
      return NameProblem.noUnderscore(fileName, stem);
    }
    if (underscore == stem.length() - 1) {
      return NameProblem.emptyDye(fileName);
    }
    return new RawFileName(fileName, found.iterator().next(), Spelling.composed(stem.substring(underscore + 1)));
  }

  private static Set<Side> markers(String words, boolean atWordBeginnings) {
    Set<Side> found = EnumSet.noneOf(Side.class);
    for (Side side : Side.values()) {
      int length = side.marker().length();
      for (int i = 0; i + length <= words.length(); i++) {
        if (words.regionMatches(true, i, side.marker(), 0, length) && (!atWordBeginnings || wordBeginsAt(words, i))) {
          found.add(side);
        }
      }
    }
    return found;
  }

  private static boolean wordBeginsAt(String text, int i) {
    if (i == 0 || !Character.isLetter(text.charAt(i - 1))) {
      return true;
    }
    boolean capital = Character.isUpperCase(text.charAt(i));
    return capital && (!Character.isUpperCase(text.charAt(i - 1)) || Character.isLowerCase(text.charAt(i + 1)));
  }
}
