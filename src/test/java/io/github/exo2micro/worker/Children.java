package io.github.exo2micro.worker;

import com.google.gson.Gson;
import io.github.exo2micro.adapter.system.JavaLauncher;
import io.github.exo2micro.port.ProcessLauncher;
import io.github.exo2micro.task.Parameters;
import io.github.exo2micro.task.RunOptions;
import io.github.exo2micro.task.TaskId;
import io.github.exo2micro.task.TaskRequest;
import java.nio.file.Path;
import java.util.List;

/** Starts {@link RudeChild} and makes tasks for it. */
public final class Children {

  private Children() {}

  /** A launcher of children with these manners; a crash file goes to {@code scratch}. */
  public static ProcessLauncher launcher(String manners, Path scratch) {
    return new JavaLauncher(RudeChild.class.getName(),
        JavaLauncher.classPathOf(List.of(WorkerLoop.class, RudeChild.class, Gson.class)),
        List.of("-XX:ErrorFile=" + scratch.resolve("crash.log"), "-XX:TieredStopAtLevel=1"), List.of(manners));
  }

  /** A task that does what its dye is called. */
  public static TaskRequest task(String sample, String dye, Path output) {
    return new TaskRequest(new TaskId(sample, dye), Path.of("pre.tif"), Path.of("post.tif"), output,
        Parameters.of(java.util.Map.of("pad", "100", "scale_percentile", "50")), RunOptions.DEFAULTS, 2, false);
  }
}
