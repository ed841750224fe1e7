package io.github.exo2micro.pipeline;

import io.github.exo2micro.registration.interior.InteriorParameters;

/** Hands each stage its own part of the parameters. */
final class StageParameters {

  private StageParameters() {}

  static InteriorParameters interior(Parameters p) {
    return new InteriorParameters(p.flag(ParameterSpec.INTERIOR_ECC), p.real(ParameterSpec.INTERIOR_BLUR_BASE),
        p.real(ParameterSpec.INTERIOR_MAX_CORRECTION), p.real(ParameterSpec.INTERIOR_MIN_INLIER_RATIO));
  }
}
