package io.github.exo2micro.report;

import io.github.exo2micro.microbes.MicrobeSummary;
import io.github.exo2micro.task.AlignmentSummary;
import io.github.exo2micro.task.Checkpoint;
import io.github.exo2micro.task.DifferenceSummary;
import io.github.exo2micro.task.LocalScaleSummary;
import io.github.exo2micro.task.ScaleKind;
import io.github.exo2micro.task.ScaleSummary;
import io.github.exo2micro.task.TaskResult;
import java.util.List;
import java.util.Optional;

/**
 * One task of a report.
 *
 * @param sample the sample's name
 * @param dye the dye's name
 * @param variant what sets it apart from other runs of the same pair in this report ("iblur = 4"), or ""
 * @param end how it ended
 * @param status its status text; the full message when it failed
 * @param result what it gave; empty when it did not come to its end
 * @param wallSeconds of the whole task
 * @param peakBytes peak resident memory of its process, or −1
 * @param pictures its folder of pictures, relative to the report, with /
 * @param suffix of its pictures' names
 * @param searchSuffix of the names of its pictures of microbes
 * @param outputs its result files, relative to the report where possible
 */
public record ReportTask(String sample, String dye, String variant, End end, String status,
    Optional<TaskResult> result, double wallSeconds, long peakBytes, String pictures, String suffix,
    String searchSuffix, List<String> outputs) {

  /** How a task ended. */
  public enum End {
    /** It ran to its end. */
    DONE,
    /** It said what is wrong, crashed or took too long. */
    FAILED,
    /** It was cancelled. */
    CANCELLED,
    /** It could not run, or was left out. */
    SKIPPED
  }

  /** Copies the list; a report of an earlier version has no results in it. */
  public ReportTask {
    result = result == null ? Optional.empty() : result;
    outputs = List.copyOf(outputs);
    searchSuffix = searchSuffix == null ? suffix : searchSuffix;
  }

  /** Stage 2's alignment, when it ran. */
  Optional<AlignmentSummary> coarse() {
    return result.flatMap(TaskResult::stage2);
  }

  /** Stage 3's alignment, when it ran. */
  public Optional<AlignmentSummary> interior() {
    return result.flatMap(TaskResult::stage3);
  }

  /** Its scales, Moffat first; none when stage 4 did not run. */
  public List<ScaleSummary> scales() {
    return result.map(TaskResult::scales).orElse(List.of());
  }

  Optional<ScaleSummary> scale(ScaleKind.Way way) {
    return result.flatMap(r -> r.scale(way));
  }

  /** How the scale varies, where that could be measured. */
  Optional<LocalScaleSummary> localScale() {
    return result.flatMap(TaskResult::difference).flatMap(DifferenceSummary::local)
        .filter(LocalScaleSummary::isMeasured);
  }

  /** What was found in its difference, where it was searched. */
  Optional<MicrobeSummary> microbes() {
    return result.flatMap(TaskResult::microbes);
  }

  /** Whether the difference to go on with is the one whose scale follows the background. */
  boolean recommendsLocal() {
    return result.flatMap(TaskResult::difference)
        .filter(d -> d.recommended().image().equals(Checkpoint.LOCAL_DIFFERENCE)).isPresent();
  }

  /** What a person should see besides. */
  List<String> warnings() {
    return result.map(TaskResult::warnings).orElse(List.of());
  }

  /** "sample / dye", with the variant where there is one. */
  String label() {
    return sample + " / " + dye + (variant.isEmpty() ? "" : " (" + variant + ")");
  }
}
