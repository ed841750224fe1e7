package io.github.exo2micro.task;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a task's difference images, besides their scales.
 *
 * @param outside share of post's pixels that have none in pre, 0 to 1; empty when the warp of pre is not known
 * @param subtractedPost the camera offset that was taken off post, grey levels; 0 for none
 * @param subtractedPre the same of pre
 * @param local how far the scale varies; empty when it could not be measured
 * @param recommended the image to go on with
 */
public record DifferenceSummary(Optional<Double> outside, double subtractedPost, double subtractedPre,
    Optional<LocalScaleSummary> local, Recommendation recommended) {

  private static final String OUTSIDE = "share of post outside pre";
  private static final String POST = "subtracted post offset";
  private static final String PRE = "subtracted pre offset";
  private static final String LOW = "local scale p5";
  private static final String MEDIAN = "local scale median";
  private static final String HIGH = "local scale p95";
  private static final String UNCERTAINTY = "local scale spread uncertainty";
  private static final String WRITTEN = "local difference written";
  private static final String WHY = "local difference reason";
  private static final String RECOMMENDED = "recommended difference";
  private static final String BECAUSE = "recommended because";

  /** What is absent in JSON is not known. */
  public DifferenceSummary {
    outside = outside == null ? Optional.empty() : outside;
    local = local == null ? Optional.empty() : local;
  }

  /** As a sidecar keeps them. */
  public Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    outside.ifPresent(share -> facts.put(OUTSIDE, Double.toString(share)));
    facts.put(POST, Double.toString(subtractedPost));
    facts.put(PRE, Double.toString(subtractedPre));
    local.ifPresent(scale -> {
      facts.put(LOW, Double.toString(scale.low()));
      facts.put(MEDIAN, Double.toString(scale.median()));
      facts.put(HIGH, Double.toString(scale.high()));
      facts.put(UNCERTAINTY, Double.toString(scale.uncertainty()));
      facts.put(WRITTEN, Boolean.toString(scale.written()));
      facts.put(WHY, scale.reason());
    });
    facts.put(RECOMMENDED, recommended.image().name());
    facts.put(BECAUSE, recommended.reason());
    return facts;
  }

  /** Reads them back; empty where they are not all there. */
  public static Optional<DifferenceSummary> of(Map<String, String> facts) {
    if (!facts.containsKey(RECOMMENDED)) {
      return Optional.empty();
    }
    try {
      Optional<LocalScaleSummary> local = !facts.containsKey(LOW) ? Optional.empty()
          : Optional.of(new LocalScaleSummary(number(facts, LOW), number(facts, MEDIAN), number(facts, HIGH),
              number(facts, UNCERTAINTY), writesLocal(facts), facts.getOrDefault(WHY, "")));
      return Optional.of(new DifferenceSummary(
          facts.containsKey(OUTSIDE) ? Optional.of(number(facts, OUTSIDE)) : Optional.empty(), number(facts, POST),
          number(facts, PRE), local, new Recommendation(new Checkpoint(Stage.DIFFERENCE, facts.get(RECOMMENDED)),
              facts.getOrDefault(BECAUSE, ""))));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Whether the facts of a difference's sidecar say that one with the local scale was written beside it. */
  public static boolean writesLocal(Map<String, String> facts) {
    return Boolean.parseBoolean(facts.get(WRITTEN));
  }

  private static double number(Map<String, String> facts, String name) {
    return Double.parseDouble(facts.getOrDefault(name, ""));
  }

  /** "3.63 % of post's pixels have none in pre"; "" when not known. */
  public String outsideText() {
    return outside.map(share -> String.format(Locale.ROOT, "%.2f %% of post's pixels have none in pre", 100 * share))
        .orElse("");
  }
}
