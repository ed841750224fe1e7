package io.github.exo2micro.task;

import io.github.exo2micro.microbes.MicrobeSummary;
import java.util.List;
import java.util.Map;

/**
 * What one finished task gave. It travels as JSON from a worker to its parent, so it holds plain values only.
 *
 * @param task sample and dye
 * @param status {@code complete}, or {@code complete, but …} when an alignment was rejected
 * @param scales Moffat first, then percentile and manual where asked for; empty when stage 4 did not run
 * @param stage2 how the boundary alignment went; absent ({@code null} in JSON only) is given as a list of 0 or 1
 * @param stage3 how the interior alignment went; 0 or 1 element
 * @param warp the final warp, padded post px → padded pre px, nine elements row-major; empty when stage 2 did not run
 * @param seconds wall time per stage that ran in this call, stage number → s; stages that were reused are absent
 * @param peakBytes peak resident memory of the process while the task ran, or −1
 * @param features name of the feature extractor
 * @param source name of the raw image source
 * @param warnings lines that a person should see, besides the rejections
 * @param outputs the files that are the result (difference images), as strings
 * @param difference what is known of the difference images, and which to go on with; 0 or 1 element
 * @param microbes how many microbes there are; 0 or 1 element
 */
public record TaskResult(TaskId task, String status, List<ScaleSummary> scales, List<AlignmentSummary> stage2,
    List<AlignmentSummary> stage3, List<Double> warp, Map<Integer, Double> seconds, long peakBytes, String features,
    String source, List<String> warnings, List<String> outputs, List<DifferenceSummary> difference,
    List<MicrobeSummary> microbes) {

  /** What an older or another program's result lacks is empty. */
  public TaskResult {
    difference = difference == null ? List.of() : List.copyOf(difference);
    microbes = microbes == null ? List.of() : List.copyOf(microbes);
  }

  /** A copy whose result files lie elsewhere. */
  public TaskResult withOutputs(List<String> value) {
    return new TaskResult(task, status, scales, stage2, stage3, warp, seconds, peakBytes, features, source, warnings,
        value,
        difference, microbes);
  }
}
