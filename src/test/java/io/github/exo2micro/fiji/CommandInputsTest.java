package io.github.exo2micro.fiji;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.pipeline.ParameterSpec;
import io.github.exo2micro.pipeline.ParameterSpec.Kind;
import java.io.File;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.ItemVisibility;
import org.scijava.command.CommandInfo;
import org.scijava.module.ModuleItem;
import org.scijava.plugin.Parameter;
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
      assertFalse(info.getDescription().isBlank(), command.toString());
      assertTrue(info.canRunHeadless() || command == ShowMonitor.class, command.toString());
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
        assertTrue(List.of(String.class, Boolean.class, File.class, Button.class).contains(item.getType()),
            name + ": of a number that is none Fiji makes 0, or the default, in silence");
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
      if (spec.kind() == Kind.INTEGER || spec.kind() == Kind.REAL) {
        String range = spec.range().substring(spec.range().indexOf(" from ") + 6);
        assertTrue(item.getLabel().endsWith("(" + range.replace("1e+06", "1000000") + ")"), item.getLabel() + ": " + range);
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

  @Test
  void parametersStandUnderTheHeadingOfTheirStage() {
    List<String> headings = new ArrayList<>();
    String current = "";
    for (Field field : ProcessOneTask.class.getDeclaredFields()) {
      if (field.getName().startsWith("group_")) {
        current = heading(field);
      } else if (field.isAnnotationPresent(Parameter.class) && ParameterSpec.names().contains(field.getName())) {
        assertEquals(ParameterSpec.named(field.getName()).group(), current, field.getName());
        headings.add(current);
      }
    }
    assertEquals(ParameterSpec.values().length, headings.size());
    assertEquals(5, headings.stream().distinct().count(), headings.toString());
  }

  private static String heading(Field field) {
    try {
      field.setAccessible(true);
      return String.valueOf(field.get(new ProcessOneTask())).replaceAll("<[^>]*>", "");
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void compareOffersEveryParameter() {
    assertEquals(ParameterSpec.names(), fiji.info(CompareParameter.class).getInput("parameter").getChoices());
  }
}
