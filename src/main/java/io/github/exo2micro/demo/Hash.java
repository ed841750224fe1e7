package io.github.exo2micro.demo;

/** Random numbers that depend on whole-number coordinates and a seed alone. */
final class Hash {

  private Hash() {}

  /** 64 mixed bits (the finaliser of SplitMix64, by S. Vigna, public domain). */
  static long bits(long seed, long x, long y) {
    long h = seed + x * 0x9E3779B97F4A7C15L + y * 0xD1B54A32D192ED03L;
    h = (h ^ h >>> 30) * 0xBF58476D1CE4E5B9L;
    h = (h ^ h >>> 27) * 0x94D049BB133111EBL;
    return h ^ h >>> 31;
  }

  /** Evenly from 0 to 1. */
  static double uniform(long seed, long x, long y) {
    return (bits(seed, x, y) >>> 11) * 0x1p-53;
  }

  /** Nearly normal, mean 0, variance 1: the sum of four even numbers. */
  static double normal(long seed, long x, long y) {
    long h = bits(seed, x, y);
    double sum = (h & 0xffff) + (h >>> 16 & 0xffff) + (h >>> 32 & 0xffff) + (h >>> 48);
    return (sum / 65536 - 2) * Math.sqrt(3);
  }
}
