package io.github.exo2micro.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.app.Selection;
import io.github.exo2micro.batch.plan.BatchMode;
import io.github.exo2micro.batch.plan.BatchOptions;
import io.github.exo2micro.cli.option.How;
import io.github.exo2micro.cli.option.OneTask;
import io.github.exo2micro.cli.option.Where;
import io.github.exo2micro.task.CheckpointFormat;
import io.github.exo2micro.task.Parameters;
import io.github.exo2micro.task.TaskId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Words of the command line become options of a batch, or a message. */
class OptionGroupsTest {

  private static <T> T parsed(T group, String... words) {
    new CommandLine(group).parseArgs(words);
    return group;
  }

  private static BatchOptions batch(String... words) {
    return parsed(new How(), words).batchOptions();
  }

  private static Selection selection(String... words) {
    return parsed(new How(), words).selection(Path.of("raw"), Path.of("out"), List.of(), List.of(),
        Parameters.defaults());
  }

  private static String refused(String... words) {
    return assertThrows(RemediableException.class, () -> {
      batch(words);
      selection(words);
    }).getMessage();
  }

  @Test
  void withoutWordsABatchIsTheDefault() {
    BatchOptions defaults = BatchOptions.defaults();
    assertEquals(defaults, batch());
  }

  @Test
  void everyWordHasItsOption() {
    BatchOptions options = batch("--mode", "Parallel", "--workers", "3", "--timeout-per-task", "30", "--retries", "2",
        "--memory-debug", "--force-run", "--no-strict-dyes", "--no-watchdog", "--peak-factor", "0.5", "--scratch",
        "/tmp/x");
    assertEquals(BatchMode.PARALLEL, options.mode());
    assertEquals(3, options.workers());
    assertEquals(OptionalInt.of(30), options.timeoutSeconds());
    assertEquals(2, options.retries());
    assertTrue(options.memoryDebug() && options.forceRun() && !options.strictDyes());
    assertEquals(Optional.empty(), options.watchdog());
    assertEquals(0.5, options.peakFactor());
    assertEquals(Optional.of(Path.of("/tmp/x")), options.slurm().scratch());
  }

  @Test
  void stagesAndFilesAreThoseThatWereAskedFor() {
    Selection selection = selection("--checkpoint-format", "FITS", "--compress", "--drop-intermediates",
        "--no-pictures",
        "--from-stage", "2", "--to-stage", "3", "--threads", "5");
    assertEquals(CheckpointFormat.FITS, selection.options().format());
    assertTrue(selection.options().compressed() && selection.options().dropIntermediates()
        && !selection.options().pictures());
    assertEquals(OptionalInt.of(2), selection.options().control().fromStage());
    assertEquals(3, selection.options().control().toStage());
  }

  @Test
  void aValueThatIsNotAllowedIsNamedWithWhatIs() {
    assertTrue(refused("--mode", "fast").contains("serial, parallel, subprocess and slurm"));
    assertTrue(refused("--checkpoint-format", "png").contains("tiff, fits and both"));
    assertTrue(refused("--timeout-per-task", "-1").contains("--timeout-per-task"));
    assertTrue(refused("--threads", "0").contains("a whole number from 1"));
    assertTrue(refused("--workers", "0").contains("workers"));
    assertTrue(refused("--retries", "11").contains("from 0 to 10"));
    assertTrue(refused("--memory-factor", "0").contains("memory_factor"));
    assertTrue(refused("--slurm-options", "--mem=1").contains("--mem"));
    refused("--from-stage", "5");
  }

  @Test
  void aTaskIsNamedBySampleAndDyeAndItsFolder() {
    OneTask task = parsed(new OneTask(), "CD070", "DAPI", "--output-dir", "out");
    assertEquals(new TaskId("CD070", "DAPI"), task.id());
    assertEquals(Path.of("out"), task.outputDirectory());
    assertThrows(CommandLine.MissingParameterException.class, () -> parsed(new OneTask(), "CD070"));
    Where where = parsed(new Where(), "--samples", "A,B", "--dyes", "DAPI");
    assertEquals(List.of("A", "B"), where.samples());
    assertEquals(Path.of("raw"), where.rawDirectory());
    assertEquals(Path.of("processed"), where.outputDirectory());
  }
}
