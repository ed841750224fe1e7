package io.github.exo2micro.pipeline;

import io.github.exo2micro.image.Overview;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.tissue.CameraOffset;
import io.github.exo2micro.image.tissue.CameraOffset.Doubt;
import io.github.exo2micro.image.tissue.CameraOffset.Known;
import io.github.exo2micro.image.tissue.CameraOffset.Origin;
import io.github.exo2micro.image.tissue.CameraOffset.Unknown;
import io.github.exo2micro.image.tissue.Section;
import io.github.exo2micro.picture.statistics.SignalFloor;
import io.github.exo2micro.port.RawHeader;
import io.github.exo2micro.port.RawHeader.SampleType;
import io.github.exo2micro.subtraction.SignalRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * What the cameras of the two images give without light, with the noise about it at full resolution. Stage 2 finds it;
 * its sidecar keeps it for stages 3 and 4.
 *
 * @param post of post
 * @param pre of pre
 */
record CameraLevels(CameraOffset post, CameraOffset pre) {

  static final CameraLevels NONE = new CameraLevels(CameraOffset.ZERO, CameraOffset.ZERO);

  private static final int BLOCK = 32;
  private static final int BLOCKS = 200;
  /** Places looked at along the longest side at most. */
  private static final int GRID = 300;
  private static final String OFFSET = " camera offset";
  private static final String NOISE = " camera noise";
  private static final String ORIGIN = " camera offset origin";
  private static final String GLOW = " background above the camera offset";
  private static final String AT_MOST = " camera offset at most";
  private static final String DOUBT = " camera offset unknown because";
  /** Signal begins that many standard deviations above the offset: one pixel in a thousand of pure noise passes. */
  private static final double SIGMAS = 3;
  /** Offsets that differ by more than this part of the dimmer image's tissue would move the scale. */
  private static final double CONTRADICTION = 0.03;
  /** And by more than this part of the larger one: cameras drift. */
  private static final double DRIFT = 0.2;

  /** As a sidecar keeps them. An unknown offset is said to be so, with its bound. */
  Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    put("post", post, facts);
    put("pre", pre, facts);
    return facts;
  }

  private static void put(String side, CameraOffset offset, Map<String, String> facts) {
    if (offset instanceof Known known) {
      facts.put(side + OFFSET, Double.toString(known.level()));
      facts.put(side + NOISE, Double.toString(known.noise()));
      facts.put(side + ORIGIN, known.origin().name());
      if (known.glow() > 0) {
        facts.put(side + GLOW, Double.toString(known.glow()));
      }
    } else if (offset instanceof Unknown unknown) {
      facts.put(side + OFFSET, "unknown");
      facts.put(side + AT_MOST, Double.toString(unknown.atMost()));
      facts.put(side + DOUBT, unknown.doubt().name());
    }
  }

  /** Reads them back; empty when they are not among the facts. */
  static Optional<CameraLevels> of(Map<String, String> facts) {
    return of("post", facts).flatMap(post -> of("pre", facts).map(pre -> new CameraLevels(post, pre)));
  }

  private static Optional<CameraOffset> of(String side, Map<String, String> facts) {
    try {
      if ("unknown".equals(facts.get(side + OFFSET))) {
        return Optional.of(new Unknown(Double.parseDouble(facts.getOrDefault(side + AT_MOST, "")),
            Doubt.valueOf(facts.getOrDefault(side + DOUBT, Doubt.NO_BACKGROUND.name()))));
      }
      return Optional.of(new Known(Double.parseDouble(facts.getOrDefault(side + OFFSET, "")),
          Double.parseDouble(facts.getOrDefault(side + NOISE, "")),
          Origin.valueOf(facts.getOrDefault(side + ORIGIN, Origin.MEASURED.name())),
          Double.parseDouble(facts.getOrDefault(side + GLOW, "0"))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The offsets of both sections, the noise about them measured outside the tissue at full resolution. */
  static CameraLevels of(Section post, Section pre, Plane paddedPost, Plane paddedPre) throws IOException {
    CameraOffset postOffset = atFullResolution(post, paddedPost);
    CameraOffset preOffset = atFullResolution(pre, paddedPre);
    return new CameraLevels(withNoiseOf(preOffset, postOffset), withNoiseOf(postOffset, preOffset));
  }

  /**
   * An offset taken from the other image comes with that image's noise: this one shows no background to measure it on.
   */
  private static CameraOffset withNoiseOf(CameraOffset other, CameraOffset own) {
    return own instanceof Known taken && taken.origin() == Origin.OTHER_IMAGE && other instanceof Known measured
        ? new Known(taken.level(), measured.noise(), taken.origin()) : own;
  }

  private static CameraOffset atFullResolution(Section section, Plane plane) throws IOException {
    boolean showsBackground = section.offset() instanceof Known k
        && (k.isSeen() || k.origin() == Origin.GIVEN && !section.tissue().isWholeFrame());
    if (!showsBackground || !(section.offset() instanceof Known known) || known.level() == 0 && known.noise() == 0) {
      return section.offset();
    }
    return new Known(known.level(), noise(known, section, plane), known.origin(), known.glow());
  }

  /**
   * Median of the standard deviations of small blocks: what shading adds over the whole background is left out. Where
   * no background is to be seen, what the overview has.
   */
  private static double noise(Known offset, Section section, Plane plane) throws IOException {
    Overview overview = section.overview();
    Tile frame = section.frame();
    List<Tile> dark = new ArrayList<>();
    int pitch = Math.max(BLOCK, plane.size().longestSide() / GRID);
    // of a level that was given nothing else is known
    double near = offset.noise() > 0 ? 5 * offset.noise() + offset.glow() : 0.5 * Math.abs(offset.level());
    for (int y = frame.y() + BLOCK / 2; y < frame.bottom() - BLOCK / 2; y += pitch) {
      for (int x = frame.x() + BLOCK / 2; x < frame.right() - BLOCK / 2; x += pitch) {
        float mean = overview.image().at((int) Math.round(overview.toReduced(x)),
            (int) Math.round(overview.toReduced(y)));
        boolean outside = section.tissue().isWholeFrame() || !section.tissue().contains(x, y);
        if (Math.abs(mean - offset.level()) < near && outside) {
          dark.add(new Tile(x - BLOCK / 2, y - BLOCK / 2, BLOCK, BLOCK));
        }
      }
    }
    int step = Math.max(1, dark.size() / BLOCKS);
    float[] pixels = new float[BLOCK * BLOCK];
    List<Double> deviations = new ArrayList<>();
    for (int i = 0; i < dark.size(); i += step) {
      plane.read(dark.get(i), pixels);
      // a block around a dark speck, or across the edge of the tissue, is as bright as neither
      if (Math.abs(mean(pixels) - offset.level()) < near) {
        deviations.add(deviation(pixels));
      }
    }
    deviations.sort(null);
    return deviations.isEmpty() ? offset.noise() : deviations.get(deviations.size() / 2);
  }

  /** What of post to subtract, grey levels: 0 when it is not known. */
  double postOffset() {
    return post.level();
  }

  /** The same of pre. */
  double preOffset() {
    return pre.level();
  }

  /** What counts as signal in post when a ratio is taken. */
  SignalRange postRange(SampleType type) {
    return SignalRange.of(type).above(post.level(), margin(post));
  }

  /** The same for pre. */
  SignalRange preRange(SampleType type) {
    return SignalRange.of(type).above(pre.level(), margin(pre));
  }

  /** What is no more than noise on the background, above the level; grey levels. */
  private static double margin(CameraOffset offset) {
    return SIGMAS * offset.noise() + offset.glow();
  }

  /** What counts as sample in pictures. */
  SignalFloor floor() {
    return new SignalFloor(post.level() + margin(post), pre.level() + margin(pre));
  }

  /** What the log says about both, one line. */
  String note() {
    return "camera offset: post " + text(post) + "; pre " + text(pre);
  }

  private static String text(CameraOffset offset) {
    if (offset instanceof Known known) {
      return String.format(Locale.ROOT, "%.4g, noise of a pixel %.3g (%s%s)", known.level(), known.noise(),
          known.origin(),
          known.glow() > 0 ? String.format(Locale.ROOT, "; up to %.3g brighter beside it", known.glow()) : "");
    }
    Unknown unknown = (Unknown) offset;
    return String.format(Locale.ROOT, "unknown, at most %.4g (%s)", unknown.atMost(), unknown.doubt());
  }

  /**
   * What is to be said when the two offsets do not fit each other: both images come from one camera as a rule, so they
   * should be alike.
   *
   * @param postBrightness typical brightness of post, grey levels; asked for only where the offsets differ
   * @param preBrightness the same of pre
   */
  Optional<String> contradiction(DoubleSupplier postBrightness, DoubleSupplier preBrightness) {
    double apart = Math.abs(post.level() - pre.level());
    double larger = Math.max(Math.abs(post.level()), Math.abs(pre.level()));
    if (!post.isKnown() || !pre.isKnown() || apart <= DRIFT * larger) {
      return oneUnknown();
    }
    double signal = Math.min(Math.abs(postBrightness.getAsDouble() - post.level()),
        Math.abs(preBrightness.getAsDouble() - pre.level()));
    if (apart <= CONTRADICTION * signal) {
      return oneUnknown();
    }
    return Optional.of(String.format(Locale.ROOT,
        "The camera offsets of the two images do not fit each other (post %.4g, pre %.4g): was only one of them "
            + "background-subtracted or clipped? The scale depends on them; if you know them, set pre_offset and "
            + "post_offset.",
        post.level(), pre.level()));
  }

  /** One image shows its background, the other does not, and cannot share it. */
  private Optional<String> oneUnknown() {
    boolean ofPost = post.isKnown() || isGlowing(post);
    CameraOffset shown = ofPost ? post : pre;
    if (!((ofPost ? pre : post) instanceof Unknown other)) {
      return Optional.empty();
    }
    String with = ofPost ? "post" : "pre";
    String without = ofPost ? "pre" : "post";
    if (isGlowing(shown)) {
      return Optional.of(String.format(Locale.ROOT,
          "The background of %s is no camera offset: %s, which shows no background, has darker pixels (%.4g). Both "
              + "offsets are unknown and were taken as 0, so the scale is that of the light with them in it. If you "
              + "know them, set pre_offset and post_offset.",
          with, without, other.atMost()));
    }
    return shown.isKnown() && shown.level() > other.atMost()
        ? Optional.of(String.format(Locale.ROOT,
            "The camera offset of %s is %.4g, but %s, which shows no background, has darker pixels (%.4g): it was "
                + "taken as 0 there. If you know it, set %s_offset.",
            with, shown.level(), without, other.atMost(), without))
        : Optional.empty();
  }

  private static boolean isGlowing(CameraOffset offset) {
    return offset instanceof Unknown unknown && unknown.doubt() == Doubt.OTHER_IS_DARKER;
  }

  private static double mean(float[] pixels) {
    double sum = 0;
    for (float p : pixels) {
      sum += p;
    }
    return sum / pixels.length;
  }

  private static double deviation(float[] pixels) {
    double mean = mean(pixels);
    double squares = 0;
    for (float p : pixels) {
      squares += (double) p * p;
    }
    return Math.sqrt(Math.max(0, squares / pixels.length - mean * mean));
  }
}
