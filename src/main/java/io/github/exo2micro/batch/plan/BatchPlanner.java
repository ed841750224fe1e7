package io.github.exo2micro.batch.plan;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.memory.HostKind;
import io.github.exo2micro.memory.Machine;
import io.github.exo2micro.memory.PlannedTask;
import io.github.exo2micro.memory.Preflight;
import io.github.exo2micro.memory.PreflightRequest;
import io.github.exo2micro.port.ImageSource;
import io.github.exo2micro.port.RawHeader;
import io.github.exo2micro.task.ParameterSpec;
import io.github.exo2micro.task.TaskId;
import io.github.exo2micro.task.TaskRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Makes the pre-flight check of a batch: headers, disk, machine; no pixel is read. */
public final class BatchPlanner {

  private final ImageSource source;

  public BatchPlanner(ImageSource source) {
    this.source = source;
  }

  /** What the headers of a task say: the size of its checkpoints, and the memory that reading its raw files takes. */
  public record Needs(ImageSize padded, long decodingBytes) {}

  /** The plan of a batch; {@code needs} holds those of each task whose headers could be read. */
  public record Plan(Preflight preflight, Map<TaskId, Needs> needs) {}

  public Plan plan(BatchRequest request, HostKind host, Machine machine) {
    List<PlannedTask> planned = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    Map<TaskId, Needs> sizes = new LinkedHashMap<>();
    for (TaskRequest task : request.tasks()) {
      try {
        RawHeader pre = source.header(task.pre(), task.parameters().imageChoice());
        RawHeader post = source.header(task.post(), task.parameters().imageChoice());
        // Stage 1 reads both at once.
        Needs needs = new Needs(pre.size().union(post.size()).padded(task.parameters().integer(ParameterSpec.PAD)),
            pre.decodingBytes() + post.decodingBytes());
        sizes.put(task.task(), needs);
        planned.add(new DiskPlan(task, needs.padded(), needs.decodingBytes())
            .plan(ChildSizes.threads(task, request.concurrency(), machine.cores())));
      } catch (ArithmeticException e) {
        notes.add(task.task() + " is not in the estimate: its images are too large to be padded by "
            + task.parameters().integer(ParameterSpec.PAD) + " px");
      } catch (RemediableException e) {
        notes.add(task.task() + " is not in the estimate: " + e.problem());
      } catch (IOException e) {
        notes.add(task.task() + " is not in the estimate: its headers cannot be read (" + e.getMessage() + ")");
      } catch (RuntimeException e) {
        // The batch's edge: a bug in the estimate of one task must cost neither that task nor the others.
        notes.add(task.task() + " is not in the estimate: internal error: " + e);
      }
    }
    int pad = request.tasks().stream().mapToInt(t -> t.parameters().integer(ParameterSpec.PAD)).max().orElse(0);
    String format = request.tasks().stream().map(t -> t.options().format().name().toLowerCase(Locale.ROOT))
        .findFirst().orElse("tiff");
    Path disk = nearestExisting(request.outputDirectory());
    return new Plan(Preflight.of(new PreflightRequest(planned, host, request.options().mode().word(),
        request.concurrency(), pad, format, request.options().peakFactor(), machine, freeBytes(disk, notes), disk,
        notes)), sizes);
  }

  static Path nearestExisting(Path directory) {
    return Optional.of(directory.toAbsolutePath().normalize()).stream()
        .flatMap(path -> java.util.stream.Stream.iterate(path, java.util.Objects::nonNull, Path::getParent))
        .filter(Files::exists).findFirst().orElseThrow(() -> new RemediableException(
            "The output directory cannot be made.", directory + " and none of its parents exist.",
            "give a directory on a disk that is there."));
  }

  private static long freeBytes(Path directory, List<String> notes) {
    try {
      return Files.getFileStore(directory).getUsableSpace();
    } catch (IOException e) {
      notes.add("the free disk space at " + directory + " cannot be read (" + e.getMessage() + ")");
      return Long.MAX_VALUE;
    }
  }
}
