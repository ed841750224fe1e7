package io.github.exo2micro.fiji.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.exo2micro.fiji.command.CommandContext;
import io.github.exo2micro.fiji.dialog.InputMemory;
import io.github.exo2micro.fiji.view.ZoomAndInspect;
import io.github.exo2micro.task.TaskId;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.scijava.module.ModuleItem;

class TaskMenuTest {

  @Test
  void inspectingATaskAsksNothing() {
    try (CommandContext fiji = new CommandContext()) {
      Set<String> asked = new TreeSet<>();
      for (ModuleItem<?> item : fiji.info(ZoomAndInspect.class).inputs()) {
        if (InputMemory.isAsked(item)) {
          asked.add(item.getName());
        }
      }
      TaskMenu menu = new TaskMenu(fiji.context(), Path.of("out"));
      assertEquals(asked, new TreeSet<>(menu.inspection(new TaskId("S", "D")).keySet()));
    }
  }
}
