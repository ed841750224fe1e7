package io.github.exo2micro.pipeline;

import io.github.exo2micro.checkpoint.LocalField;
import io.github.exo2micro.registration.interior.InteriorResult;
import io.github.exo2micro.registration.local.LocalResidual;
import io.github.exo2micro.registration.local.LocalResult;
import io.github.exo2micro.registration.patch.PatchResidual;
import java.util.List;

/**
 * What stage 3's picture shows of the patches.
 *
 * @param patches what is left at patches, from which the places that are shown at full size are chosen
 * @param heldOut the patches that were never fitted to a field, before and after; empty where no field is used
 * @param note how the alignment went
 */
record AlignedPatches(List<PatchResidual> patches, List<LocalResidual> heldOut, String note) {

  static AlignedPatches of(InteriorResult result, LocalResult local) {
    return new AlignedPatches(result.residuals(), List.of(),
        result.reason() + (local.measured() ? ". Local alignment: " + local.reason() : ""));
  }

  static AlignedPatches of(LocalField field) {
    List<PatchResidual> patches = field.residuals().stream()
        .map(r -> new PatchResidual(r.x(), r.y(), r.afterX(), r.afterY(), 1 - r.sigma(), true, true))
        .toList();
    return new AlignedPatches(patches, field.residuals(), field.summary().reason());
  }
}
