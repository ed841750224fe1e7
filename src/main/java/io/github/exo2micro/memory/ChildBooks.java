package io.github.exo2micro.memory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Keeps what the children told of their memory, task by task, for the end of the batch. Not thread-safe. */
final class ChildBooks {

  private final List<Task> tasks = new ArrayList<>();
  private final Map<Long, Worker> workers = new LinkedHashMap<>();

  private record Task(String name, long pid, long peakBytes) {}

  /** What a child held after its first task and after its last. */
  private record Worker(HeldMemory first, HeldMemory last, int tasks) {
    Worker after(HeldMemory held) {
      return new Worker(first, held, tasks + 1);
    }
  }

  /** A new child, perhaps with the process id of one that is gone. */
  void begins(long pid) {
    workers.remove(pid);
  }

  void taskEnded(long pid, String task, long peakBytes, Optional<HeldMemory> held) {
    tasks.add(new Task(task, pid, peakBytes));
    held.ifPresent(now -> {
      Worker before = workers.get(pid);
      workers.put(pid, before == null ? new Worker(now, now, 1) : before.after(now));
    });
  }

  /** The summary's lines about children: none when there were none. */
  List<String> lines(long peakOfAll) {
    List<String> lines = new ArrayList<>();
    if (tasks.isEmpty()) {
      return lines;
    }
    lines.add("[mem] The sizes above are of this process alone; with its children:");
    lines.add(String.format(Locale.ROOT, "[mem] peak:     %6.2f GB  all processes together", peakOfAll / 1e9));
    for (Task task : tasks) {
      lines.add(task.peakBytes() < 0 ? "[mem] peak:    unknown     " + task.name() + ", process " + task.pid()
          : String.format(Locale.ROOT, "[mem] peak:     %6.2f GB  %s, process %d", task.peakBytes() / 1e9, task.name(),
              task.pid()));
    }
    return lines;
  }

  /** A line for each child that has grown for good. */
  List<String> warnings() {
    List<String> lines = new ArrayList<>();
    workers.forEach((pid, worker) -> {
      double growth = worker.last().growthSince(worker.first());
      if (growth > HeldMemory.GROWTH_WARNING_BYTES) {
        lines.add(String.format(Locale.ROOT,
            "[mem] WARNING: worker process %d holds %.2f GB more after its last task than after its first, %d tasks in "
                + "all. Memory is not given back between tasks (Java heap in use %+.2f GB); use the subprocess mode, "
                + "where each task gets a fresh process.",
            pid, growth / 1e9, worker.tasks(),
            (worker.last().heapUsed() - worker.first().heapUsed()) / 1e9));
      }
    });
    return lines;
  }
}
