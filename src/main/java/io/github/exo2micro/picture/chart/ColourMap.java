package io.github.exo2micro.picture.chart;

import java.awt.Color;

/** Numbers from 0 to 1 as colours: 256 steps, linear in sRGB between control points. */
public final class ColourMap {

  /**
   * Dark to bright through purple, luminance rising all the way: magma of van der Walt and Smith (CC0), 17 of its 256
   * entries, off by at most 2 of 255.
   */
  public static final ColourMap MAGMA = of(0x000004, 0x0a0822, 0x1d1147, 0x36106b, 0x51127c, 0x6a1c81, 0x832681,
      0x9c2e7f,
      0xb73779, 0xcf4070, 0xe55064, 0xf4695c, 0xfb8761, 0xfea571, 0xfec287, 0xfde0a1, 0xfcfdbf);

  /** Inferno of the same authors (CC0), off by at most 6 of 255. */
  public static final ColourMap INFERNO = of(0x000004, 0x0b0724, 0x210c4a, 0x3d0965, 0x57106e, 0x71196e, 0x8a226a,
      0xa32c61,
      0xbc3754, 0xd04545, 0xe35933, 0xf1711f, 0xf98c0a, 0xfcaa0f, 0xf9c932, 0xf2e865, 0xfcffa4);

  /**
   * Black in the middle, brighter towards both ends; blue against orange is told apart with every common colour
   * blindness, and the black centre lets faint signal of either sign stand out.
   */
  public static final ColourMap DIFFERENCE = of(0xaed8ff, 0x4d9bea, 0x2263b4, 0x123a6e, 0x000000, 0x74211a, 0xc8431f,
      0xf58a2c,
      0xffdf8a);

  /** White in the middle, for overviews of alignment. */
  public static final ColourMap BLUE_WHITE_RED = of(0x1f4fd8, 0x8fa9f0, 0xffffff, 0xf29a8a, 0xd7301f);

  /** Black to white. */
  public static final ColourMap GREY = of(0x000000, 0xffffff);

  private static final int STEPS = 256;

  private final int[] rgb;

  private ColourMap(int[] rgb) {
    this.rgb = rgb;
  }

  private static ColourMap of(int... points) {
    int[] table = new int[STEPS];
    for (int i = 0; i < STEPS; i++) {
      double at = (double) i * (points.length - 1) / (STEPS - 1);
      int below = Math.min((int) at, points.length - 2);
      table[i] = mix(points[below], points[below + 1], at - below);
    }
    return new ColourMap(table);
  }

  /** A colour between two, each 0xRRGGBB. */
  private static int mix(int a, int b, double part) {
    int result = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      double v = (a >> shift & 255) * (1 - part) + (b >> shift & 255) * part;
      result |= (int) Math.round(v) << shift;
    }
    return result;
  }

  /** 0xRRGGBB of a value; below 0 is as 0, above 1 as 1. */
  public int rgb(double value) {
    return rgb[step(value)];
  }

  /** Which of the 256 steps a value from 0 to 1 is, 0 to 255. */
  static int step(double value) {
    return (int) Math.max(0, Math.min(STEPS - 1, value * (STEPS - 1) + 0.5));
  }

  /** The colour of a {@link #step}. */
  int rgbOfStep(int step) {
    return rgb[step];
  }

  public Color colour(double value) {
    return new Color(rgb(value));
  }
}
