package io.github.exo2micro.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParseException;
import io.github.exo2micro.memory.HeldMemory;
import io.github.exo2micro.task.Stage;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines between a parent and its child, and words for how a child ended; no process. */
class WorkerPartsTest {

  /** Gives a few bytes at a time, as a pipe does. */
  private static InputStream dripping(byte[] bytes, long seed) {
    Random random = new Random(seed);
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] into, int offset, int length) {
        return super.read(into, offset, Math.min(length, 1 + random.nextInt(7)));
      }
    };
  }

  private static List<String> lines(String text, int limit, long seed) throws IOException {
    BoundedLines lines = new BoundedLines(dripping(text.getBytes(StandardCharsets.UTF_8), seed), limit);
    List<String> all = new ArrayList<>();
    for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
      all.add(line.get());
    }
    assertEquals(Optional.empty(), lines.next(), "the end stays the end");
    return all;
  }

  /** With line feeds alone the JDK's reader cuts the same lines. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void linesAreThoseOfTheTextHoweverTheyArrive(long seed) throws IOException {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      text.append(random.nextInt(4) == 0 ? "\n" : random.nextInt(9) == 0 ? "µ→€" : "line " + i);
    }
    assertEquals(new BufferedReader(new StringReader(text.toString())).lines().toList(),
        lines(text.toString(), 10_000, seed));
  }

  @Test
  void aLineThatIsTooLongIsCutAndTheNextOneIsWhole() throws IOException {
    assertEquals(List.of("0123456789", "ok", "abcdefghij"),
        lines("0123456789" + "x".repeat(200_000) + "\nok\nabcdefghij", 10, 1));
  }

  @Test
  void windowsLineBreaksAndALastLineWithoutOneCount() throws IOException {
    assertEquals(List.of("a", "", "b\rc", "d"), lines("a\r\n\r\nb\rc\r\nd", 100, 2));
    assertEquals(List.of(), lines("", 100, 3));
    assertEquals(List.of(""), lines("\n", 100, 4));
  }

  @Test
  void theLastTwentyLinesThatSaySomethingAreKept() {
    LastLines last = new LastLines();
    for (int i = 1; i <= 25; i++) {
      last.add("line " + i);
      last.add("####");
      last.add("");
    }
    assertEquals(20, last.list().size());
    assertEquals("line 6", last.list().get(0));
    assertEquals("line 25", last.list().get(19));
    last.clear();
    last.add("y".repeat(401));
    assertEquals(List.of("y".repeat(400) + "…"), last.list());
    last.clear();
    last.add("z".repeat(400));
    assertEquals(List.of("z".repeat(400)), last.list());
  }

  private static final long HEAP = 512L << 20;

  @ParameterizedTest
  @CsvSource({"137, subprocess killed (likely OOM), true", "0, subprocess ended without a result (exit code 0), false",
      "1, subprocess ended without a result (exit code 1), false",
      "139, subprocess ended by SIGSEGV (exit code 139), false",
      "134, subprocess ended by SIGABRT (exit code 134), false",
      "143, subprocess ended by SIGTERM (exit code 143), false",
      "250, subprocess ended without a result (exit code 250), false",
      "-1073741819, subprocess ended by access violation (exit code 0xC0000005), false",
      "-1073741801, subprocess ended by no memory (exit code 0xC0000017), true"})
  void anExitCodeIsWordedAndTellsWhetherItWasMemory(int code, String words, boolean memory) {
    assertEquals(new TaskAttempt.Died(words, memory), ExitReason.of(code, HEAP));
  }

  @Test
  void anExhaustedHeapIsWordedWithItsSizeAndWhoMayRaiseIt() {
    TaskAttempt.Died died = ExitReason.of(ExitReason.HEAP_EXHAUSTED, HEAP);
    assertTrue(died.outOfMemory());
    assertTrue(died.reason().startsWith("out of memory (Java heap of "), died.reason());
    assertTrue(died.reason().endsWith("EXO2MICRO_CHILD_HEAP=1024m"), died.reason());
    String own = ExitReason.heapExhausted(HEAP, "Requested array size exceeds VM limit", HeapOwner.THIS_PROGRAM);
    assertTrue(own.contains(" exhausted: Requested array size exceeds VM limit); raise it with --heap 1024m"), own);
    assertFalse(ExitReason.heapExhausted(HEAP, "Java heap space", HeapOwner.CHILD).contains("heap space"));
    assertTrue(ExitReason.heapExhausted(0, null, HeapOwner.CHILD).endsWith("=2m"), "an unknown heap");
  }

  @Test
  void onlySignalsThatAskArePolite() {
    for (int code = 0; code < 256; code++) {
      assertEquals(code == 129 || code == 130 || code == 143, ExitReason.isPolite(code), "code " + code);
    }
  }

  @Test
  void everyEventComesBackAsItWasSent() {
    List<WorkerEvent> events = List.of(new WorkerEvent.Ready(),
        new WorkerEvent.StageBegins(Stage.INTERIOR_ALIGNED, true),
        new WorkerEvent.Fraction(0.123456789), new WorkerEvent.Line("a \"line\" with µ, a tab\t and a mark \u001e"),
        new WorkerEvent.Ended(new TaskAttempt.Failed("no tissue\nEvidence: 3", true), 123_456_789_012L,
            Optional.of(new HeldMemory(5, 7))),
        new WorkerEvent.Ended(new TaskAttempt.Died("killed", true), -1, Optional.empty()),
        new WorkerEvent.Ended(new TaskAttempt.Cancelled(), 0, Optional.empty()));
    for (WorkerEvent event : events) {
      String line = Protocol.encode(event);
      assertEquals(Protocol.MARK, line.charAt(0));
      assertFalse(line.contains("\n"), "one line: " + line);
      assertEquals(event, Protocol.decodeEvent(line.substring(1)));
    }
    assertEquals(new WorkerRequest.Cancel(), Protocol.decodeRequest(Protocol.encode(new WorkerRequest.Cancel())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "7", "[1]", "\"ready\"", "{}", "{\"event\":\"nothing\"}",
      "{\"event\":\"stage\",\"stage\":9,\"reused\":true}", "{\"event\":\"stage\",\"stage\":0,\"reused\":true}",
      "{\"event\":7}", "Exception in thread main"})
  void whatIsNoEventIsRefusedAsOne(String line) {
    assertThrows(JsonParseException.class, () -> Protocol.decodeEvent(line));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{\"request\":\"stop\"}", "{\"request\":[]}", "run"})
  void whatIsNoRequestIsRefusedAsOne(String line) {
    assertThrows(JsonParseException.class, () -> Protocol.decodeRequest(line));
  }
}
