package loci.formats;

/** Signatures of Bio-Formats 7.2. */
public final class FormatTools {

  private FormatTools() {}

  public static String getPixelTypeString(int pixelType) {
    throw new UnsupportedOperationException("signature only");
  }
}
