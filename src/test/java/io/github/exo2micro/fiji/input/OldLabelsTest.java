package io.github.exo2micro.fiji.input;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.exo2micro.fiji.command.CommandContext;
import io.github.exo2micro.fiji.command.RunBatch;
import io.github.exo2micro.fiji.host.Exo2MicroCommand;
import io.github.exo2micro.fiji.view.ZoomAndInspect;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.scijava.command.Command;
import org.scijava.command.CommandService;

class OldLabelsTest {

  @Test
  void everyCommandOfTheMenuHasItsLabelOfEarlierVersions() {
    try (CommandContext fiji = new CommandContext()) {
      Map<String, String> labels = OldLabels.of(
          fiji.context().service(CommandService.class).getCommandsOfType(Command.class));
      assertEquals(fiji.info(RunBatch.class).getIdentifier(), labels.get("Run Batch..."));
      assertEquals(fiji.info(ZoomAndInspect.class).getIdentifier(), labels.get("Zoom and Inspect..."));
      for (Class<? extends Exo2MicroCommand> command : CommandContext.MENU) {
        String label = fiji.info(command).getMenuPath().getLeaf().getName();
        assertEquals(fiji.info(command).getIdentifier(), labels.get(label.substring(OldLabels.PREFIX.length())), label);
      }
    }
  }
}
