package io.github.exo2micro.registration.boundary;

/**
 * What can be chosen about the coarse alignment (stage 2).
 *
 * @param useEdges search with the tissue's boundary ring; otherwise with the brightness itself
 * @param boundaryWidth thickness of the ring and radius of the closing, px at the coarse scale
 * @param boundarySmooth Gaussian sigma that softens the ring, px at the coarse scale
 * @param rotationSearch whether the outline is turned; the matched features may always be
 * @param angleRange the outline is turned by up to ± this at first, degrees
 * @param angleStep step of the first grid, degrees
 * @param scaleSearch whether the outline is scaled; the matched features may always be
 * @param scaleMin smallest size of pre drawn on post
 * @param scaleMax largest size of pre drawn on post
 * @param scaleStep step of the first grid
 * @param multiscale whether the outlines are searched before ICP; otherwise ICP starts from where the images lie
 * @param downScale the coarse scale is a quarter of this, at least 0.02
 * @param maxTranslation largest displacement over the tissue that ICP may add, full-resolution px
 * @param maxRotation largest rotation that ICP may add, degrees
 * @param maxScaleDelta largest |scale − 1| that ICP may add
 * @param maxScaleDiff largest difference of ICP's scales along two axes
 * @param fineEcc whether an ECC homography follows
 * @param maxIterations of ECC
 * @param convergence ECC ends when its correlation grows by less
 */
public record BoundaryParameters(boolean useEdges, int boundaryWidth, double boundarySmooth, boolean rotationSearch,
    double angleRange, double angleStep, boolean scaleSearch, double scaleMin, double scaleMax, double scaleStep,
    boolean multiscale, double downScale, double maxTranslation, double maxRotation, double maxScaleDelta,
    double maxScaleDiff, boolean fineEcc, int maxIterations, double convergence) {

  /** @throws IllegalArgumentException when a value makes no sense */
  public BoundaryParameters {
    require(boundaryWidth >= 1, "boundary width", boundaryWidth);
    require(boundarySmooth >= 0, "boundary smooth", boundarySmooth);
    require(angleRange >= 0 && angleRange <= 180, "angle range", angleRange);
    require(angleStep > 0, "angle step", angleStep);
    require(scaleMin > 0 && scaleMin <= scaleMax, "smallest scale", scaleMin);
    require(Double.isFinite(scaleMax), "largest scale", scaleMax);
    require(scaleStep > 0, "scale step", scaleStep);
    require(downScale > 0, "down scale", downScale);
    require(maxIterations >= 1, "iterations", maxIterations);
    require(convergence >= 0, "convergence", convergence);
  }

  /** The values of a default run. */
  static BoundaryParameters defaults() {
    return new BoundaryParameters(true, 15, 10, true, 20, 1, true, 0.85, 1.15, 0.05, true, 0.3, 200, 5, 0.2, 0.15,
        false,
        500, 1e-6);
  }

  private static void require(boolean valid, String what, double value) {
    if (!valid) {
      throw new IllegalArgumentException(what + " " + value);
    }
  }
}
