package io.github.exo2micro;

/**
 * A failure that the user can mend: it says what happened, on what evidence, and what to do.
 *
 * <p>Its message is the three joined, ready to be shown: control characters in it are shown by their numbers. A bug is
 * never reported this way.
 */
public class RemediableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String problem;
  private final String evidence;
  private final String remedy;

  /**
   * @param problem what happened, one sentence
   * @param evidence the file, figure or value that shows it; may be empty
   * @param remedy what the user can do
   */
  public RemediableException(String problem, String evidence, String remedy) {
    this(problem, evidence, remedy, null);
  }

  /**
   * @param problem what happened, one sentence
   * @param evidence the file, figure or value that shows it; may be empty
   * @param remedy what the user can do
   * @param cause the technical cause, or {@code null} when there is none
   */
  public RemediableException(String problem, String evidence, String remedy, Throwable cause) {
    super(join(problem, evidence, remedy), cause);
    this.problem = PlainText.of(problem);
    this.evidence = PlainText.of(evidence);
    this.remedy = PlainText.of(remedy);
  }

  private static String join(String problem, String evidence, String remedy) {
    StringBuilder text = new StringBuilder(problem);
    if (!evidence.isEmpty()) {
      text.append('\n').append("  Evidence: ").append(evidence);
    }
    if (!remedy.isEmpty()) {
      text.append('\n').append("  What to do: ").append(remedy);
    }
    return PlainText.of(text.toString());
  }

  /** What happened. */
  public String problem() {
    return problem;
  }

  /** What shows it; may be empty. */
  public String evidence() {
    return evidence;
  }

  /** What the user can do. */
  public String remedy() {
    return remedy;
  }
}
