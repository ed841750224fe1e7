package loci.formats;

import java.io.Closeable;
import java.io.IOException;

/** Signatures of Bio-Formats 7.2. */
public class ImageReader implements Closeable {

  public ImageReader() {
    throw new UnsupportedOperationException("signature only");
  }

  public void setId(String id) throws FormatException, IOException {
    throw new UnsupportedOperationException("signature only");
  }

  public void setMetadataStore(loci.formats.meta.MetadataStore store) {
    throw new UnsupportedOperationException("signature only");
  }

  public void setGroupFiles(boolean group) {
    throw new UnsupportedOperationException("signature only");
  }

  public void setOriginalMetadataPopulated(boolean populate) {
    throw new UnsupportedOperationException("signature only");
  }

  public void setFlattenedResolutions(boolean flatten) {
    throw new UnsupportedOperationException("signature only");
  }

  public void setSeries(int no) {
    throw new UnsupportedOperationException("signature only");
  }

  public int getSeriesCount() {
    throw new UnsupportedOperationException("signature only");
  }

  public int getImageCount() {
    throw new UnsupportedOperationException("signature only");
  }

  public boolean isThumbnailSeries() {
    throw new UnsupportedOperationException("signature only");
  }

  public int getSizeX() {
    throw new UnsupportedOperationException("signature only");
  }

  public int getSizeY() {
    throw new UnsupportedOperationException("signature only");
  }

  public int getSizeZ() {
    throw new UnsupportedOperationException("signature only");
  }

  public int getSizeT() {
    throw new UnsupportedOperationException("signature only");
  }

  public int getEffectiveSizeC() {
    throw new UnsupportedOperationException("signature only");
  }

  public int getRGBChannelCount() {
    throw new UnsupportedOperationException("signature only");
  }

  public int getIndex(int z, int c, int t) {
    throw new UnsupportedOperationException("signature only");
  }

  public int getPixelType() {
    throw new UnsupportedOperationException("signature only");
  }

  public boolean isIndexed() {
    throw new UnsupportedOperationException("signature only");
  }

  public boolean isFalseColor() {
    throw new UnsupportedOperationException("signature only");
  }

  public boolean isLittleEndian() {
    throw new UnsupportedOperationException("signature only");
  }

  public boolean isInterleaved() {
    throw new UnsupportedOperationException("signature only");
  }

  public int getOptimalTileHeight() {
    throw new UnsupportedOperationException("signature only");
  }

  public String getFormat() {
    throw new UnsupportedOperationException("signature only");
  }

  public byte[] openBytes(int no, byte[] buf, int x, int y, int w, int h) throws FormatException, IOException {
    throw new UnsupportedOperationException("signature only");
  }

  public String[] getSuffixes() {
    throw new UnsupportedOperationException("signature only");
  }

  @Override
  public void close() throws IOException {
    throw new UnsupportedOperationException("signature only");
  }
}
