package io.github.exo2micro.batch;

import io.github.exo2micro.adapter.system.OshiProbe;
import io.github.exo2micro.batch.plan.BatchMode;
import io.github.exo2micro.batch.plan.BatchOptions;
import io.github.exo2micro.batch.plan.BatchRequest;
import io.github.exo2micro.batch.plan.ChildHeap;
import io.github.exo2micro.batch.summary.BatchSummary;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.memory.HostKind;
import io.github.exo2micro.task.Stage;
import io.github.exo2micro.task.TaskId;
import io.github.exo2micro.worker.Children;
import io.github.exo2micro.worker.ScriptedRunner;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A program with a guarded batch whose second task hangs; prints a line when it does, and the summary at the end.
 * Arguments: folder, mode, how the task hangs.
 */
public final class InterruptedBatch {

  private InterruptedBatch() {}

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    Path out = folder.resolve("out");
    BatchRunner runner = new BatchRunner(new BatchHost(new ScriptedRunner(), Children.launcher("serve", folder),
        HostKind.WORKER, new FakeSource(new ImageSize(613, 227)), new OshiProbe(), List.of()));
    BatchRequest request = new BatchRequest(folder, out, List.of(Children.task("S1", "ok", out),
        Children.task("S2", args[2], out), Children.task("S3", "ok", out)), List.of(),
        BatchOptions.defaults().withMode(BatchMode.named(args[1])).withWorkers(1)
            .withChildHeap(Optional.of(new ChildHeap(48L << 20, Optional.empty()))));
    CancelToken token = new CancelToken();
    try (ShutdownGuard guard = ShutdownGuard.of(token)) {
      BatchSummary summary = runner.run(request, new BatchListener() {
        @Override
        public void stage(TaskId task, Stage stage, boolean reused) {
          if (task.dye().equals(args[2]) && stage == Stage.ICP_ALIGNED) {
            System.out.println("hangs");
          }
        }
      }, token);
      System.out.println(summary.text());
      System.out.flush();
    }
  }
}
