package io.github.exo2micro.bench.timing;

/** What the judge says; NaN where it cannot. */
record Accuracy(Spread stage2, Spread stage3, double trueScale, double microbes) {
  static Accuracy unknown() {
    return new Accuracy(Spread.UNKNOWN, Spread.UNKNOWN, Double.NaN, Double.NaN);
  }
}
