package io.github.exo2micro;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.exo2micro.batch.plan.BatchMode;
import io.github.exo2micro.export.TaskExport;
import io.github.exo2micro.export.TaskImage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChoiceTest {

  @Test
  void aConstantIsFoundByItsWordInAnyCase() {
    assertEquals(Optional.of(BatchMode.SLURM), Choice.named(BatchMode.class, " Slurm "));
    assertEquals(Optional.of(TaskExport.Format.OME_ZARR), Choice.named(TaskExport.Format.class, "ome-zarr"));
    assertEquals(Optional.empty(), Choice.named(TaskExport.Format.class, "ome_zarr"));
    assertEquals(Optional.empty(), Choice.named(BatchMode.class, ""));
  }

  /** They stand in macros and in the names of saved views. */
  @Test
  void theWordsForImagesAreThoseOfEarlierVersions() {
    assertEquals(List.of("post", "pre_padded", "pre_icp", "pre_interior", "difference", "difference_local"),
        Choice.words(TaskImage.Kind.class));
    assertEquals(List.of("difference", "local", "aligned", "post"), Choice.words(TaskExport.Image.class));
    assertEquals(List.of("ome-tiff", "ome-zarr"), Choice.words(TaskExport.Format.class));
  }
}
