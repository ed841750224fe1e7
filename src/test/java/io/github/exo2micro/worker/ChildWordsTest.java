package io.github.exo2micro.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParseException;
import io.github.exo2micro.memory.HeldMemory;
import io.github.exo2micro.task.Stage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a child prints, how it is kept, and how its end is put into words. */
class ChildWordsTest {

  private static List<String> lines(String text, int limit) throws IOException {
    BoundedLines lines = new BoundedLines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), limit);
    List<String> all = new ArrayList<>();
    for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
      all.add(line.get());
    }
    return all;
  }

  @Test
  void aLineOfAnyLengthIsCutAtTheLimitAndTheNextOneIsWhole() throws IOException {
    String flood = "x".repeat(300_000);
    assertEquals(List.of("x".repeat(1000), "after", "", "last"), lines(flood + "\nafter\r\n\nlast", 1000));
  }

  @Test
  void linesAreUnicodeAcrossTheBuffersEnd() throws IOException {
    String filler = "a".repeat((1 << 16) - 1);
    assertEquals(List.of(filler + "µm²", "ü"), lines(filler + "µm²\nü", 1 << 20));
    assertEquals(List.of(), lines("", 10));
  }

  @Test
  void theLastTwentyLinesAreKeptAndNoneOfThemIsLong() {
    LastLines last = new LastLines();
    last.add("#");
    last.add("# ---- #");
    assertEquals(List.of(), last.list(), "frames of signs say nothing");
    for (int i = 0; i < 50; i++) {
      last.add("line " + i);
    }
    last.add("y".repeat(1000));
    List<String> kept = last.list();
    assertEquals(20, kept.size());
    assertEquals("line 31", kept.get(0));
    assertEquals("y".repeat(400) + "…", kept.get(19));
    last.clear();
    assertEquals(20, kept.size(), "what was taken stays");
    assertEquals(List.of(), last.list());
  }

  private static void assertEnds(int code, String reason, boolean outOfMemory) {
    TaskAttempt.Died died = ExitReason.of(code, 100L << 20);
    assertEquals(reason, died.reason());
    assertEquals(outOfMemory, died.outOfMemory(), reason);
  }

  @Test
  void anExitCodeBecomesWhatHappened() {
    assertEnds(137, "subprocess killed (likely OOM)", true);
    assertEnds(3, "out of memory (Java heap of 105 MB exhausted); raise it with a larger peak factor (--peak-factor) or"
        + " EXO2MICRO_CHILD_HEAP=200m", true);
    assertEnds(0, "subprocess ended without a result (exit code 0)", false);
    assertEnds(139, "subprocess ended by SIGSEGV (exit code 139)", false);
    assertEnds(77, "subprocess ended without a result (exit code 77)", false);
    assertEnds(0xC0000017, "subprocess ended by no memory (exit code 0xC0000017)", true);
    assertEnds(0xC0000005, "subprocess ended by access violation (exit code 0xC0000005)", false);
  }

  @Test
  void aRequestToEndIsNoCrash() {
    for (int code : new int[] {129, 130, 143}) {
      assertTrue(ExitReason.isPolite(code), "" + code);
    }
    for (int code : new int[] {0, 1, 137, 139}) {
      assertFalse(ExitReason.isPolite(code), "" + code);
    }
  }

  @Test
  void aFullHeapOfThisProgramIsRaisedByItsOwnOption() {
    String text = ExitReason.heapExhausted(512L << 20, "GC overhead limit exceeded", HeapOwner.THIS_PROGRAM);
    assertTrue(
        text.startsWith("out of memory (Java heap of 537 MB exhausted: GC overhead limit exceeded); raise it with"
            + " --heap 1024m"),
        text);
    assertFalse(ExitReason.heapExhausted(1, "Java heap space", HeapOwner.CHILD).contains("space"));
  }

  @Test
  void everyEventComesBackAsItWasSent() {
    List<WorkerEvent> events = List.of(new WorkerEvent.Ready(), new WorkerEvent.StageBegins(Stage.DIFFERENCE, true),
        new WorkerEvent.Fraction(0.25), new WorkerEvent.Line("a \"line\" of µm\t|"),
        new WorkerEvent.Ended(new TaskAttempt.Died("no memory", true), -1, Optional.empty()),
        new WorkerEvent.Ended(new TaskAttempt.Failed("a\nb"), 7, Optional.of(new HeldMemory(1, 2))));
    for (WorkerEvent event : events) {
      String line = Protocol.encode(event);
      assertEquals(Protocol.MARK, line.charAt(0));
      assertFalse(line.contains("\n"), line);
      assertEquals(event, Protocol.decodeEvent(line.substring(1)));
    }
  }

  @Test
  void whatIsNoMessageIsNamedAndNotGuessed() {
    for (String line : List.of("Killed", "[1]", "{}", "{\"event\": \"tea\"}", "{\"event\": \"stage\", \"stage\": 9,"
        + " \"reused\": false}", "null", "")) {
      assertThrows(RuntimeException.class, () -> Protocol.decodeEvent(line), line);
    }
    assertTrue(assertThrows(JsonParseException.class, () -> Protocol.decodeEvent("{\"event\": \"tea\"}")).getMessage()
        .contains("tea"));
    assertThrows(JsonParseException.class, () -> Protocol.decodeRequest("{\"request\": \"dance\"}"));
    assertEquals(new WorkerRequest.Cancel(), Protocol.decodeRequest(Protocol.encode(new WorkerRequest.Cancel())));
  }
}
