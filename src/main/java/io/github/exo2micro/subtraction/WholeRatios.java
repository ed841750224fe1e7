package io.github.exo2micro.subtraction;

/**
 * Which ratios a level of brightness shows whole. A level holds pixels of about the same brightness in both images
 * together; those of them with a high ratio are brighter in post and may saturate there, those with a low one in pre.
 * What is left of such a level leans to one side.
 *
 * @param post what counts as signal in post
 * @param pre the same for pre
 */
record WholeRatios(SignalRange post, SignalRange pre) {

  /** The highest log10 ratio up to which no pixel of a level is missing. */
  double highest(int level) {
    return Math.min(1.5 * (brightest(post) - RatioCounts.upperEdge(level)),
        3 * (RatioCounts.lowerEdge(level) - darkest(pre)));
  }

  /** The lowest. */
  double lowest(int level) {
    return Math.max(1.5 * (darkest(post) - RatioCounts.lowerEdge(level)),
        3 * (RatioCounts.upperEdge(level) - brightest(pre)));
  }

  private static double brightest(SignalRange side) {
    return Math.log10(side.maximum() - side.offset());
  }

  private static double darkest(SignalRange side) {
    return Math.log10(side.margin());
  }
}
