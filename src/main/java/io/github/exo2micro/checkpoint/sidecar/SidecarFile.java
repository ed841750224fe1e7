package io.github.exo2micro.checkpoint.sidecar;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import io.github.exo2micro.io.AtomicFile;
import io.github.exo2micro.io.Json;
import io.github.exo2micro.io.PlainFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * Reads and writes sidecars: JSON whose last member, {@code seal}, is the CRC-32C of all the text before it. A sidecar
 * holds numbers that the next run computes with (the warp, the scale), so a changed digit must not pass.
 *
 * <p>Sidecars of version 1 had no seal. They are still read, since nothing else tells what a finished run did, but only
 * when every number in them is one.
 */
public final class SidecarFile {

  /** A sidecar has a few kilobytes; something far longer is none. */
  private static final long MAX_BYTES = 1 << 20;
  private static final String SEAL = ",\n  \"seal\": \"crc32c:%08x\"\n}\n";
  private static final Pattern SEALED = Pattern.compile(",\n  \"seal\": \"crc32c:([0-9a-f]{8})\"\n}\n$");

  private static final Gson GSON = Json.pages();

  private SidecarFile() {}

  /** What is where a sidecar should be. */
  public sealed interface Reading {

    /** The sidecar, where there is a sound one. */
    default Optional<Sidecar> sidecar() {
      return this instanceof Known known ? Optional.of(known.content()) : Optional.empty();
    }
  }

  /**
   * A sound sidecar.
   *
   * @param content what it says
   */
  public record Known(Sidecar content) implements Reading {}

  /** No sidecar: the image is the Python original's. */
  record None() implements Reading {}

  /**
   * A sidecar that says nothing reliable. Its image was ours, and what is known of it is lost.
   *
   * @param reason one clause that begins with "its sidecar"
   */
  public record Broken(String reason) implements Reading {}

  /** @throws IOException when it is there and cannot be read, as without permission */
  public static Reading read(Path file) throws IOException {
    Optional<String> odd = PlainFile.oddity(file);
    if (odd.isPresent()) {
      return new Broken("its sidecar is " + odd.get());
    }
    try {
      if (Files.size(file) > MAX_BYTES) {
        return new Broken("its sidecar is no sidecar (" + Files.size(file) + " bytes)");
      }
      return parsed(Files.readString(file));
    } catch (NoSuchFileException e) {
      return new None();
    } catch (JsonParseException | CharacterCodingException e) {
      return new Broken("its sidecar cannot be read (" + firstLine(e) + ")");
    } catch (RuntimeException | StackOverflowError e) {
      // What gson throws when a record's own constructor refuses a field differs between its versions.
      return new Broken("its sidecar is incomplete (" + firstLine(e) + ")");
    }
  }

  private static Reading parsed(String text) {
    Sidecar sidecar = GSON.fromJson(text, Sidecar.class);
    if (sidecar == null) {
      return new Broken("its sidecar is empty");
    }
    sidecar.homography();
    if (sidecar.schema() == Sidecar.UNSEALED_SCHEMA) {
      return unsound(sidecar).<Reading>map(Broken::new).orElseGet(() -> new Known(sidecar));
    }
    if (sidecar.schema() != Sidecar.SCHEMA) {
      return new Broken("its sidecar has version " + sidecar.schema() + ", known is " + Sidecar.SCHEMA);
    }
    Matcher seal = SEALED.matcher(text);
    if (!seal.find()) {
      return new Broken("its sidecar does not end with a checksum of itself: it was cut or edited");
    }
    String own = String.format("%08x", crc(text.substring(0, seal.start())));
    return own.equals(seal.group(1)) ? new Known(sidecar)
        : new Broken("its sidecar was changed after it was written (its"
            + " checksum is " + own + ", it says " + seal.group(1) + ")");
  }

  /** What cannot be in a sidecar without a seal: numbers that are none. */
  private static Optional<String> unsound(Sidecar sidecar) {
    boolean scales = sidecar.scales().stream().allMatch(s -> Double.isFinite(s.scale()));
    boolean facts = sidecar.facts().values().stream().noneMatch(SidecarFile::isInfinite);
    return scales && facts ? Optional.empty() : Optional.of("its sidecar holds numbers that are none");
  }

  private static boolean isInfinite(String fact) {
    try {
      return fact.equals("null") || !Double.isFinite(Double.parseDouble(fact));
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static String firstLine(Throwable e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.getClass().getSimpleName());
  }

  public static void write(Sidecar sidecar, Path file) throws IOException {
    String json = GSON.toJson(sidecar);
    AtomicFile.write(file, sealed(json.substring(0, json.lastIndexOf("\n}"))));
  }

  /** Adds the seal to a sidecar's text, which is given without its last brace. */
  public static String sealed(String open) {
    return open + String.format(SEAL, crc(open));
  }

  private static long crc(String text) {
    CRC32C crc = new CRC32C();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return crc.getValue();
  }
}
