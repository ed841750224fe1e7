package loci.formats.tiff;

import java.io.Closeable;
import java.io.IOException;

/** Signatures of Bio-Formats 7.2. */
public class TiffParser implements Closeable {

  public TiffParser(String filename) throws IOException {
    throw new UnsupportedOperationException("signature only");
  }

  public void setDoCaching(boolean doCaching) {
    throw new UnsupportedOperationException("signature only");
  }

  public boolean isValidHeader() {
    throw new UnsupportedOperationException("signature only");
  }

  public IFD getFirstIFD() throws IOException {
    throw new UnsupportedOperationException("signature only");
  }

  public void fillInIFD(IFD ifd) throws IOException {
    throw new UnsupportedOperationException("signature only");
  }

  @Override
  public void close() throws IOException {
    throw new UnsupportedOperationException("signature only");
  }
}
