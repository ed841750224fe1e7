package io.github.exo2micro.cli.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.Progress;
import io.github.exo2micro.RemediableException;
import io.github.exo2micro.batch.BatchProgress;
import io.github.exo2micro.batch.CancelToken;
import io.github.exo2micro.task.Stage;
import io.github.exo2micro.task.TaskId;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** What a terminal, a file and a program that reads JSON get to see. */
class ProgressLineTest {

  private static final TaskId TASK = new TaskId("S", "D");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private Console console(boolean terminal) {
    return new Console(new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true,
        StandardCharsets.UTF_8), terminal);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private static BatchProgress half() {
    return new BatchProgress(0.5, 3, 6, 125, OptionalDouble.of(125));
  }

  @Test
  void aTerminalHasOneLineThatIsErasedBeforeALineOfTheLog() {
    try (ProgressLine line = new ProgressLine(console(true))) {
      line.stage(TASK, Stage.DIFFERENCE, false);
      line.overall(half());
      String drawn = err();
      assertTrue(drawn.endsWith("[############............]  50 %  3/6 tasks  2 min 05 s left  S/D stage 4"), drawn);
      err.reset();
      line.log(Optional.of(TASK), "a note\nof two lines");
      String erased = "\r" + " ".repeat(drawn.length()) + "\r";
      assertTrue(err().startsWith(erased + "[S/D] a note"), err());
      assertTrue(err().contains("[S/D] of two lines") && err().endsWith("S/D stage 4"), err());
      err.reset();
    }
    assertTrue(err().startsWith("\r ") && err().endsWith("\r"), "nothing is left of the line");
  }

  @Test
  void aFileGetsTheLogAlone() {
    try (ProgressLine line = new ProgressLine(console(false))) {
      line.overall(half());
      line.log(Optional.empty(), "begins");
    }
    assertEquals("begins" + System.lineSeparator(), err());
  }

  @Test
  void whatTheCommandSaysItselfIsNotSaidTwice() {
    try (ProgressLine line = new ProgressLine(console(false))) {
      line.log(Optional.empty(), "=== Batch summary ===\n...");
      line.log(Optional.empty(), "refused: no room");
      line.log(Optional.of(TASK), "refused: this is a task's own line");
    }
    assertEquals("[S/D] refused: this is a task's own line" + System.lineSeparator(), err());
  }

  @Test
  void aLineIsNeverLongerThanATerminal() {
    ProgressLine line = new ProgressLine(console(true));
    line.stage(new TaskId("x".repeat(300), "D"), Stage.PADDED, false);
    line.overall(half());
    assertEquals(100, err().length());
  }

  @Test
  void aStepStopsWhereItsTokenIsCancelled() {
    CancelToken token = new CancelToken();
    try (ProgressLine line = new ProgressLine(console(true))) {
      Progress step = line.step("survey", token);
      step.report(0.1);
      assertTrue(err().contains("10 %  survey"), err());
      step.note("a file is odd");
      assertTrue(err().contains("a file is odd"), err());
      token.cancel();
      assertThrows(CancellationException.class, () -> step.report(0.2));
    }
  }

  @Test
  void namesFromOutsideCannotMoveTheCursor() {
    Console console = console(true);
    console.out().println("a\u001b[2Jb");
    console.out().print((Object) "tab\tand \u0007 bell");
    assertEquals("a\\u001b[2Jb" + System.lineSeparator() + "tab\tand \\u0007 bell",
        out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void aProgramThatReadsJsonGetsOneAnswer() {
    Console console = console(false);
    console.jsonError("first", new RemediableException("It is broken.", "the evidence", "mend it"), 1);
    console.jsonError("second", new IllegalStateException("second"), 1);
    String text = out.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains("\"problem\": \"It is broken.\"") && text.contains("\"remedy\": \"mend it\"")
        && text.contains("\"exit_code\": 1"), text);
    assertTrue(!text.contains("second"), text);
    out.reset();
    console(false).resultsToErr().json(Map.of("not", "the command's own"));
    assertTrue(err().contains("\"not\"") && out.size() == 0, err());
  }
}
