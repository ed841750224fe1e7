package io.github.exo2micro.microbes.list;

import io.github.exo2micro.microbes.Microbe;
import io.github.exo2micro.microbes.MicrobeSink;
import java.util.ArrayList;
import java.util.List;

/** Where microbes are, for pictures: eight bytes for each. */
public final class MicrobePlaces implements MicrobeSink {

  /** A growing array would be there twice while it grows. */
  private static final int CHUNK = 1 << 14;

  private final List<float[]> chunks = new ArrayList<>();
  private int count;

  @Override
  public void take(Microbe microbe) {
    add((float) microbe.x(), (float) microbe.y());
  }

  void add(float x, float y) {
    int at = count % CHUNK;
    if (at == 0) {
      chunks.add(new float[2 * CHUNK]);
    }
    float[] chunk = chunks.get(count / CHUNK);
    chunk[2 * at] = x;
    chunk[2 * at + 1] = y;
    count++;
  }

  /** How many. */
  public int count() {
    return count;
  }

  /** Column of one, px of the padded frame. */
  public float x(int index) {
    return chunks.get(index / CHUNK)[2 * (index % CHUNK)];
  }

  /** Row of one, px of the padded frame. */
  public float y(int index) {
    return chunks.get(index / CHUNK)[2 * (index % CHUNK) + 1];
  }
}
