package io.github.exo2micro.batch.summary;

import io.github.exo2micro.batch.plan.BatchRequest;
import io.github.exo2micro.memory.MemorySample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a batch did.
 *
 * @param request what was asked for
 * @param reports one per task in the order of the request, then the skipped ones
 * @param wallSeconds from the first task's begin to the end
 * @param machine where it ran, one line
 * @param preflight the text of the pre-flight check
 * @param peakBytes largest resident size of all processes together, at least the largest task's; −1 when unknown
 * @param memory memory over time
 * @param aborted whether it was cancelled
 * @param unwritten why files of the summary could not be written, a line each
 */
public record BatchSummary(BatchRequest request, List<TaskReport> reports, double wallSeconds, String machine,
    String preflight, long peakBytes, List<MemorySample> memory, boolean aborted,
    List<String> unwritten) {

  /** Exit code when every task is done. */
  public static final int EXIT_DONE = 0;
  /** Exit code when a task failed. */
  public static final int EXIT_FAILED = 1;
  /** Exit code when the batch was aborted, as a shell gives for Ctrl-C. */
  public static final int EXIT_ABORTED = 130;

  /** Copies the lists. */
  public BatchSummary {
    reports = List.copyOf(reports);
    memory = List.copyOf(memory);
    unwritten = List.copyOf(unwritten);
  }

  /** A copy that says of one file more that it could not be written. */
  public BatchSummary without(String file) {
    List<String> more = new ArrayList<>(unwritten);
    more.add(file);
    return new BatchSummary(request, reports, wallSeconds, machine, preflight, peakBytes, memory, aborted, more);
  }

  /** Everything as JSON: an object, as in {@code batch_summary.json}. */
  public String json() {
    return new SummaryFiles(this).json();
  }

  /** The table and the problems: what people read at the end. */
  public String text() {
    return new SummaryText(this).text();
  }

  /** 0 all done (or skipped on purpose), 1 a task failed or the summary's files could not be written, 130 aborted. */
  public int exitCode() {
    boolean failed = !unwritten.isEmpty() || reports.stream().anyMatch(r -> r.outcome().isFailure());
    return aborted ? EXIT_ABORTED : failed ? EXIT_FAILED : EXIT_DONE;
  }

  /**
   * Writes {@code batch_summary.csv} and {@code batch_summary.json} to a directory, each in one step.
   *
   * @throws IOException when the disk fails
   */
  public void writeTo(Path directory) throws IOException {
    new SummaryFiles(this).writeTo(directory);
  }

  /** As {@link #writeTo}, but what the files say of other tasks stays. */
  public void addTo(Path directory) throws IOException {
    new SummaryFiles(this).addTo(directory);
  }
}
