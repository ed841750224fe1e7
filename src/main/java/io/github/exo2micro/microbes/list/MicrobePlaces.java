package io.github.exo2micro.microbes.list;

import io.github.exo2micro.microbes.Microbe;
import io.github.exo2micro.microbes.MicrobeSink;
import java.util.Arrays;

/** Where microbes are, for pictures: eight bytes for each. */
public final class MicrobePlaces implements MicrobeSink {

  private float[] places = new float[512];
  private int count;

  @Override
  public void take(Microbe microbe) {
    if (2 * count == places.length) {
      places = Arrays.copyOf(places, 2 * places.length);
    }
    places[2 * count] = (float) microbe.x();
    places[2 * count + 1] = (float) microbe.y();
    count++;
  }

  /** How many. */
  public int count() {
    return count;
  }

  /** Column of one, px of the padded frame. */
  public float x(int index) {
    return places[2 * index];
  }

  /** Row of one, px of the padded frame. */
  public float y(int index) {
    return places[2 * index + 1];
  }
}
