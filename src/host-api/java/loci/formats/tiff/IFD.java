package loci.formats.tiff;

import java.util.HashMap;
import loci.formats.FormatException;

/** Signatures of Bio-Formats 7.2. */
public class IFD extends HashMap<Integer, Object> {

  private static final long serialVersionUID = 1L;

  public IFD() {
    throw new UnsupportedOperationException("signature only");
  }

  public boolean isBigTiff() throws FormatException {
    throw new UnsupportedOperationException("signature only");
  }

  public boolean isTiled() throws FormatException {
    throw new UnsupportedOperationException("signature only");
  }

  public long getImageWidth() throws FormatException {
    throw new UnsupportedOperationException("signature only");
  }

  public long getImageLength() throws FormatException {
    throw new UnsupportedOperationException("signature only");
  }

  public int getPixelType() throws FormatException {
    throw new UnsupportedOperationException("signature only");
  }

  public int getSamplesPerPixel() throws FormatException {
    throw new UnsupportedOperationException("signature only");
  }

  public long[] getStripOffsets() throws FormatException {
    throw new UnsupportedOperationException("signature only");
  }

  public long[] getStripByteCounts() throws FormatException {
    throw new UnsupportedOperationException("signature only");
  }

  public TiffCompression getCompression() throws FormatException {
    throw new UnsupportedOperationException("signature only");
  }

  public PhotoInterp getPhotometricInterpretation() throws FormatException {
    throw new UnsupportedOperationException("signature only");
  }

  public String getIFDTextValue(int tag) {
    throw new UnsupportedOperationException("signature only");
  }
}
