package loci.formats;

import loci.formats.meta.IMetadata;

/** Signatures of Bio-Formats 7.2. */
public final class MetadataTools {

  private MetadataTools() {}

  public static IMetadata createOMEXMLMetadata() {
    throw new UnsupportedOperationException("signature only");
  }
}
