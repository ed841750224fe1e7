package io.github.exo2micro.cli.command;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.batch.plan.BatchMode;
import io.github.exo2micro.batch.plan.BatchOptions;
import io.github.exo2micro.memory.PlannedTask;
import io.github.exo2micro.memory.Preflight;
import io.github.exo2micro.memory.WorkerAdvice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the check before a batch found.
 *
 * @param check the figures
 * @param advice on the number of workers, a line each
 * @param refusal why the batch does not fit; empty when it does
 */
record PreflightAnswer(Preflight check, List<String> advice, Optional<String> refusal) {

  static PreflightAnswer of(Preflight check, BatchOptions options) {
    return new PreflightAnswer(check, WorkerAdvice.warnings(options.mode() == BatchMode.PARALLEL, options.workers(),
        check.request().tasks().size(), check.request().machine(), check.perTaskBytes()), refusal(check));
  }

  private static Optional<String> refusal(Preflight check) {
    try {
      check.requireFit();
      return Optional.empty();
    } catch (RemediableException e) {
      return Optional.of(e.getMessage());
    }
  }

  /** As it is printed as JSON. */
  Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("ram_estimated_bytes", check.ramBytes());
    map.put("ram_available_bytes", check.ramAvailable().bytes());
    map.put("ram_limited_by", check.ramAvailable().limitedBy());
    map.put("ram", check.ram().name());
    map.put("disk_estimated_bytes", check.diskBytes());
    map.put("disk_free_bytes", check.request().diskBytes());
    map.put("disk", check.disk().name());
    map.put("per_task_bytes", check.perTaskBytes());
    map.put("workers_that_fit", check.workersThatFit());
    map.put("workers_recommended", WorkerAdvice.recommended(check.request().machine()));
    map.put("workers_useful", WorkerAdvice.useful(check.request().machine(), check.perTaskBytes()));
    List<Map<String, Object>> tasks = new ArrayList<>();
    for (PlannedTask task : check.request().tasks()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("task", task.name());
      entry.put("padded_width", task.padded().width());
      entry.put("padded_height", task.padded().height());
      entry.put("ram_bytes", check.estimate(task).residentBytes());
      entry.put("disk_bytes", task.keptBytes() + task.passingBytes());
      tasks.add(entry);
    }
    map.put("tasks", tasks);
    map.put("notes", check.request().notes());
    map.put("advice", advice);
    map.put("refusal", refusal.orElse(""));
    return map;
  }
}
