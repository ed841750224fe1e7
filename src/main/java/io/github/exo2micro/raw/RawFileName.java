package io.github.exo2micro.raw;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a raw file's name says.
 *
 * <p>The dye stands between the last underscore of the stem and the extension. The marker {@code pre} or {@code post},
 * in any case, stands in what is before that underscore, where a word begins: at the start, after something that is no
 * letter, or at a capital that begins a word ({@code PreStain}, {@code samplePre}, {@code DAPIPre}; not within {@code
 * EXPRESS}). Only when no word begins with a marker does one within a word count ({@code samplepre_DAPI}). Where words
 * begin with both, the one before "stain" counts ({@code Prep3_PostStain_DAPI}), then the one that is a whole word
 * ({@code Preparation3_post_DAPI}).
 *
 * <p>The original takes a marker anywhere in the stem, so that {@code Cypress1_PostStain_DAPI} is ambiguous there.
 *
 * @param fileName the name with its extension
 * @param side which image it is
 * @param dye case-sensitive, without underscore, not empty; accents composed, however the file's name has them
 */
record RawFileName(String fileName, Side side, String dye) implements NameReading {

  private static final Pattern STAIN_FOLLOWS = Pattern.compile("[^\\p{L}\\p{N}]?stain", Pattern.CASE_INSENSITIVE);

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
    Set<Side> found = sides(words);
    if (found.size() > 1) {
      return NameProblem.ambiguous(fileName);
    }
    if (found.isEmpty()) {
      String dye = stem.substring(underscore + 1);
      return NameProblem.noStainMarker(fileName,
          underscore >= 0 && !markers(dye, Marking.ANYWHERE).isEmpty() ? dye : "");
    }
    if (underscore < 0) {
      return NameProblem.noUnderscore(fileName, stem);
    }
    if (underscore == stem.length() - 1) {
      return NameProblem.emptyDye(fileName);
    }
    return new RawFileName(fileName, found.iterator().next(), Spelling.composed(stem.substring(underscore + 1)));
  }

  /** As the clearest way of marking says that marks anything. */
  private static Set<Side> sides(String words) {
    for (Marking marking : Marking.values()) {
      Set<Side> found = markers(words, marking);
      if (!found.isEmpty()) {
        return found;
      }
    }
    return Set.of();
  }

  /** Where a marker counts, the clearest first. */
  private enum Marking {
    /** At the beginning of a word and before "stain". */
    STAIN,
    /** As a word of its own. */
    WORD,
    /** At the beginning of a word. */
    BEGINNING,
    /** Anywhere. */
    ANYWHERE;

    boolean marks(String text, int from, int to) {
      return switch (this) {
        case STAIN -> wordBeginsAt(text, from) && STAIN_FOLLOWS.matcher(text).region(to, text.length()).lookingAt();
        case WORD -> wordBeginsAt(text, from) && wordEndsAt(text, to);
        case BEGINNING -> wordBeginsAt(text, from);
        case ANYWHERE -> true;
      };
    }
  }

  private static Set<Side> markers(String words, Marking marking) {
    Set<Side> found = EnumSet.noneOf(Side.class);
    for (Side side : Side.values()) {
      int length = side.marker().length();
      for (int i = 0; i + length <= words.length(); i++) {
        if (words.regionMatches(true, i, side.marker(), 0, length) && marking.marks(words, i, i + length)) {
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

  private static boolean wordEndsAt(String text, int i) {
    return i == text.length() || !Character.isLetter(text.charAt(i))
        || Character.isUpperCase(text.charAt(i)) && !Character.isUpperCase(text.charAt(i - 1));
  }
}
