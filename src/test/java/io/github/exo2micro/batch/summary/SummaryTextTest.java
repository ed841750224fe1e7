package io.github.exo2micro.batch.summary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.batch.plan.BatchMode;
import io.github.exo2micro.task.TaskId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SummaryTextTest {

  private static List<String> lines(BatchSummary summary) {
    return new SummaryText(summary).text().lines().toList();
  }

  private static String line(BatchSummary summary, String start) {
    return lines(summary).stream().filter(l -> l.startsWith(start)).findFirst().orElse("");
  }

  @Test
  void theTableHasAColumnForEachScaleThatAnyTaskHas() {
    BatchSummary all = Summaries.everything();
    assertEquals("sample dye moffat percentile_p99.1 manual accuracy microbes by chance per mm² time peak status",
        lines(all).get(1).replaceAll(" {2,}", " ").strip());
    assertEquals("CD070 SybrGld 1.2346 1.5000 2.0000 0.200 px 120 3 240.0 12.3 s 1.2 GB complete",
        line(all, "CD070").replaceAll(" {2,}", " "));
    assertEquals("Failed DAPI - - - - - - - 1 min 05 s - error: no such file",
        line(all, "Failed").replaceAll(" {2,}", " "));
    assertEquals("Gone DAPI - - - - - - - - - skipped: no post image", line(all, "Gone").replaceAll(" {2,}", " "));
  }

  @Test
  void columnsOfMicrobesAreThereOnlyWhereTheyWereLookedFor() {
    BatchSummary none = Summaries.of(BatchMode.SERIAL, false, Summaries.report("S", new TaskOutcome.TimedOut(5), 1));
    assertFalse(lines(none).get(1).contains("microbes"), lines(none).get(1));
  }

  @Test
  void everyRowIsAsWideAsItsTableSays() {
    List<String> table = lines(Summaries.everything()).subList(1, 9);
    assertTrue(table.get(1).matches("-+"), table.get(1));
    int status = table.get(0).indexOf("status");
    for (String row : table.subList(2, 8)) {
      assertTrue(row.charAt(status - 1) == ' ' && row.charAt(status) != ' ', row);
    }
  }

  @Test
  void countsSayHowTheTasksEndedAndInWhichMode() {
    assertEquals(
        "2 done, 3 failed, 1 skipped in 2 min 05 s (subprocess), peak memory of all processes, this program with"
            + " them, 2.5 GB.",
        line(Summaries.everything(), "2 done"));
    BatchSummary aborted = Summaries.of(BatchMode.SERIAL, true,
        Summaries.report("S", new TaskOutcome.Cancelled(true), 1),
        Summaries.report("T", new TaskOutcome.Cancelled(false), 0));
    assertEquals(
        "0 done, 2 cancelled in 2 min 05 s (serial), peak memory 2.5 GB. ABORTED: what is finished is kept; the same"
            + " command picks up where this one left off.",
        line(aborted, "0 done"));
    assertEquals(
        "0 done, 1 failed in 2 min 05 s (parallel with 1 worker), peak memory of all processes, this program with"
            + " them, 2.5 GB.",
        line(Summaries.of(BatchMode.PARALLEL, false, Summaries.report("S", new TaskOutcome.TimedOut(5), 1)), "0 done"));
  }

  @Test
  void everyProblemHasItsEvidenceAndWhatToDo() {
    String text = new SummaryText(Summaries.everything()).text();
    assertTrue(text.contains("  Failed/DAPI: error: no such file\n        What to do: look\n"), text);
    assertTrue(
        text.contains("  Killed/DAPI: error: subprocess killed (likely OOM)\n        What to do: start the same command"
            + " again with fewer tasks at once, or with --retries 1: finished stages are kept.\n      (2 attempts)\n"
            + "      its last lines:\n      | last words\n      | OutOfMemory\n"),
        text);
    assertTrue(
        text.contains("  Slow/DAPI: error: subprocess timed out after 30 s\n        What to do: start the same command"
            + " again, with more time (--timeout-per-task)"),
        text);
    assertTrue(text.contains("      - the images hardly agree\n        look at them\n"), text);
    assertFalse(text.substring(text.indexOf("PROBLEMS")).contains("CD070"), "a clean task is no problem");
  }

  @Test
  void aCrashForAnotherReasonHasAnotherRemedyAndAFullHeapItsOwn() {
    String text = new SummaryText(Summaries.of(BatchMode.SUBPROCESS, false,
        Summaries.report("A", new TaskOutcome.Crashed("subprocess ended by SIGSEGV (exit code 139)"), 1),
        Summaries.report("B", new TaskOutcome.Crashed("out of memory (Java heap of 25 MB exhausted); raise it"), 1)))
        .text();
    assertTrue(text.contains("If it ends like this again, its last lines tell why."), text);
    assertEquals(1, text.split("What to do", -1).length - 1, text);
  }

  @Test
  void whatCouldNotBeWrittenAndWhatWasNoticedStandAtTheEnd() {
    String text = new SummaryText(Summaries.everything().without("batch_summary.csv: no room\ntry elsewhere")).text();
    assertTrue(text.contains("WARNING: not written: batch_summary.csv: no room\n  try elsewhere\n"
        + "Note: a file is not understood\n====="), text);
  }

  @Test
  void longNamesAndStatusesDoNotMakeTheTableWiderThanATerminal() {
    TaskId task = new TaskId("a".repeat(40) + "b".repeat(40), "D");
    BatchSummary summary = Summaries.of(BatchMode.SERIAL, false,
        new TaskReport(task, new TaskOutcome.Failed("x".repeat(300)), 1, -1, 1, List.of()));
    String row = line(summary, "aaa");
    assertTrue(row.startsWith("a".repeat(16) + "…" + "b".repeat(16) + "  D"), row);
    assertTrue(row.endsWith("x…") && row.length() < 130, row);
  }

  @Test
  void namesThatWouldMoveTheCursorAreShownByNumber() {
    BatchSummary summary = Summaries.of(BatchMode.SERIAL, false, new TaskReport(new TaskId("S\u001b[31m\nT", "D"),
        new TaskOutcome.Failed("no \u0007 bell"), 1, -1, 1, List.of()));
    String text = new SummaryText(summary).text();
    assertTrue(text.contains("S\\u001b[31m\\u000aT") && text.contains("no \\u0007 bell"), text);
    assertEquals(Optional.empty(), text.chars().filter(c -> c == 27 || c == 7).boxed().findFirst());
  }
}
