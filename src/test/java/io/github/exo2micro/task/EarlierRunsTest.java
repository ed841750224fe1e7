package io.github.exo2micro.task;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlierRunsTest {

  @TempDir
  private Path output;

  private void file(String name, long seconds) throws IOException {
    Path file = output.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "x");
    Files.setLastModifiedTime(file, FileTime.fromMillis(1000 * seconds));
  }

  @Test
  void theParametersOfTheNewestRunComeFirst() throws IOException {
    file("S/DAPI/tiff/04_difference_difference_pad110.tiff", 10);
    file("S/DAPI/tiff/04_difference_difference_percentile_p40_pad110.tiff", 90);
    file("S/SybrGld/fits/04_difference_difference_pad60_ar31.5.fits", 50);
    file("S/SybrGld/tiff/01_padded_pre_pad70.tiff", 70);
    file("S/DAPI/pipeline_output/04_difference_difference_pad99.tiff", 99);
    EarlierRuns runs = EarlierRuns.in(output);
    assertEquals(
        List.of(Parameters.of(Map.of("pad", "60", "angle_range", "31.5")), Parameters.of(Map.of("pad", "110"))),
        runs.parameters());
    assertEquals(List.of(new TaskId("S", "DAPI"), new TaskId("S", "SybrGld")), runs.tasks());
  }

  @Test
  void aFolderThatIsNotThereHoldsNothing() throws IOException {
    assertEquals(new EarlierRuns(List.of(), List.of()), EarlierRuns.in(output.resolve("none")));
  }
}
