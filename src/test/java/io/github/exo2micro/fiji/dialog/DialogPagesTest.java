package io.github.exo2micro.fiji.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.fiji.command.AlignAndSubtract;
import io.github.exo2micro.fiji.command.CommandContext;
import io.github.exo2micro.fiji.command.ProcessOneTask;
import io.github.exo2micro.fiji.command.RunBatch;
import io.github.exo2micro.fiji.host.Exo2MicroCommand;
import io.github.exo2micro.task.ParameterSpec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.scijava.command.CommandInfo;
import org.scijava.module.ModuleItem;

/** What a dialog shows where; no window is opened. */
class DialogPagesTest {

  private static CommandContext fiji;

  @BeforeAll
  static void open() {
    fiji = new CommandContext();
  }

  @AfterAll
  static void close() {
    fiji.close();
  }

  private static DialogPages pages(Class<? extends Exo2MicroCommand> command) throws Exception {
    CommandInfo info = fiji.info(command);
    List<ModuleItem<?>> asked = new ArrayList<>();
    for (ModuleItem<?> item : info.inputs()) {
      if (InputMemory.isAsked(item)) {
        asked.add(item);
      }
    }
    DialogPages pages = new DialogPages(fiji.info(ProcessOneTask.class),
        ((Exo2MicroCommand) info.createModule().getDelegateObject()).essentials(), () -> {});
    pages.add(asked);
    return pages;
  }

  /** At about 27 px a row and 80 px a list, twelve rows are what a screen of 768 px has room for. */
  @Test
  void theFirstPageHoldsFewInputs() throws Exception {
    for (var command : CommandContext.MENU) {
      int rows = pages(command).rows().get("").size();
      assertTrue(rows <= 12, command.getSimpleName() + " begins with " + rows + " rows");
    }
  }

  @Test
  void thePagesFollowTheStagesAndWhatBelongsToNoneComesLast() throws Exception {
    List<String> pages = new ArrayList<>(pages(AlignAndSubtract.class).rows().keySet());
    assertEquals(List.of("", "Stage 1: padding", "Stage 2: boundary and ICP"), pages.subList(0, 3));
    assertFalse(pages.contains("More"), pages.toString());
    for (var command : CommandContext.MENU) {
      List<String> all = new ArrayList<>(pages(command).rows().keySet());
      assertTrue(!all.contains("More") || all.indexOf("More") == all.size() - 1, command + " " + all);
    }
  }

  @Test
  void everyParameterOfTheTableCanBeSetInRunBatchWithoutBeingTypedThere() throws Exception {
    DialogPages pages = pages(RunBatch.class);
    long stage2 = java.util.Arrays.stream(ParameterSpec.values())
        .filter(p -> p.group().equals("Stage 2: boundary and ICP")).count();
    assertEquals(stage2, pages.rows().get("Stage 2: boundary and ICP").size());
    long own = java.util.Arrays.stream(ParameterSpec.values()).filter(p -> pages.fields().containsKey(p.parameter()))
        .count();
    ParameterForm form = (ParameterForm) pages.fields().get("parameters");
    assertEquals(ParameterSpec.values().length - own,
        form.groups().values().stream().mapToInt(java.util.Map::size).sum());
  }

  @Test
  void theFieldsOfParametersWriteWhatAMacroWouldAndNothingThatIsADefault() throws Exception {
    DialogField form = pages(RunBatch.class).fields().get("parameters");
    assertEquals("", form.value());
    form.show("angle_range=35, rotation_search=no");
    assertEquals("rotation_search=false\nangle_range=35", form.value());
    form.show("");
    assertEquals("", form.value());
  }

  /** A name that the folder lacks stays: the folder may be one that is being filled. */
  @Test
  void namesToChooseFromKeepWhatWasChosen() throws Exception {
    DialogPages pages = pages(RunBatch.class);
    DialogField samples = pages.fields().get("samples");
    samples.show("CD070\nCD071");
    samples.offer(List.of("CD063", "CD070"));
    assertEquals("CD070\nCD071", samples.value());
    samples.show("");
    assertEquals("", samples.value());
    DialogField sample = pages(ProcessOneTask.class).fields().get("sample");
    sample.offer(List.of("A", "B"));
    assertEquals("A", sample.value());
    sample.show("C");
    sample.offer(List.of("A", "B", "D"));
    assertEquals("C", sample.value());
  }
}
