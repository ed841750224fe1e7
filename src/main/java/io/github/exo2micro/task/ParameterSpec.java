package io.github.exo2micro.task;

import io.github.exo2micro.RemediableException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The one table of the pipeline's parameters: name, abbreviation, default, range, unit, stage, group and description.
 * Dialogs, the command line, file-name suffixes and the docs are made from it. The original's come first, in its
 * registry's order, which the suffixes depend on; then those of this program alone.
 */
public enum ParameterSpec {
  PAD("pad", "pad", Kind.INTEGER, 2000, 0, 100_000, "px", 1, "Zero padding on each side."),
  PAGE("page", "pg", Kind.OPTIONAL_INTEGER, null, 1, 1_000_000, "", 1,
      "Which page of raw files with several, counted from 1; none: the largest that is no reduced image, mask or "
          + "label."),
  CHANNEL("channel", "ch", Kind.OPTIONAL_INTEGER, null, 1, 1_000_000, "", 1,
      "Which channel of raw files with several, counted from 1; none: the first, of colour images all that carry "
          + "light."),
  SERIES("series", "ser", Kind.OPTIONAL_INTEGER, null, 1, 1_000_000, "", 1,
      "Which image series of raw files with several, counted from 1; none: that of the largest image."),
  USE_EDGES("use_edges", "ue", Kind.BOOLEAN, true, 0, 1, "", 2,
      "Align the rings along the tissue's boundary in the coarse pass; off: align the coarse images themselves."),
  BOUNDARY_WIDTH("boundary_width", "bw", Kind.INTEGER, 15, 1, 200, "coarse px", 2, "Thickness of the boundary ring."),
  BOUNDARY_SMOOTH("boundary_smooth", "bs", Kind.REAL, 10.0, 0, 100, "coarse px", 2,
      "Gaussian sigma that softens the ring."),
  ROTATION_SEARCH("rotation_search", "rs", Kind.BOOLEAN, true, 0, 1, "", 2, "Search rotations in the coarse pass."),
  ANGLE_RANGE("angle_range", "ar", Kind.REAL, 20.0, 0, 180, "degrees", 2,
      "The rotation search begins within ± this angle and widens when nothing convincing is found there."),
  ANGLE_STEP("angle_step", "astep", Kind.REAL, 1.0, 0.01, 45, "degrees", 2, "Step of the rotation search."),
  SCALE_SEARCH("scale_search", "ss", Kind.BOOLEAN, true, 0, 1, "", 2, "Search isotropic scales in the coarse pass."),
  SCALE_MIN("scale_min", "smin", Kind.REAL, 0.85, 0.1, 10, "", 2, "Smallest scale searched."),
  SCALE_MAX("scale_max", "smax", Kind.REAL, 1.15, 0.1, 10, "", 2, "Largest scale searched."),
  SCALE_STEP("scale_step", "sstep", Kind.REAL, 0.05, 0.001, 1, "", 2, "Step of the scale search."),
  MULTISCALE("multiscale", "ms", Kind.BOOLEAN, true, 0, 1, "", 2, "Run the boundary pass before ICP."),
  DOWN_SCALE("down_scale", "ds", Kind.REAL, 0.3, 0.01, 1, "", 2,
      "Coarse scale = max(0.25 x this, 0.02), never so small that the longest side falls under 600 px."),
  MAX_TRANSLATION("max_translation", "mtr", Kind.REAL, 200.0, 0, 1_000_000, "px", 2,
      "Largest accepted ICP translation, full resolution, where the tissue is."),
  MAX_ROTATION("max_rotation", "mrot", Kind.REAL, 5.0, 0, 180, "degrees", 2, "Largest accepted ICP rotation."),
  MAX_SCALE_DELTA("max_scale_delta", "msd", Kind.REAL, 0.2, 0, 10, "", 2, "Largest accepted ICP |scale - 1|."),
  MAX_SCALE_DIFF("max_scale_diff", "msdf", Kind.REAL, 0.15, 0, 10, "", 2,
      "Largest accepted ICP |scale_x - scale_y|."),
  SAVE_ALL_INTERMEDIATES("save_all_intermediates", "sai", Kind.BOOLEAN, false, 0, 1, "", 2,
      "Also keep the pre image as the coarse pass alone aligned it."),
  FINE_ECC("fine_ecc", "fecc", Kind.BOOLEAN, false, 0, 1, "", 2, "Optional ECC homography after ICP (stage 2.5)."),
  STOPIT("stopit", "sit", Kind.INTEGER, 500, 1, 100_000, "iterations", 2, "ECC iterations at most."),
  STOPDELTA("stopdelta", "sdl", Kind.REAL, 1e-6, 0, 1, "", 2, "ECC stops when its correlation grows by less."),
  INTERIOR_ECC("interior_ecc", "iecc", Kind.BOOLEAN, true, 0, 1, "", 3,
      "Interior refinement; off: stage 3 is stage 2's alignment."),
  INTERIOR_BLUR_BASE("interior_blur_base", "iblur", Kind.REAL, 8.0, 0, 100, "px", 3,
      "Blur before SIFT: sigma = max(this / 2, 1) px at working scale."),
  INTERIOR_MAX_CORRECTION("interior_max_correction", "imc", Kind.REAL, 500.0, 0, 1_000_000, "px", 3,
      "Largest accepted correction over the tissue, full resolution."),
  INTERIOR_MIN_INLIER_RATIO("interior_min_inlier_ratio", "imir", Kind.REAL, 0.4, 0, 1, "", 3,
      "Smallest accepted RANSAC inlier ratio."),
  LOCAL_ALIGNMENT("local_alignment", "lal", LocalAlignmentMode.AUTO, 3,
      "Let the alignment follow bends and seams after the homography: auto (where that lowers the measured error) "
          + "or off."),
  SCALE_PERCENTILE("scale_percentile", "sp", Kind.OPTIONAL_REAL, null, 0, 100, "percent", 4,
      "Extra difference image at this percentile of log10(post/pre)."),
  MANUAL_SCALE("manual_scale", "msc", Kind.OPTIONAL_REAL, null, 0, 1_000_000, "", 4,
      "Extra difference image at exactly this scale."),
  SUBTRACT_OFFSET("subtract_offset", "sub", Kind.BOOLEAN, true, 0, 1, "", 4,
      "Take the cameras' offsets off both images first, so that the difference's background is 0; off: post - scale "
          + "x pre."),
  OUTSIDE("outside", "out", Outside.NAN, 4,
      "What the difference is where the pre image has no pixel: nan (no value) or post (post itself)."),
  LOCAL_SCALE("local_scale", "lsc", LocalScale.AUTO, 4,
      "A second difference image whose scale follows the background: auto (where one scale does not fit), on or off."),
  PRE_OFFSET("pre_offset", "preo", Kind.AUTO_REAL, null, -1_000_000, 1_000_000, "grey levels", 2,
      "What pre's camera gives without light; auto: found outside the tissue, where there is such."),
  POST_OFFSET("post_offset", "posto", Kind.AUTO_REAL, null, -1_000_000, 1_000_000, "grey levels", 2,
      "What post's camera gives without light; auto: found outside the tissue, where there is such."),
  DETECT("detect", "det", Kind.BOOLEAN, true, 0, 1, "", 5,
      "Search the difference for microbes and list them, after stage 4; off: no list."),
  DETECT_SIGMA("detect_sigma", "dsig", Kind.REAL, 5.0, 0.1, 1000, "standard deviations", 5,
      "A microbe stands this far above the local noise of the smoothed difference."),
  DETECT_MIN_AREA("detect_min_area", "dmin", Kind.INTEGER, 5, 1, 1_000_000, "px", 5,
      "Smallest area of a microbe above that threshold.");

  /**
   * What follows stage 4: its parameters are a part of the names of the microbes' lists and pictures, never of
   * checkpoints.
   */
  public static final int DETECTION = 5;

  /** What kind of value a parameter takes. */
  public enum Kind {
    /** {@link Integer}. */
    INTEGER,
    /** {@link Double}. */
    REAL,
    /** {@link Boolean}. */
    BOOLEAN,
    /** {@link Double}, or none: {@code Optional} to the caller. */
    OPTIONAL_REAL,
    /** {@link Integer}, or none: {@code Optional} to the caller. */
    OPTIONAL_INTEGER,
    /** A constant of the enum that its default belongs to; written in lower case. */
    CHOICE,
    /** {@link Double}, or auto: {@code Optional} to the caller, empty for auto. */
    AUTO_REAL
  }

  private final String parameter;
  private final String abbreviation;
  private final Kind kind;
  private final Optional<Object> defaultValue;
  private final double minimum;
  private final double maximum;
  private final String unit;
  private final int stage;
  private final String description;

  ParameterSpec(String parameter, String abbreviation, Kind kind, Object defaultValue, double minimum, double maximum,
      String unit, int stage, String description) {
    this.parameter = parameter;
    this.abbreviation = abbreviation;
    this.kind = kind;
    this.defaultValue = Optional.ofNullable(defaultValue);
    this.minimum = minimum;
    this.maximum = maximum;
    this.unit = unit;
    this.stage = stage;
    this.description = description;
  }

  /** A choice among the constants of {@code defaultValue}'s type. */
  ParameterSpec(String parameter, String abbreviation, Enum<?> defaultValue, int stage, String description) {
    this(parameter, abbreviation, Kind.CHOICE, defaultValue, 0, 1, "", stage, description);
  }

  /** Its name, in {@code snake_case}: the macro key, and with dashes the command line's option. */
  public String parameter() {
    return parameter;
  }

  /** Its abbreviation in suffixes and FITS headers. */
  public String abbreviation() {
    return abbreviation;
  }

  /** What kind of value it takes. */
  public Kind kind() {
    return kind;
  }

  /** Its default; empty stands for "none". */
  public Optional<Object> defaultValue() {
    return defaultValue;
  }

  /** Smallest allowed value. */
  public double minimum() {
    return minimum;
  }

  /** Largest allowed value. */
  public double maximum() {
    return maximum;
  }

  /** What a {@link Kind#CHOICE} can be, as people write it; empty for other kinds. */
  public List<String> choices() {
    return constants().stream().map(c -> SuffixFormat.value(Optional.of(c))).toList();
  }

  private List<Enum<?>> constants() {
    return defaultValue.orElse(null) instanceof Enum<?> chosen
        ? List.of(chosen.getDeclaringClass().getEnumConstants()) : List.of();
  }

  /** Its unit, or "". */
  public String unit() {
    return unit;
  }

  /** The first stage that it changes, 1 to 4, or {@link #DETECTION}. */
  public int stage() {
    return stage;
  }

  /** What it does, in a sentence or two. */
  public String description() {
    return description;
  }

  /** The heading under which dialogs show it. */
  public String group() {
    if (this == FINE_ECC || this == STOPIT || this == STOPDELTA) {
      return "Stage 2.5: fine ECC (optional)";
    }
    if (this == PRE_OFFSET || this == POST_OFFSET) {
      return "Camera offset";
    }
    return switch (stage) {
      case 1 -> "Stage 1: padding";
      case 2 -> "Stage 2: boundary and ICP";
      case 3 -> "Stage 3: interior";
      case DETECTION -> "After stage 4: microbes";
      default -> "Stage 4: scale and difference";
    };
  }

  /**
   * The parameter of that name; dashes and underscores are the same.
   *
   * @throws RemediableException when there is none; lists the valid names
   */
  public static ParameterSpec named(String name) {
    String wanted = name.strip().replace('-', '_').toLowerCase(Locale.ROOT);
    for (ParameterSpec spec : values()) {
      if (spec.parameter.equals(wanted)) {
        return spec;
      }
    }
    throw new RemediableException("There is no parameter named '" + name + "'.",
        "the parameters are " + names().stream().collect(Collectors.joining(", ")) + ".",
        "correct the name.");
  }

  /** All names, in registry order. */
  public static List<String> names() {
    return Arrays.stream(values()).map(ParameterSpec::parameter).toList();
  }

  /**
   * Reads a value of this parameter.
   *
   * @param text as typed by a person, or as it stands in a suffix; "none" and "" mean none where that is allowed
   * @return the value, empty for none
   * @throws RemediableException when it is no such value or out of range; says what is allowed
   */
  public Optional<Object> parse(String text) {
    String word = text.strip();
    String lower = word.toLowerCase(Locale.ROOT);
    switch (kind) {
      case BOOLEAN :
        if (List.of("true", "1", "yes", "on").contains(lower)) {
          return Optional.of(true);
        }
        if (List.of("false", "0", "no", "off").contains(lower)) {
          return Optional.of(false);
        }
        throw refused(text);
      case OPTIONAL_REAL, OPTIONAL_INTEGER, AUTO_REAL :
        if (lower.isEmpty() || lower.equals(kind == Kind.AUTO_REAL ? "auto" : "none")) {
          return Optional.empty();
        }
        return Optional.of(valid(number(word), word));
      case CHOICE :
        for (Enum<?> constant : constants()) {
          if (SuffixFormat.value(Optional.of(constant)).equals(lower)) {
            return Optional.of(constant);
          }
        }
        throw refused(text);
      default :
        return Optional.of(valid(number(word), word));
    }
  }

  private Object number(String word) {
    try {
      return Double.valueOf(word);
    } catch (NumberFormatException e) {
      throw refused(word);
    }
  }

  /**
   * Checks a value of any number type, a boolean or a constant and gives it in this parameter's own type.
   *
   * @throws RemediableException when it is of the wrong type or out of range
   */
  Object requireValid(Object value) {
    return valid(value, String.valueOf(value));
  }

  private Object valid(Object value, String asGiven) {
    if (kind == Kind.BOOLEAN) {
      if (value instanceof Boolean) {
        return value;
      }
      throw refused(asGiven);
    }
    if (kind == Kind.CHOICE) {
      if (constants().contains(value)) {
        return value;
      }
      throw refused(asGiven);
    }
    if (!(value instanceof Number number)) {
      throw refused(asGiven);
    }
    double d = number.doubleValue();
    boolean whole = d == Math.rint(d);
    if (!(d >= minimum && d <= maximum) || isWhole() && !whole || this == MANUAL_SCALE && d <= 0) {
      throw refused(asGiven);
    }
    if (isWhole()) {
      return (int) d;
    }
    return d;
  }

  private boolean isWhole() {
    return kind == Kind.INTEGER || kind == Kind.OPTIONAL_INTEGER;
  }

  private RemediableException refused(String value) {
    return new RemediableException("The value '" + value + "' of " + parameter + " is not allowed.",
        parameter + " takes " + range() + "; its default is " + text(defaultValue) + ".",
        "give " + (kind == Kind.CHOICE ? "one of these" : "a value in that range") + ", or leave the parameter out.");
  }

  /**
   * A value as text, which {@link #parse} reads back: 1 and 0 for yes and no, {@code none} or {@code auto} for none.
   */
  public String text(Optional<Object> value) {
    return kind == Kind.AUTO_REAL && value.isEmpty() ? "auto" : SuffixFormat.value(value);
  }

  /** What is allowed, for people: "a whole number from 0 to 100000 px". */
  public String range() {
    String span = (this == MANUAL_SCALE ? " above " : " from ") + plain(minimum) + " to " + plain(maximum)
        + (unit.isEmpty() ? "" : " " + unit);
    return switch (kind) {
      case BOOLEAN -> "true or false";
      case CHOICE -> String.join(", ", choices().subList(0, choices().size() - 1)) + " or "
          + choices().get(choices().size() - 1);
      case INTEGER -> "a whole number" + span;
      case REAL -> "a number" + span;
      case OPTIONAL_REAL -> "none or a number" + span;
      case OPTIONAL_INTEGER -> "none or a whole number" + span;
      case AUTO_REAL -> "auto or a number" + span;
    };
  }

  /** Without a power of ten. */
  private static String plain(double value) {
    return new BigDecimal(SuffixFormat.number(value)).toPlainString();
  }
}
