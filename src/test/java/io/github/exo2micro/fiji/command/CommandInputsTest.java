package io.github.exo2micro.fiji.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import io.github.exo2micro.Choice;
import io.github.exo2micro.export.TaskExport;
import io.github.exo2micro.export.TaskImage;
import io.github.exo2micro.export.WarpedExport;
import io.github.exo2micro.fiji.export.ApplyToImage;
import io.github.exo2micro.fiji.export.ExportImage;
import io.github.exo2micro.fiji.host.Exo2MicroCommand;
import io.github.exo2micro.fiji.monitor.ShowMonitor;
import io.github.exo2micro.fiji.view.BlinkComparison;
import io.github.exo2micro.fiji.view.ViewWholeImage;
import io.github.exo2micro.fiji.view.ZoomAndInspect;
import io.github.exo2micro.task.CheckpointFormat;
import io.github.exo2micro.task.ParameterSpec;
import io.github.exo2micro.task.ParameterSpec.Kind;
import java.io.File;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.module.ModuleItem;
import org.scijava.service.Service;
import org.scijava.widget.Button;

/** What the dialogs ask, and how Fiji sees it. */
class CommandInputsTest {

  private static CommandContext fiji;

  @BeforeAll
  static void open() {
    fiji = new CommandContext();
  }

  @AfterAll
  static void close() {
    fiji.close();
  }

  private static List<ModuleItem<?>> asked(CommandInfo info) {
    List<ModuleItem<?>> items = new ArrayList<>();
    for (ModuleItem<?> item : info.inputs()) {
      if (item.getVisibility() == ItemVisibility.NORMAL && !isInjected(item)) {
        items.add(item);
      }
    }
    return items;
  }

  private static boolean isInjected(ModuleItem<?> item) {
    return Service.class.isAssignableFrom(item.getType()) || Context.class.isAssignableFrom(item.getType());
  }

  @Test
  void everyCommandIsInTheMenuAndRunsHeadless() {
    for (var command : CommandContext.MENU) {
      CommandInfo info = fiji.info(command);
      assertNotNull(info, command + " is not in the plugin index");
      assertEquals("Plugins", info.getMenuPath().get(0).getName());
      assertEquals("Exo2Micro", info.getMenuPath().get(1).getName());
      assertTrue(info.getMenuPath().getLeaf().getName().matches("Exo2Micro (?!Exo2Micro).*"), command.toString());
      assertFalse(info.getDescription().isBlank(), command.toString());
      assertTrue(info.canRunHeadless() || command == ShowMonitor.class || command == ShowHelp.class,
          command.toString());
    }
  }

  /** A required input without a value makes a headless command silently not run; a remembered one surprises it. */
  @Test
  void noInputIsRequiredOrRememberedByFiji() {
    for (var command : CommandContext.MENU) {
      for (ModuleItem<?> item : fiji.info(command).inputs()) {
        if (!isInjected(item)) {
          assertFalse(item.isRequired(), command.getSimpleName() + "." + item.getName() + " is required");
          assertFalse(item.isPersisted(), command.getSimpleName() + "." + item.getName() + " is persisted");
        }
      }
    }
  }

  /** The field's name is the macro's key. */
  @Test
  void inputsAreNamedForMacrosAndExplained() {
    for (var command : CommandContext.MENU) {
      for (ModuleItem<?> item : asked(fiji.info(command))) {
        String name = command.getSimpleName() + "." + item.getName();
        assertTrue(item.getName().matches("[a-z][a-z0-9]*(_[a-z0-9]+)*"), name);
        assertFalse(item.getLabel().isBlank(), name + " has no label");
        assertTrue(item.getDescription().endsWith("."), name + " is not explained: " + item.getDescription());
        assertTrue(List.of(String.class, File.class, Button.class, ImagePlus.class).contains(item.getType()),
            name + ": of a number or a yes that is none Fiji makes 0, no, or the default, in silence");
      }
    }
  }

  @Test
  void processOneTaskAsksForEveryParameterAsTheTableHasIt() {
    CommandInfo info = fiji.info(ProcessOneTask.class);
    for (ParameterSpec spec : ParameterSpec.values()) {
      ModuleItem<?> item = info.getInput(spec.parameter());
      assertNotNull(item, spec.parameter() + " is not asked for");
      assertEquals(spec.description(), item.getDescription(), spec.parameter());
      if (spec != ParameterSpec.PAD && (spec.kind() == Kind.INTEGER || spec.kind() == Kind.REAL)) {
        String range = spec.range().substring(spec.range().indexOf(" from ") + 6);
        assertTrue(item.getLabel().replace("</html>", "").endsWith("(" + range + ")"),
            item.getLabel() + ": " + range);
      }
    }
  }

  @Test
  void theDefaultsOfProcessOneTaskAreThoseOfTheTable() throws ReflectiveOperationException {
    ProcessOneTask command = new ProcessOneTask();
    for (ParameterSpec spec : ParameterSpec.values()) {
      Field field = ProcessOneTask.class.getDeclaredField(spec.parameter());
      field.setAccessible(true);
      assertEquals(spec.defaultValue(), spec.parse(String.valueOf(field.get(command))), spec.parameter());
    }
  }

  /**
   * A heading is the first line of a label: a message of its own would make the dialog jump to it whenever anything
   * changes.
   */
  @Test
  void parametersStandUnderTheHeadingOfTheirStage() {
    CommandInfo info = fiji.info(ProcessOneTask.class);
    String current = "";
    int headings = 0;
    for (ParameterSpec spec : ParameterSpec.values()) {
      String label = info.getInput(spec.parameter()).getLabel();
      if (label.startsWith("<html><b>")) {
        current = label.substring("<html><b>".length(), label.indexOf("</b>"));
        headings++;
      }
      assertEquals(spec.group(), current, spec.parameter());
    }
    assertEquals(7, headings);
  }

  /** An annotation takes constants alone, so that the words stand there again. */
  @Test
  void choicesOfImagesAndFormatsAreTheWordsThatAreUnderstood() {
    List<String> kinds = Choice.words(TaskImage.Kind.class);
    assertEquals(kinds, choices(ViewWholeImage.class, "image"));
    assertEquals(kinds, choices(ZoomAndInspect.class, "image"));
    assertEquals(kinds, choices(BlinkComparison.class, "image_a"));
    assertEquals(kinds, choices(BlinkComparison.class, "image_b"));
    assertEquals(Choice.words(TaskExport.Image.class), choices(ExportImage.class, "image"));
    assertEquals(Choice.words(TaskExport.Format.class), choices(ExportImage.class, "format"));
    assertEquals(Choice.words(WarpedExport.Values.class), choices(ApplyToImage.class, "values"));
    for (var command : List.of(RunBatch.class, ProcessOneTask.class)) {
      assertEquals(Choice.words(CheckpointFormat.class), choices(command, "checkpoint_format"));
    }
  }

  private static List<?> choices(Class<? extends Command> command, String input) {
    return fiji.info(command).getInput(input).getChoices();
  }

  @Test
  void compareOffersEveryParameter() {
    assertEquals(ParameterSpec.names(), fiji.info(CompareParameter.class).getInput("parameter").getChoices());
  }

  /** A macro that leaves the padding out gets the original's; a person who leaves it alone what suits the images. */
  @Test
  void everyDialogThatRunsTasksProposesThePaddingThatSuitsTheImages() throws Exception {
    for (var command : List.of(RunBatch.class, ProcessOneTask.class, PreflightCheck.class, CompareParameter.class)) {
      Exo2MicroCommand delegate = (Exo2MicroCommand) fiji.info(command).createModule().getDelegateObject();
      assertEquals("auto", delegate.dialogDefaults().get("pad"), command.getSimpleName());
      assertNotNull(fiji.info(command).getInput("pad"), command.getSimpleName());
    }
  }
}
