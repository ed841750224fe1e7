package io.github.exo2micro.pipeline;

import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.Percentiles;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.subtraction.field.RegionCounts;

/** What the overviews tell before a pixel is counted: about which ratio to expect, and from which brightness on. */
final class RegionSignal {

  /** Of the bright tissue: fainter pixels are noise, stray light or glass. */
  private static final double FAINT = 0.05;

  private final double post;
  private final double pre;
  private final double postBright;
  private final double preBright;
  private final CameraLevels camera;

  RegionSignal(Canvas canvas, CameraLevels camera) {
    this.camera = camera;
    this.postBright = bright(canvas.post().image(), camera.postOffset());
    this.preBright = bright(canvas.pre().image(), camera.preOffset());
    this.post = mean(canvas.post().image(), camera.postOffset(), FAINT * postBright);
    this.pre = mean(canvas.pre().image(), camera.preOffset(), FAINT * preBright);
  }

  private static double bright(FloatImage image, double offset) {
    Percentiles positive = Percentiles.ofPositive(image.pixels());
    return positive.count() == 0 ? 1 : Math.max(1e-6, positive.at(99) - offset);
  }

  private static double mean(FloatImage image, double offset, double least) {
    double sum = 0;
    int n = 0;
    for (float pixel : image.pixels()) {
      if (pixel - offset > least) {
        sum += pixel - offset;
        n++;
      }
    }
    return n == 0 ? 1 : sum / n;
  }

  RegionCounts counts(Tile postFrame) {
    double faint = level(Math.max(FAINT * postBright, 2 * 3 * camera.post().noise()),
        Math.max(FAINT * preBright, 2 * 3 * camera.pre().noise()));
    return new RegionCounts(postFrame, Math.log10(post / pre), faint);
  }

  /** As {@link RegionCounts} reckons a pixel's level. */
  private static double level(double postValue, double preValue) {
    return (Math.log10(postValue) + 2 * Math.log10(preValue)) / 3;
  }
}
