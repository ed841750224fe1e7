package loci.formats.tiff;

/** Signatures of Bio-Formats 7.2. */
public class TiffIFDEntry implements Comparable<Object> {

  public TiffIFDEntry(int tag, IFDType type, int valueCount, long valueOffset) {
    throw new UnsupportedOperationException("signature only");
  }

  public int getValueCount() {
    throw new UnsupportedOperationException("signature only");
  }

  @Override
  public int compareTo(Object o) {
    throw new UnsupportedOperationException("signature only");
  }
}
