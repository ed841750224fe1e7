package io.github.exo2micro.fiji.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import io.github.exo2micro.fiji.command.CommandContext;
import io.github.exo2micro.fiji.command.ProcessOneTask;
import io.github.exo2micro.fiji.command.RunBatch;
import io.github.exo2micro.fiji.input.ParameterLines;
import io.github.exo2micro.task.ParameterSpec;
import io.github.exo2micro.task.Parameters;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;

class ParameterFormTest {

  private final AtomicInteger changes = new AtomicInteger();
  private final ParameterForm form = new ParameterForm(List.of("pad"),
      DialogFields.of(ParameterSpec.BOUNDARY_WIDTH, () -> {}), changes::incrementAndGet);

  private DialogField field(ParameterSpec spec) {
    return form.groups().get(spec.group()).get(spec);
  }

  @Test
  void everyParameterButThoseWithInputsOfTheirOwnHasAFieldUnderItsHeading() {
    int fields = 0;
    for (Map.Entry<String, Map<ParameterSpec, DialogField>> group : form.groups().entrySet()) {
      for (ParameterSpec spec : group.getValue().keySet()) {
        assertEquals(group.getKey(), spec.group());
        fields++;
      }
    }
    assertEquals(ParameterSpec.values().length - 1, fields);
    assertFalse(form.groups().values().stream().anyMatch(g -> g.containsKey(ParameterSpec.PAD)));
  }

  @Test
  void whatIsWrittenIsReadBackAsTheSameParameters() {
    Parameters set = Parameters.of(Map.of("angle_range", "31.5", "interior_ecc", "no", "outside", "post",
        "scale_percentile", "0.0005", "post_offset", "12"));
    StringBuilder lines = new StringBuilder();
    set.changedUpTo(ParameterSpec.DETECTION).forEach((name, value) -> lines.append(name).append('=').append(value)
        .append('\n'));
    form.show(lines.toString());
    assertEquals(set, ParameterLines.apply(form.value(), Parameters.defaults()));
    form.show("");
    assertEquals("", form.value(), "what was shown before is gone");
  }

  @Test
  void aDefaultIsNotWrittenHoweverItIsSpelled() {
    field(ParameterSpec.BOUNDARY_SMOOTH).show("10.000");
    field(ParameterSpec.STOPDELTA).show(" 0.000001 ");
    field(ParameterSpec.SCALE_PERCENTILE).show("");
    assertEquals("", form.value());
  }

  @Test
  void aValueThatIsNotAllowedGoesOnToBeRefused() {
    field(ParameterSpec.ANGLE_RANGE).show("wide");
    assertEquals("angle_range=wide", form.value());
  }

  @Test
  void linesThatCannotBeReadShowTheDefaults() {
    form.show("angle_range=5");
    form.show("nonsense");
    assertEquals("", form.value());
  }

  @Test
  void aLabelIsThatOfProcessOneTaskWithItsRange() {
    try (CommandContext fiji = new CommandContext()) {
      String label = ParameterForm.label(ParameterSpec.ANGLE_RANGE, fiji.info(ProcessOneTask.class));
      assertTrue(label.endsWith("(0 to 180 degrees)"), label);
      String made = ParameterForm.label(ParameterSpec.ANGLE_RANGE, fiji.info(RunBatch.class));
      assertEquals("Angle range (a number from 0 to 180 degrees)", made);
      assertEquals("Use edges", ParameterForm.label(ParameterSpec.USE_EDGES, fiji.info(RunBatch.class)));
    }
  }

  @Test
  void foldersSampleAndDyeAreRememberedForAllDialogsAndTheRestForEach() {
    try (CommandContext fiji = new CommandContext()) {
      Module module = fiji.context().service(org.scijava.module.ModuleService.class)
          .createModule(fiji.info(RunBatch.class));
      assertTrue(InputMemory.concerns(module));
      assertEquals(InputMemory.class, InputMemory.owner(module, "raw_dir"));
      assertEquals(RunBatch.class, InputMemory.owner(module, "workers"));
      for (ModuleItem<?> item : module.getInfo().inputs()) {
        if (InputMemory.isKept(item)) {
          assertTrue(InputMemory.isAsked(item), item.getName());
          assertFalse(item.getType() == ImagePlus.class, item.getName());
        }
      }
      assertFalse(module.getInfo().getInput("raw_dir").isPersisted(), "SciJava's own memory is off");
    }
  }
}
