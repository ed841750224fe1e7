package io.github.exo2micro.image.tissue;

/**
 * What a camera gives without light, grey levels: known, from pixels that show no tissue or from the user, or unknown.
 *
 * <p>An unknown offset is never a number that was guessed: {@link #level} is then 0, as the original takes it, and
 * {@link Unknown#atMost} says how large it could be.
 */
public sealed interface CameraOffset {

  /** The clean black of an image that is 0 where it shows nothing. */
  CameraOffset ZERO = new Known(0, 0, Origin.MEASURED);

  /** The level to subtract: 0 when it is not known. May be below 0. */
  double level();

  /** One standard deviation of a pixel about the level, grey levels; 0 when it is not known, or clean. */
  double noise();

  /** Whether the level is supported by anything. */
  default boolean isKnown() {
    return this instanceof Known;
  }

  /** What a known level rests on. */
  enum Origin {
    /** Pixels outside the tissue. */
    MEASURED("measured outside the tissue"),
    /** Pixels outside the tissue whose level is not the same everywhere: what it is where the tissue is. */
    UNEVEN("of an uneven background outside the tissue, as it is under the tissue"),
    /** The parameters. */
    GIVEN("given by the parameters"),
    /**
     * The other image of the pair, whose camera it is: this one has no pixel outside the tissue, but none is darker.
     */
    OTHER_IMAGE("taken from the other image, as this one shows no background");

    private final String text;

    Origin(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * A level that is supported.
   *
   * @param level grey levels; may be below 0
   * @param noise one standard deviation of a pixel about it, grey levels; 0 where the background is clean or not
   *     measured
   * @param origin what it rests on
   * @param glow how far above the level the brightest part of an uneven background lies, grey levels; 0 where it is
   *     even
   */
  record Known(double level, double noise, Origin origin, double glow) implements CameraOffset {

    /** @throws IllegalArgumentException when the level is not finite, or noise or glow negative or not a number */
    public Known {
      if (!Double.isFinite(level) || !(noise >= 0) || !(glow >= 0)) {
        throw new IllegalArgumentException("level " + level + ", noise " + noise + ", glow " + glow);
      }
    }

    /** Whether the image shows it itself. */
    public boolean isSeen() {
      return origin == Origin.MEASURED || origin == Origin.UNEVEN;
    }

    /** Of a background that is even. */
    public Known(double level, double noise, Origin origin) {
      this(level, noise, origin, 0);
    }
  }

  /** How far above the level an uneven background goes, grey levels. */
  default double glow() {
    return 0;
  }

  /** Why a level is not known. */
  enum Doubt {
    /** No pixel outside the tissue supports one. */
    NO_BACKGROUND("no pixel outside the tissue supports one"),
    /**
     * The image has a background, but the other one of the pair, which shows none, has darker pixels: light lies on
     * that background.
     */
    OTHER_IS_DARKER("its background is brighter than the darkest part of the other image");

    private final String text;

    Doubt(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * No level is supported.
   *
   * @param atMost the darkest part of the image, or of its companion: no offset can be larger, grey levels
   * @param doubt why none is
   */
  record Unknown(double atMost, Doubt doubt) implements CameraOffset {

    /** Of an image that shows no background. */
    public Unknown(double atMost) {
      this(atMost, Doubt.NO_BACKGROUND);
    }

    @Override
    public double level() {
      return 0;
    }

    @Override
    public double noise() {
      return 0;
    }
  }
}
