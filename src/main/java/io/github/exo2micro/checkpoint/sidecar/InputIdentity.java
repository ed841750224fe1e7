package io.github.exo2micro.checkpoint.sidecar;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * By what a file that something was made from is known again.
 *
 * @param name file name of a raw image, or {@code Checkpoint.toString} of a checkpoint
 * @param bytes its length
 * @param modifiedMillis its modification time, milliseconds since 1970
 * @param checksum of a checkpoint's pixels; "" for raw images and for checkpoints without a sidecar
 */
public record InputIdentity(String name, long bytes, long modifiedMillis, String checksum) {

  /** @throws NullPointerException for missing fields, as a damaged sidecar has */
  public InputIdentity {
    Objects.requireNonNull(name);
    Objects.requireNonNull(checksum);
  }

  /** The identity of a raw file. */
  public static InputIdentity ofFile(Path file) throws IOException {
    return ofFile(file.getFileName().toString(), file);
  }

  public static InputIdentity ofFile(String name, Path file) throws IOException {
    return new InputIdentity(name, Files.size(file), Files.getLastModifiedTime(file).toMillis(), "");
  }

  /** Whether both stand for the same content: by checksum where both have one, else by length and time. */
  public boolean isSameContent(InputIdentity other) {
    if (!checksum.isEmpty() && !other.checksum.isEmpty()) {
      return checksum.equals(other.checksum);
    }
    return bytes == other.bytes && modifiedMillis == other.modifiedMillis;
  }

  @Override
  public String toString() {
    return name + " of " + bytes + " bytes, " + Instant.ofEpochMilli(modifiedMillis).truncatedTo(ChronoUnit.SECONDS);
  }
}
