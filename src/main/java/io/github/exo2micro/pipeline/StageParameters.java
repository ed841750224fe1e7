package io.github.exo2micro.pipeline;

import io.github.exo2micro.registration.boundary.BoundaryParameters;
import io.github.exo2micro.registration.interior.InteriorParameters;
import io.github.exo2micro.registration.local.LocalParameters;
import io.github.exo2micro.task.LocalAlignmentMode;
import io.github.exo2micro.task.ParameterSpec;
import io.github.exo2micro.task.Parameters;

/** Hands each stage its own part of the parameters. */
final class StageParameters {

  private StageParameters() {}

  static BoundaryParameters boundary(Parameters p) {
    return new BoundaryParameters(p.flag(ParameterSpec.USE_EDGES), p.integer(ParameterSpec.BOUNDARY_WIDTH),
        p.real(ParameterSpec.BOUNDARY_SMOOTH), p.flag(ParameterSpec.ROTATION_SEARCH),
        p.real(ParameterSpec.ANGLE_RANGE), p.real(ParameterSpec.ANGLE_STEP), p.flag(ParameterSpec.SCALE_SEARCH),
        p.real(ParameterSpec.SCALE_MIN), p.real(ParameterSpec.SCALE_MAX), p.real(ParameterSpec.SCALE_STEP),
        p.flag(ParameterSpec.MULTISCALE), p.real(ParameterSpec.DOWN_SCALE), p.real(ParameterSpec.MAX_TRANSLATION),
        p.real(ParameterSpec.MAX_ROTATION), p.real(ParameterSpec.MAX_SCALE_DELTA),
        p.real(ParameterSpec.MAX_SCALE_DIFF), p.flag(ParameterSpec.FINE_ECC), p.integer(ParameterSpec.STOPIT),
        p.real(ParameterSpec.STOPDELTA));
  }

  static LocalParameters local(Parameters p) {
    return new LocalParameters(
        p.choice(ParameterSpec.LOCAL_ALIGNMENT, LocalAlignmentMode.class) == LocalAlignmentMode.AUTO,
        p.real(ParameterSpec.INTERIOR_MAX_CORRECTION));
  }

  static InteriorParameters interior(Parameters p) {
    return new InteriorParameters(p.flag(ParameterSpec.INTERIOR_ECC), p.real(ParameterSpec.INTERIOR_BLUR_BASE),
        p.real(ParameterSpec.INTERIOR_MAX_CORRECTION), p.real(ParameterSpec.INTERIOR_MIN_INLIER_RATIO));
  }
}
