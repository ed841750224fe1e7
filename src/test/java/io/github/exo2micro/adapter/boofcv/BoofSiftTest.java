package io.github.exo2micro.adapter.boofcv;

import io.github.exo2micro.port.FeatureExtractor;
import io.github.exo2micro.port.FeatureExtractorContract;

class BoofSiftTest extends FeatureExtractorContract {

  @Override
  protected FeatureExtractor extractor() {
    return new BoofSift();
  }
}
