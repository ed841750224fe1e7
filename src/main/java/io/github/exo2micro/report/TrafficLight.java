package io.github.exo2micro.report;

/**
 * A judgement that is understood without colours: a sign, a word, what was found, and what to do.
 *
 * @param level how good
 * @param question what is judged: "Accuracy"
 * @param finding what was found, with figures
 * @param advice what the user should do; "" when nothing
 */
record TrafficLight(Level level, String question, String finding, String advice) {

  /** From nothing to judge to bad. */
  public enum Level {
    UNKNOWN("unknown", "?", "unknown"),
    GREEN("green", "✔", "good"),
    AMBER("amber", "▲", "look at it"),
    RED("red", "✖", "bad");

    private final String css;
    private final String sign;
    private final String word;

    Level(String css, String sign, String word) {
      this.css = css;
      this.sign = sign;
      this.word = word;
    }

    String css() {
      return css;
    }

    String sign() {
      return sign;
    }

    String word() {
      return word;
    }
  }
}
