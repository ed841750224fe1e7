package io.github.exo2micro.checkpoint.sidecar;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.io.WrittenImage;
import io.github.exo2micro.task.AlignmentSummary;
import io.github.exo2micro.task.ScaleSummary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is known about a checkpoint, kept as JSON beside it.
 *
 * @param schema version of this layout
 * @param software name and version of the program that wrote it
 * @param algorithms {@code Stage.algorithm} of the stages up to this one, joined by dots
 * @param sample the sample
 * @param dye the dye
 * @param stage 1 to 4
 * @param image {@code Checkpoint.name}
 * @param parameters every parameter with its value as text
 * @param raw the raw files, post and pre
 * @param madeFrom the checkpoints it was made from
 * @param warp padded post px → padded pre px, nine elements row-major, or none
 * @param alignment how the alignment went, where the image was aligned
 * @param scales the scales, for a difference image
 * @param facts more for people, name to text
 * @param seconds wall time of the stage, s
 * @param width of the image, px
 * @param height of the image, px
 * @param bytes length of the image file
 * @param modifiedMillis modification time of the image file, milliseconds since 1970
 * @param checksum of its pixels
 */
public record Sidecar(int schema, String software, String algorithms, String sample, String dye, int stage,
    String image, Map<String, String> parameters, List<InputIdentity> raw, List<InputIdentity> madeFrom,
    List<Double> warp, Optional<AlignmentSummary> alignment, List<ScaleSummary> scales, Map<String, String> facts,
    double seconds, int width, int height, long bytes, long modifiedMillis, String checksum) {

  /** Version of the layout that is written. */
  static final int SCHEMA = 2;
  /** The version before sidecars had a checksum of themselves: still read, see {@link SidecarFile}. */
  static final int UNSEALED_SCHEMA = 1;

  private static final Pattern CHECKSUM = Pattern.compile("crc32c:[0-9a-f]{8}");

  /** @throws RuntimeException when something is missing or cannot be, as in a damaged file */
  public Sidecar {
    Objects.requireNonNull(software);
    Objects.requireNonNull(algorithms);
    Objects.requireNonNull(sample);
    Objects.requireNonNull(dye);
    Objects.requireNonNull(image);
    Objects.requireNonNull(checksum);
    parameters = new LinkedHashMap<>(parameters);
    facts = new LinkedHashMap<>(facts);
    raw = List.copyOf(raw);
    madeFrom = List.copyOf(madeFrom);
    warp = List.copyOf(warp);
    alignment = alignment == null ? Optional.empty() : alignment;
    scales = List.copyOf(scales);
    require(stage >= 1 && stage <= 4, "stage " + stage);
    require(width >= 1 && height >= 1, "a size of " + width + " x " + height + " px");
    require(bytes >= 0, bytes + " bytes");
    require(CHECKSUM.matcher(checksum).matches(), "the checksum '" + checksum + "'");
    require(Double.isFinite(seconds), seconds + " s");
    require(warp.isEmpty() || warp.size() == 9, "a warp of " + warp.size() + " elements");
    parameters.values().forEach(Objects::requireNonNull);
    facts.values().forEach(Objects::requireNonNull);
    alignment.ifPresent(a -> Objects.requireNonNull(a.reason()));
    alignment.ifPresent(a -> Objects.requireNonNull(a.method()));
    scales.forEach(s -> Objects.requireNonNull(s.kind()));
    scales.forEach(s -> Objects.requireNonNull(s.note()));
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /** The warp, where the image was warped. */
  public Optional<Homography> homography() {
    return warp.isEmpty() ? Optional.empty()
        : Optional.of(Homography.of(warp.stream().mapToDouble(Double::doubleValue).toArray()));
  }

  /** The sidecar of the same image in another file. */
  public Sidecar of(WrittenImage copy) {
    return new Sidecar(SCHEMA, software, algorithms, sample, dye, stage, image, parameters, raw, madeFrom, warp,
        alignment,
        scales, facts, seconds, width, height, copy.bytes(), copy.modifiedMillis(), copy.checksum());
  }
}
