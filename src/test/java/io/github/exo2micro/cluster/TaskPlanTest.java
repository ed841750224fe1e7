package io.github.exo2micro.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.RemediableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskPlanTest {

  @TempDir
  Path folder;

  @Test
  void aPlanComesBackFromItsFile() throws Exception {
    TaskPlan plan = Rows.plan(folder, "DAPI", "Sybr Gld");
    Path file = folder.resolve("plan.json");
    plan.write(file);
    TaskPlan read = TaskPlan.read(file);
    assertEquals(plan, read);
    assertEquals(plan.id(), read.id());
  }

  @Test
  void otherFilesOrParametersMakeAnotherPlan() throws Exception {
    TaskPlan plan = Rows.plan(folder, "DAPI");
    Files.writeString(plan.row(0).request().pre(), "another image");
    assertNotEquals(plan.id(), Rows.plan(folder, "DAPI").id());
  }

  @Test
  void theTableHasARowPerTask() throws Exception {
    assertEquals(
        List.of("index\tsample\tdye\tmemory_mb\tcores\tdisk_mb\texpected_seconds", "0\tS0\tDAPI\t400\t1\t1\t12"),
        Rows.plan(folder, "DAPI").tsv().lines().toList());
  }

  @Test
  void aPlanOfAnotherVersionIsRefusedWithBothVersions() throws Exception {
    Path file = folder.resolve("plan.json");
    Files.writeString(file,
        Rows.plan(folder, "DAPI").json().replaceFirst("exo2micro for Fiji [^\"]*", "exo2micro for Fiji 9.9"));
    RemediableException refused = assertThrows(RemediableException.class, () -> TaskPlan.read(file));
    assertTrue(refused.getMessage().contains("9.9"), refused.getMessage());
    assertTrue(refused.remedy().contains("exo2micro plan"), refused.getMessage());
  }

  @Test
  void whatIsNoPlanIsRefused() throws Exception {
    Path file = folder.resolve("plan.json");
    for (String text : List.of("", "[]", "{", "index\tsample", "[".repeat(100_000))) {
      Files.writeString(file, text);
      RemediableException refused = assertThrows(RemediableException.class, () -> TaskPlan.read(file));
      assertTrue(refused.getMessage().contains("plan"), refused.getMessage());
    }
    assertThrows(RemediableException.class, () -> TaskPlan.read(folder.resolve("nowhere.json")));
    assertThrows(RemediableException.class, () -> TaskPlan.read(folder));
  }

  @Test
  void aNumberBeyondThePlanIsRefusedWithTheRange() throws Exception {
    RemediableException refused = assertThrows(RemediableException.class, () -> Rows.plan(folder, "a", "b").row(2));
    assertTrue(refused.getMessage().contains("0 to 1"), refused.getMessage());
  }
}
