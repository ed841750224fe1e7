package io.github.exo2micro.report;

import io.github.exo2micro.picture.MemoryPicture;
import java.util.List;

/**
 * All that a report tells. It is stored as {@code report.json} beside the report, so it holds plain values only.
 *
 * @param title what ran: "12 tasks of /data/raw"
 * @param created date and time, as people read it
 * @param software name and version
 * @param machine where it ran, one line
 * @param mode how the batch ran: "serial", "parallel, 2 workers"
 * @param wallSeconds of the whole batch
 * @param peakBytes largest resident size of all processes together, or −1 when unknown
 * @param preflight the text of the pre-flight check, or ""
 * @param aborted whether it was cancelled
 * @param tasks one per task, in order
 * @param parameters all of the pipeline, in the registry's order
 * @param memory memory over time; may be empty
 * @param sweeps comparisons that were made; may be empty
 */
public record ReportData(String title, String created, String software, String machine, String mode,
    double wallSeconds, long peakBytes, String preflight, boolean aborted, List<ReportTask> tasks,
    List<ReportParameter> parameters, List<MemoryPicture.Sample> memory, List<ReportSweep> sweeps) {

  /** Copies the lists. */
  public ReportData {
    tasks = List.copyOf(tasks);
    parameters = List.copyOf(parameters);
    memory = List.copyOf(memory);
    sweeps = List.copyOf(sweeps);
  }
}
