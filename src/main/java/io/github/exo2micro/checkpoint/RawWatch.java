package io.github.exo2micro.checkpoint;

import io.github.exo2micro.RemediableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;

/**
 * The raw files as they were before they were read, to tell whether something wrote to them meanwhile: a copy that was
 * not complete yet, an export that was running.
 */
public final class RawWatch {

  private final List<State> before;

  private RawWatch(List<State> before) {
    this.before = before;
  }

  /** Length and time of one file. */
  private record State(Path file, long bytes, FileTime modified) {
    static State of(Path file) throws IOException {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new State(file, attributes.size(), attributes.lastModifiedTime());
    }

    @Override
    public String toString() {
      return bytes + " bytes, changed at " + modified;
    }
  }

  /** Looks at the files. */
  public static RawWatch of(Path post, Path pre) throws IOException {
    return new RawWatch(List.of(State.of(post), State.of(pre)));
  }

  /**
   * Looks again.
   *
   * @throws RemediableException when a file has changed or is gone
   */
  public void requireUnchanged() throws IOException {
    for (State then : before) {
      State now;
      try {
        now = State.of(then.file());
      } catch (NoSuchFileException e) {
        throw changed(then, "it is gone");
      }
      if (!now.equals(then)) {
        throw changed(then, "it has " + now + (now.bytes() > then.bytes() ? ": it is still growing" : ""));
      }
    }
  }

  private static RemediableException changed(State then, String now) {
    return new RemediableException("The raw image " + then.file().getFileName() + " changed while it was read.",
        then.file() + ": it had " + then + "; now " + now + ".",
        "wait until whatever writes it is done (a copy, an export, the "
            + "microscope), then run again. Nothing that was made of it was kept.");
  }
}
