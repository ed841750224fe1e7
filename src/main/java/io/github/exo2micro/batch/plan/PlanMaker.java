package io.github.exo2micro.batch.plan;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.checkpoint.sidecar.InputIdentity;
import io.github.exo2micro.checkpoint.sidecar.Provenance;
import io.github.exo2micro.cluster.PlannedRow;
import io.github.exo2micro.cluster.RowRun;
import io.github.exo2micro.cluster.TaskPlan;
import io.github.exo2micro.memory.HostKind;
import io.github.exo2micro.memory.MemoryEstimate;
import io.github.exo2micro.memory.PlannedTask;
import io.github.exo2micro.task.TaskRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes the plan of a batch for schedulers: what each task needs of a node, from the headers alone. */
public final class PlanMaker {

  /** Measured on two cores: what does not depend on the image, and what a padded megapixel takes. */
  private static final double SECONDS_AT_LEAST = 10;
  private static final double SECONDS_PER_MEGAPIXEL = 0.09;

  private final BatchRequest request;
  private final BatchPlanner.Plan plan;

  public PlanMaker(BatchRequest request, BatchPlanner.Plan plan) {
    this.request = request;
    this.plan = plan;
  }

  /**
   * Tasks whose headers cannot be read are skipped, with the reason.
   *
   * @throws RemediableException when none is left
   */
  public TaskPlan make() throws IOException {
    List<PlannedRow> rows = new ArrayList<>();
    List<TaskPlan.SkippedRow> skipped = new ArrayList<>();
    for (SkippedTask s : request.skipped()) {
      skipped.add(new TaskPlan.SkippedRow(s.task().sample(), s.task().dye(), s.reason()));
    }
    Map<String, PlannedTask> planned = new HashMap<>();
    plan.preflight().request().tasks().forEach(t -> planned.put(t.name(), t));
    for (TaskRequest task : request.tasks()) {
      BatchPlanner.Needs needs = plan.needs().get(task.task());
      if (needs == null) {
        skipped.add(new TaskPlan.SkippedRow(task.task().sample(), task.task().dye(), "its headers cannot be read: "
            + plan.preflight().request().notes().stream().filter(n -> n.startsWith(task.task().toString())).findFirst()
                .orElse("")));
        continue;
      }
      rows.add(row(rows.size(), task, needs, planned.get(task.task().toString())));
    }
    if (rows.isEmpty()) {
      throw new RemediableException("Nothing can be planned.",
          skipped.isEmpty() ? "no task was found." : skipped.get(0).sample() + "/" + skipped.get(0).dye() + ": "
              + skipped.get(0).reason(),
          "check the raw folder with 'exo2micro survey'.");
    }
    return new TaskPlan(Provenance.software(), request.rawDirectory(), request.outputDirectory(), rows, skipped,
        request.notes());
  }

  private PlannedRow row(int index, TaskRequest task, BatchPlanner.Needs needs, PlannedTask disk) throws IOException {
    MemoryEstimate memory = MemoryEstimate.of(needs.padded(), HostKind.WORKER, request.options().peakFactor(),
        task.threads(), task.options().compressed()).plus(needs.decodingBytes());
    return new PlannedRow(index, task, memory.heapBytes(),
        memory.residentBytes() + RowRun.WATCHER_BYTES + RowRun.PAGE_CACHE_BYTES, task.threads(),
        disk.keptBytes() + disk.passingBytes(),
        Math.round(SECONDS_AT_LEAST + SECONDS_PER_MEGAPIXEL * needs.padded().area() / 1e6),
        List.of(InputIdentity.ofFile(task.pre()), InputIdentity.ofFile(task.post())));
  }
}
