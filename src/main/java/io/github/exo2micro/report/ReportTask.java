package io.github.exo2micro.report;

import io.github.exo2micro.microbes.MicrobeSummary;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One task of a report.
 *
 * @param sample the sample's name
 * @param dye the dye's name
 * @param variant what sets it apart from other runs of the same pair in this report ("iblur = 4"), or ""
 * @param end how it ended
 * @param status its status text; the full message when it failed
 * @param alignments stage 2 and 3, as far as they ran
 * @param scales Moffat first; empty when stage 4 did not run
 * @param seconds wall time per stage, stage number → s; reused stages are absent
 * @param wallSeconds of the whole task
 * @param peakBytes peak resident memory of its process, or −1
 * @param warnings what a person should see besides
 * @param pictures its folder of pictures, relative to the report, with /
 * @param suffix of its pictures' names
 * @param searchSuffix of the names of its pictures of microbes
 * @param outputs its result files, relative to the report where possible
 * @param microbes how many there are; 0 or 1 element
 * @param difference what is known of its difference images; 0 or 1 element
 */
public record ReportTask(String sample, String dye, String variant, End end, String status,
    List<ReportAlignment> alignments, List<ReportScale> scales, Map<Integer, Double> seconds, double wallSeconds,
    long peakBytes, List<String> warnings, String pictures, String suffix, String searchSuffix, List<String> outputs,
    List<MicrobeSummary> microbes, List<ReportDifference> difference) {

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

  /** Copies the lists. */
  public ReportTask {
    alignments = List.copyOf(alignments);
    scales = List.copyOf(scales);
    seconds = Map.copyOf(seconds);
    warnings = List.copyOf(warnings);
    outputs = List.copyOf(outputs);
    // The data of a report that an earlier version wrote know none of these.
    difference = difference == null ? List.of() : List.copyOf(difference);
    microbes = microbes == null ? List.of() : List.copyOf(microbes);
    searchSuffix = searchSuffix == null ? suffix : searchSuffix;
  }

  /** The alignment of that stage, when it ran. */
  Optional<ReportAlignment> alignment(int stage) {
    return alignments.stream().filter(a -> a.stage() == stage).findFirst();
  }

  /** The scale of a kind, as far as it begins so. */
  Optional<ReportScale> scale(String kind) {
    return scales.stream().filter(s -> s.kind().startsWith(kind)).findFirst();
  }

  /** "sample / dye", with the variant where there is one. */
  String label() {
    return sample + " / " + dye + (variant.isEmpty() ? "" : " (" + variant + ")");
  }
}
