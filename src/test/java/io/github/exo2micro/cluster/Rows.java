package io.github.exo2micro.cluster;

import io.github.exo2micro.checkpoint.sidecar.InputIdentity;
import io.github.exo2micro.checkpoint.sidecar.Provenance;
import io.github.exo2micro.task.Parameters;
import io.github.exo2micro.task.RunOptions;
import io.github.exo2micro.task.TaskId;
import io.github.exo2micro.task.TaskRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Plans for tests. The dye of a task says what the scripted child does with it. */
final class Rows {

  private Rows() {}

  /** A plan of one task per dye, with raw files that are there. */
  static TaskPlan plan(Path folder, String... dyes) throws IOException {
    Path output = folder.resolve("out");
    List<PlannedRow> rows = new ArrayList<>();
    for (String dye : dyes) {
      Path pre = raw(folder, "pre_" + dye);
      Path post = raw(folder, "post_" + dye);
      TaskRequest task = new TaskRequest(new TaskId("S" + rows.size(), dye), pre, post, output,
          Parameters.of(Map.of("pad", "100")), RunOptions.DEFAULTS, 1, false);
      rows.add(new PlannedRow(rows.size(), task, 64L << 20, 400L << 20, 1, 1000, 12,
          List.of(InputIdentity.ofFile(pre), InputIdentity.ofFile(post))));
    }
    return new TaskPlan(Provenance.software(), folder, output, rows,
        List.of(new TaskPlan.SkippedRow("S9", "DAPI", "no post")), List.of("a note"));
  }

  /** A file that is there stays as it is. */
  private static Path raw(Path folder, String name) throws IOException {
    Path file = folder.resolve(name + ".tif");
    if (Files.notExists(file)) {
      Files.writeString(file, name);
    }
    return file;
  }
}
