package loci.formats.tiff;

/** Signatures of Bio-Formats 7.2. */
public enum TiffCompression {
  UNCOMPRESSED;

  public String getCodecName() {
    throw new UnsupportedOperationException("signature only");
  }
}
