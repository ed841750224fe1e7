package io.github.exo2micro.fiji.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.fiji.command.AlignAndSubtract;
import io.github.exo2micro.fiji.command.CommandContext;
import io.github.exo2micro.fiji.command.RunBatch;
import io.github.exo2micro.fiji.input.Inputs;
import io.github.exo2micro.fiji.input.Labels;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.scijava.module.ModuleItem;

class MacroKeysTest {

  @Test
  void keysAndValuesAreReadAsImageJWritesThem() {
    assertEquals(Map.of("raw_dir", "/data/my raw", "samples", "A\nB", "force", "", "pad", "105"),
        MacroKeys.parse("raw_dir=[/data/my raw] samples=[A\nB] force pad=105 "));
    assertEquals(Map.of(), MacroKeys.parse(""));
    assertEquals(Map.of("parameters", "a=1, b=2"), MacroKeys.parse("parameters=[a=1, b=2]"));
    assertEquals(Map.of("x", "open"), MacroKeys.parse("x=[open"));
  }

  @Test
  void aMistypedKeyHasANearestOne() {
    List<String> keys = List.of("raw_dir", "output_dir", "pad", "pictures", "parameters");
    assertEquals("pad", MacroKeys.nearest("padd", keys));
    assertEquals("output_dir", MacroKeys.nearest("outputdir", keys));
    assertEquals("pictures", MacroKeys.nearest("picture", keys));
  }

  @Test
  void aTitleThatNoWindowHasIsNoImage() {
    try (CommandContext fiji = new CommandContext()) {
      ModuleItem<?> pre = fiji.info(AlignAndSubtract.class).getInput("pre");
      assertFalse(MacroKeys.isOpen(pre, "nobody"));
      assertTrue(MacroKeys.isOpen(pre, ""));
      assertTrue(MacroKeys.isOpen(fiji.info(AlignAndSubtract.class).getInput("scale"), "nobody"));
    }
  }

  @Test
  void peopleReadLabelsInPlaceOfKeys() {
    try (CommandContext fiji = new CommandContext()) {
      String message = assertThrows(RemediableException.class, () -> Inputs.folder(null, "raw_dir")).getMessage();
      String shown = Labels.inPlaceOfKeys(message, fiji.info(RunBatch.class));
      assertTrue(shown.contains("\u201cRaw folder\u201d is empty"), shown);
      assertFalse(shown.contains("raw_dir"), shown);
      String range = assertThrows(RemediableException.class, () -> Inputs.whole("x", "workers", 1, 64)).getMessage();
      assertTrue(Labels.inPlaceOfKeys(range, fiji.info(RunBatch.class)).startsWith("The value of \u201cWorkers\u201d"),
          range);
    }
  }
}
