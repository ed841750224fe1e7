package io.github.exo2micro.checkpoint;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import io.github.exo2micro.checkpoint.sidecar.InputIdentity;
import io.github.exo2micro.io.AtomicFile;
import io.github.exo2micro.io.Json;
import io.github.exo2micro.io.PlainFile;
import io.github.exo2micro.microbes.MicrobeSummary;
import io.github.exo2micro.task.Checkpoint;
import io.github.exo2micro.task.ParameterSpec;
import io.github.exo2micro.task.Parameters;
import io.github.exo2micro.task.SuffixFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What is known of a task's lists of microbes, kept as JSON beside them: what they were made from, and how long the
 * files are.
 *
 * @param algorithm version of the search
 * @param software name and version of the program
 * @param parameters those that the search depends on, with their values as text
 * @param madeFrom the checkpoints that were searched
 * @param summary how many were found
 * @param pad px by which the padded frame is larger than the raw images on each side
 * @param files one for each list
 */
public record MicrobeRecord(int algorithm, String software, Map<String, String> parameters,
    List<InputIdentity> madeFrom,
    MicrobeSummary summary, int pad, List<Listed> files) {

  /** Raised whenever the same images and parameters give other lists than before. */
  public static final int ALGORITHM = 5;

  private static final Gson GSON = Json.pages();

  /** @throws NullPointerException when something is missing, as in a damaged file */
  public MicrobeRecord {
    Objects.requireNonNull(software);
    Objects.requireNonNull(summary);
    parameters = new LinkedHashMap<>(parameters);
    madeFrom = List.copyOf(madeFrom);
    files = List.copyOf(files);
  }

  /**
   * A list's file.
   *
   * @param name its name, in the record's folder
   * @param bytes its length
   * @param checksum of its bytes
   */
  public record Listed(String name, long bytes, String checksum) {
    public static Listed of(Path file) throws IOException {
      return new Listed(file.getFileName().toString(), Files.size(file), MicrobeRecord.checksum(file));
    }
  }

  /** How the lists are. */
  public record Judged(StatusLine.State state, String reason, Optional<MicrobeRecord> record) {}

  public void write(Path file) throws IOException {
    AtomicFile.write(file, GSON.toJson(this) + "\n");
  }

  /**
   * Compares the lists with what is there now.
   *
   * @param verify read the lists and compare their checksums
   */
  public static Judged judge(CheckpointStore store, Parameters parameters, List<Checkpoint> inputs, boolean verify)
      throws IOException {
    Path file = MicrobeFiles.sidecar(store.folder(), parameters);
    if (!PlainFile.exists(file)) {
      return new Judged(StatusLine.State.MISSING, "", Optional.empty());
    }
    MicrobeRecord known;
    try {
      known = GSON.fromJson(Files.readString(file), MicrobeRecord.class);
      Objects.requireNonNull(known);
    } catch (JsonParseException | NullPointerException | java.nio.charset.CharacterCodingException e) {
      return new Judged(StatusLine.State.DAMAGED, "its record cannot be read", Optional.empty());
    }
    Optional<String> changed = known.changed(store, parameters, inputs);
    if (changed.isPresent()) {
      return new Judged(StatusLine.State.OUTDATED, changed.get(), Optional.empty());
    }
    Optional<String> damage = known.damage(file.getParent(), verify);
    return damage.isPresent() ? new Judged(StatusLine.State.DAMAGED, damage.get(), Optional.empty())
        : new Judged(StatusLine.State.PRESENT, "", Optional.of(known));
  }

  /** The parameters of the search. */
  public static Map<String, String> searched(Parameters parameters) {
    Map<String, String> result = new LinkedHashMap<>();
    for (ParameterSpec spec : ParameterSpec.values()) {
      if (spec.stage() == ParameterSpec.DETECTION) {
        result.put(spec.parameter(), SuffixFormat.value(parameters.value(spec)));
      }
    }
    return result;
  }

  /** What is known now of the checkpoints that a search reads. */
  public static List<InputIdentity> identities(CheckpointStore store, List<Checkpoint> inputs) throws IOException {
    List<InputIdentity> all = new ArrayList<>();
    for (Checkpoint input : inputs) {
      store.identity(input).ifPresent(all::add);
    }
    return all;
  }

  private Optional<String> changed(CheckpointStore store, Parameters now, List<Checkpoint> inputs) throws IOException {
    if (algorithm != ALGORITHM) {
      return Optional.of("it was made by " + software + ", whose search is another");
    }
    if (!parameters.equals(searched(now))) {
      return Optional.of("the parameters of the search have changed");
    }
    List<InputIdentity> current = identities(store, inputs);
    if (current.size() != madeFrom.size()) {
      return Optional.of("the images that were searched are not all known any more");
    }
    for (int i = 0; i < current.size(); i++) {
      if (!current.get(i).name().equals(madeFrom.get(i).name()) || !current.get(i).isSameContent(madeFrom.get(i))) {
        return Optional.of(current.get(i).name() + ", which was searched, has changed since");
      }
    }
    return Optional.empty();
  }

  private Optional<String> damage(Path folder, boolean verify) throws IOException {
    for (Listed listed : files) {
      Path file = folder.resolve(listed.name());
      if (!PlainFile.exists(file)) {
        return Optional.of(listed.name() + " is not there");
      }
      if (Files.size(file) != listed.bytes()) {
        return Optional.of(listed.name() + " has " + Files.size(file) + " bytes instead of " + listed.bytes());
      }
      if (verify && !checksum(file).equals(listed.checksum())) {
        return Optional.of(listed.name() + " was changed after it was written");
      }
    }
    return Optional.empty();
  }

  private static String checksum(Path file) throws IOException {
    CRC32C crc = new CRC32C();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        crc.update(buffer, 0, n);
      }
    }
    return String.format("crc32c:%08x", crc.getValue());
  }
}
