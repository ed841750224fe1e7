package io.github.exo2micro.cli;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.adapter.boofcv.BoofSift;
import io.github.exo2micro.app.Engine;
import io.github.exo2micro.app.Host;
import io.github.exo2micro.memory.HostKind;
import io.github.exo2micro.port.MemoryProbe;
import io.github.exo2micro.port.ProcessLauncher;
import io.github.exo2micro.task.ScaleKind;
import io.github.exo2micro.task.ScaleSummary;
import io.github.exo2micro.task.Stage;
import io.github.exo2micro.task.TaskRequest;
import io.github.exo2micro.task.TaskResult;
import io.github.exo2micro.task.TaskRunner;
import io.github.exo2micro.task.TestSummaries;
import io.github.exo2micro.tiff.TiffSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** An engine whose tasks do nothing but remember what they were asked: the command line's words become requests. */
final class TestEngine {

  final List<TaskRequest> ran = new ArrayList<>();
  /** What each task does instead of working. */
  Runnable task = () -> {};

  Engine engine() {
    TaskRunner runner = (request, progress, stages) -> {
      stages.begins(Stage.PADDED, false);
      progress.report(0.5);
      task.run();
      ran.add(request);
      return new TaskResult(request.task(), "complete",
          List.of(new ScaleSummary(ScaleKind.MOFFAT, 1.3, 0.01, Optional.of(0.5), "")),
          Optional.of(TestSummaries.alignment(true, "fits", 1.5, 3, 1, 0.9, 100, 20, "features")),
          Optional.of(TestSummaries.alignment(true, "fits", 0.04, 0.09, 0.03, 0.8, 300, 5, "patches")),
          List.of(1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0), Map.of(1, 0.1), 1000, "none", "test", List.of(),
          List.of(), Optional.empty(), Optional.empty());
    };
    return new Engine(new Host("test", new TiffSource(), new BoofSift(), new Probe(), new NoLauncher(),
        HostKind.WORKER), runner);
  }

  private static final class NoLauncher implements ProcessLauncher {
    @Override
    public java.util.List<String> command(String mainClass, long heapBytes) {
      return java.util.List.of();
    }

    @Override
    public String name() {
      return "none";
    }

    @Override
    public Process launch(long heapBytes, int threads) throws IOException {
      throw new RemediableException("no children here", "", "");
    }
  }

  /** 16 GiB, 12 free, 4 cores. */
  private static final class Probe implements MemoryProbe {
    @Override
    public long totalBytes() {
      return 16L << 30;
    }

    @Override
    public long availableBytes() {
      return 12L << 30;
    }

    @Override
    public OptionalLong containerAvailableBytes() {
      return OptionalLong.empty();
    }

    @Override
    public OptionalLong residentBytes(long pid) {
      return OptionalLong.of(100 << 20);
    }

    @Override
    public int cores() {
      return 4;
    }
  }
}
