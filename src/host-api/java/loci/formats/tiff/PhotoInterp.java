package loci.formats.tiff;

/** Signatures of Bio-Formats 7.2. */
public enum PhotoInterp {
  RGB;

  public String getName() {
    throw new UnsupportedOperationException("signature only");
  }
}
