package io.github.exo2micro.fiji.view;

import io.github.exo2micro.app.Engine;
import io.github.exo2micro.raw.RawPair;
import io.github.exo2micro.task.TaskId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What a dialog offers to choose one sample and one dye from. */
public final class TaskNames {

  private TaskNames() {}

  /** The samples of a raw folder, and the dyes of one of them. */
  public static Map<String, List<String>> ofRaw(Engine engine, Path raw, String sample) throws IOException {
    return names(engine.discover(raw, List.of(), List.of()).present(), RawPair::sample, RawPair::dye, sample);
  }

  /** The samples that an output folder has results of, and the dyes of one of them. */
  static Map<String, List<String>> of(List<TaskId> tasks, String sample) {
    return names(tasks, TaskId::sample, TaskId::dye, sample);
  }

  private static <T> Map<String, List<String>> names(List<T> all, Function<T, String> sampleOf,
      Function<T, String> dyeOf, String sample) {
    List<T> ofSample = all.stream().filter(t -> sampleOf.apply(t).equals(sample)).toList();
    return Map.of("sample", all.stream().map(sampleOf).distinct().sorted().toList(), "dye",
        (ofSample.isEmpty() ? all : ofSample).stream().map(dyeOf).distinct().sorted().toList());
  }
}
