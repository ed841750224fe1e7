package io.github.exo2micro.task;

import io.github.exo2micro.microbes.MicrobeSummary;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one finished task gave. It travels as JSON from a worker to its parent, so it holds plain values only.
 *
 * @param task sample and dye
 * @param status {@code complete}, or {@code complete, but …} when an alignment was rejected
 * @param scales Moffat first, then percentile and manual where asked for; empty when stage 4 did not run
 * @param stage2 how the boundary alignment went; empty when stage 2 was not asked for
 * @param stage3 how the interior alignment went; empty when stage 3 was not asked for
 * @param warp the final warp, padded post px → padded pre px, nine elements row-major; empty when stage 2 did not run
 * @param seconds wall time per stage that ran in this call, stage number → s; stages that were reused are absent
 * @param peakBytes peak resident memory of the process while the task ran, or −1
 * @param features name of the feature extractor
 * @param source name of the raw image source
 * @param warnings lines that a person should see, besides the rejections
 * @param outputs the files that are the result (difference images), as strings
 * @param difference what is known of the difference images, and which to go on with
 * @param microbes how many microbes there are; empty when none were looked for
 */
public record TaskResult(TaskId task, String status, List<ScaleSummary> scales, Optional<AlignmentSummary> stage2,
    Optional<AlignmentSummary> stage3, List<Double> warp, Map<Integer, Double> seconds, long peakBytes, String features,
    String source, List<String> warnings, List<String> outputs, Optional<DifferenceSummary> difference,
    Optional<MicrobeSummary> microbes) {

  /** What an older or another program's result lacks is empty. */
  public TaskResult {
    stage2 = stage2 == null ? Optional.empty() : stage2;
    stage3 = stage3 == null ? Optional.empty() : stage3;
    difference = difference == null ? Optional.empty() : difference;
    microbes = microbes == null ? Optional.empty() : microbes;
  }

  /** The alignment that the result rests on: stage 3's where it was accepted, else stage 2's. */
  public Optional<AlignmentSummary> alignment() {
    return stage3.filter(AlignmentSummary::accepted).or(() -> stage2);
  }

  /** Its first scale of a kind. */
  public Optional<ScaleSummary> scale(ScaleKind.Way way) {
    return scales.stream().filter(s -> s.kind().way() == way).findFirst();
  }

  /** A copy whose result files lie elsewhere. */
  public TaskResult withOutputs(List<String> value) {
    return new TaskResult(task, status, scales, stage2, stage3, warp, seconds, peakBytes, features, source, warnings,
        value,
        difference, microbes);
  }
}
