package io.github.exo2micro.worker;

import io.github.exo2micro.task.Stage;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/** A parent that waits for a child which is wedged, until it is killed itself; prints the child's process id. */
public final class MortalParent {

  private MortalParent() {}

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    WorkerProcess worker = WorkerProcess.start(Children.launcher("serve", folder), WorkerSettings.of(48L << 20, 1));
    worker.run(Children.task("S1", "wedged", folder.resolve("out")), Optional.empty(), OptionalInt.empty(),
        new TaskEvents() {
          @Override
          public void stage(Stage stage, boolean reused) {
            if (stage == Stage.ICP_ALIGNED) {
              System.out.println("child " + worker.pid());
            }
          }

          @Override
          public void progress(double fraction) {}

          @Override
          public void line(String text) {}
        });
  }
}
