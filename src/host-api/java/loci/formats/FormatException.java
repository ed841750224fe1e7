package loci.formats;

/** Signatures of Bio-Formats 7.2. */
public class FormatException extends Exception {

  private static final long serialVersionUID = 1L;

  public FormatException(String message) {
    super(message);
  }
}
