package io.github.exo2micro.pipeline;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.io.AtomicFile;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What is known about a checkpoint, kept as JSON beside it.
 *
 * @param schema version of this layout
 * @param software name and version of the program that wrote it
 * @param algorithms {@link Stage#algorithm} of the stages up to this one, joined by dots
 * @param sample the sample
 * @param dye the dye
 * @param stage 1 to 4
 * @param image {@link Checkpoint#name}
 * @param parameters every parameter with its value as text
 * @param raw the raw files, post and pre
 * @param madeFrom the checkpoints it was made from
 * @param warp padded post px → padded pre px, nine elements row-major, or none
 * @param alignment how the alignment went; 0 or 1 element
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
    List<Double> warp, List<AlignmentSummary> alignment, List<ScaleSummary> scales, Map<String, String> facts,
    double seconds, int width, int height, long bytes, long modifiedMillis, String checksum) {

  static final int SCHEMA = 1;
  /** A sidecar has a few kilobytes; something far longer is none. */
  private static final long MAX_BYTES = 1 << 20;

  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping()
      .serializeSpecialFloatingPointValues().create();

  /** @throws RuntimeException when something is missing, as in a damaged file */
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
    alignment = List.copyOf(alignment);
    scales = List.copyOf(scales);
    if (!warp.isEmpty() && warp.size() != 9) {
      throw new IllegalArgumentException("a warp of " + warp.size() + " elements");
    }
  }

  /** The warp, where the image was warped. */
  public Optional<Homography> homography() {
    return warp.isEmpty() ? Optional.empty()
        : Optional.of(Homography.of(warp.stream().mapToDouble(Double::doubleValue).toArray()));
  }

  /** What reading a sidecar gave: the sidecar, or why there is none. */
  record Reading(Optional<Sidecar> sidecar, String problem) {}

  static Reading read(Path file) throws IOException {
    try {
      if (Files.size(file) > MAX_BYTES) {
        return new Reading(Optional.empty(), "its sidecar is no sidecar (" + Files.size(file) + " bytes)");
      }
      Sidecar sidecar = GSON.fromJson(Files.readString(file), Sidecar.class);
      if (sidecar == null) {
        return new Reading(Optional.empty(), "its sidecar is empty");
      }
      if (sidecar.schema != SCHEMA) {
        return new Reading(Optional.empty(), "its sidecar has version " + sidecar.schema + ", known is " + SCHEMA);
      }
      sidecar.homography();
      return new Reading(Optional.of(sidecar), "");
    } catch (NoSuchFileException e) {
      return new Reading(Optional.empty(), "it has no sidecar");
    } catch (JsonParseException | MalformedInputException e) {
      return new Reading(Optional.empty(), "its sidecar cannot be read (" + firstLine(e) + ")");
    } catch (RuntimeException e) {
      // What gson throws when a record's own constructor refuses a field differs between its versions.
      return new Reading(Optional.empty(), "its sidecar is incomplete (" + firstLine(e) + ")");
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.getClass().getSimpleName());
  }

  void write(Path file) throws IOException {
    AtomicFile.write(file, GSON.toJson(this) + "\n");
  }
}
