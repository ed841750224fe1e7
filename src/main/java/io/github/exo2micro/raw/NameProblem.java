package io.github.exo2micro.raw;

/**
 * Why a raw file's name cannot be used. It stops no other file.
 *
 * @param fileName the name
 * @param kind which rule it breaks
 * @param rule the rule in words
 * @param remedy the rename that mends it
 */
record NameProblem(String fileName, Kind kind, String rule, String remedy) implements NameReading {

  /** Which rule a name breaks. */
  public enum Kind {
    /** Both markers. */
    AMBIGUOUS("AMBIGUOUS"),
    /** Neither marker. */
    NO_STAIN_MARKER("NO STAIN MARKER"),
    /** Nothing marks off the dye. */
    NO_UNDERSCORE("NO UNDERSCORE"),
    /** Nothing after the last underscore. */
    EMPTY_DYE("EMPTY DYE"),
    /** Bytes that are no letters in this system's encoding. */
    UNREADABLE("UNREADABLE NAME");

    private final String title;

    Kind(String title) {
      this.title = title;
    }

    /** The word in messages. */
    public String title() {
      return title;
    }
  }

  static NameProblem ambiguous(String fileName) {
    return new NameProblem(fileName, Kind.AMBIGUOUS,
        "words of its name begin with 'pre' and with 'post', so it could be "
            + "either image",
        "rename it so that only one of the two is left.");
  }

  static NameProblem noStainMarker(String fileName, String dye) {
    return new NameProblem(fileName, Kind.NO_STAIN_MARKER, dye.isEmpty()
        ? "its name holds neither 'pre' nor 'post' before the last underscore"
        : "what follows the last underscore ('" + dye + "') is the dye, and nothing before it is 'pre' or 'post'",
        dye.isEmpty() ? "add Pre or Post, as in Sample_PreStain_DAPI.tif."
            : "add the dye at the end, as in Sample_" + dye + "_DAPI.tif.");
  }

  static NameProblem noUnderscore(String fileName, String stem) {
    return new NameProblem(fileName, Kind.NO_UNDERSCORE, "the dye stands after the last underscore, and there is none",
        "add _ and the dye, as in " + stem + "_DAPI" + fileName.substring(stem.length()) + ".");
  }

  static NameProblem emptyDye(String fileName) {
    return new NameProblem(fileName, Kind.EMPTY_DYE,
        "nothing stands between its last underscore and the extension; the dye "
            + "belongs there and holds no underscore",
        "add the dye, as in Sample_PreStain_DAPI.tif.");
  }

  static NameProblem unreadable(String fileName) {
    return new NameProblem(fileName, Kind.UNREADABLE, "its name has letters in another encoding than this system's ("
        + System.getProperty("sun.jnu.encoding", "unknown")
        + "), as old disks and archives have them, so the file cannot be opened",
        "rename it, with plain letters best.");
  }

  /** The whole in one line. */
  @Override
  public String toString() {
    return kind.title() + ": " + fileName + ": " + rule + "; " + remedy;
  }
}
