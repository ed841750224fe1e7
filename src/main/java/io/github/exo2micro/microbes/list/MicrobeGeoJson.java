package io.github.exo2micro.microbes.list;

import io.github.exo2micro.microbes.Microbe;
import io.github.exo2micro.microbes.MicrobeSink;
import java.io.IOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.Locale;

/**
 * Writes microbes as GeoJSON (RFC 7946) in the form that QuPath exports and imports: a detection with its outline and
 * its measurements for each, and one annotation with the centres of all. Coordinates are pixels of the raw post image
 * whose corner is at 0, so a pixel's centre is at half a pixel.
 *
 * <p>Holds eight bytes for each microbe until {@link #finish}.
 */
public final class MicrobeGeoJson implements MicrobeSink {

  private static final String CLASS = "\"classification\":{\"name\":\"Microbe\",\"color\":[255,196,0]}";

  private final Writer out;
  private final RawFrame frame;
  private float[] centres = new float[256];
  private int count;

  /**
   * @param out closed by its owner
   * @throws IOException when it cannot be written
   */
  public MicrobeGeoJson(Writer out, RawFrame frame) throws IOException {
    this.out = out;
    this.frame = frame;
    out.write("{\"type\":\"FeatureCollection\",\"features\":[");
  }

  @Override
  public void take(Microbe m) throws IOException {
    out.write(count == 0 ? "\n" : ",\n");
    out.write("{\"type\":\"Feature\",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[");
    int[] x = m.outline().x();
    int[] y = m.outline().y();
    // A ring goes round counter-clockwise where y points down as on a screen, and ends where it began.
    for (int i = 0; i <= x.length; i++) {
      int k = (x.length - i) % x.length;
      out.write((i == 0 ? "[" : ",[") + (x[k] - frame.pad()) + "," + (y[k] - frame.pad()) + "]");
    }
    out.write("]]},\"properties\":{\"objectType\":\"detection\",\"name\":\"" + m.id() + "\"," + CLASS
        + ",\"measurements\":{" + String.format(Locale.ROOT, "\"Area px\":%d,\"Mean excess\":%.6g,\"Peak excess\":%.6g,"
            + "\"Integrated excess\":%.6g,\"SNR\":%.4g", m.area(), m.mean(), m.peak(), m.integrated(), m.snr())
        + "}}}");
    keep((float) (m.x() - frame.pad() + 0.5), (float) (m.y() - frame.pad() + 0.5));
  }

  private void keep(float x, float y) {
    if (2 * count == centres.length) {
      centres = Arrays.copyOf(centres, 2 * centres.length);
    }
    centres[2 * count] = x;
    centres[2 * count + 1] = y;
    count++;
  }

  /**
   * Writes the centres and ends the text.
   *
   * @throws IOException when it cannot be written
   */
  public void finish() throws IOException {
    if (count > 0) {
      out.write(",\n{\"type\":\"Feature\",\"geometry\":{\"type\":\"MultiPoint\",\"coordinates\":[");
      for (int i = 0; i < count; i++) {
        out.write(String.format(Locale.ROOT, "%s[%.2f,%.2f]", i == 0 ? "" : ",", centres[2 * i], centres[2 * i + 1]));
      }
      out.write("]},\"properties\":{\"objectType\":\"annotation\",\"name\":\"Microbe centres\"," + CLASS + "}}");
    }
    out.write("\n]}\n");
  }
}
