package io.github.exo2micro.export;

import com.google.gson.JsonParseException;
import io.github.exo2micro.checkpoint.TaskFolder;
import io.github.exo2micro.io.AtomicFile;
import io.github.exo2micro.io.Json;
import io.github.exo2micro.io.PlainFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the images of a task were exported to: {@code exports.json} in the task's folder. It only helps to find them
 * again: what a file there shows, the file itself says.
 *
 * @param file the list
 * @param output the output folder: what was exported into it is found when the folder is moved
 */
record ExportList(Path file, Path output) {

  private static final int MOST = 100;
  private static final long MOST_BYTES = 1 << 20;

  /** As it stands in the file. */
  private record Content(List<String> exports) {}

  static ExportList of(TaskFolder folder) {
    Path root = folder.root().toAbsolutePath().normalize();
    return new ExportList(root.resolve("exports.json"), root.getParent().getParent());
  }

  /** The exports that are still there, the newest first. */
  List<Path> paths() throws IOException {
    List<Path> paths = new ArrayList<>();
    for (String line : lines()) {
      try {
        Path path = file.resolveSibling(line).normalize();
        if (Files.exists(path)) {
          paths.add(0, path);
        }
      } catch (InvalidPathException e) {
        // The list was written under another operating system.
        continue;
      }
    }
    return paths;
  }

  private List<String> lines() throws IOException {
    if (!PlainFile.exists(file) || Files.size(file) > MOST_BYTES) {
      return List.of();
    }
    try {
      Content content = Json.line().fromJson(Files.readString(file), Content.class);
      return content == null || content.exports == null ? List.of() : content.exports;
    } catch (JsonParseException e) {
      return List.of();
    }
  }

  /** Adds an export. Where results may not be written to, the list stays as it is: the export is complete without. */
  void add(Path export) {
    try {
      List<String> lines = new ArrayList<>();
      List<Path> known = paths();
      for (int i = Math.min(known.size(), MOST - 1) - 1; i >= 0; i--) {
        if (!known.get(i).equals(export)) {
          lines.add(line(known.get(i)));
        }
      }
      lines.add(line(export));
      AtomicFile.write(file, Json.pages().toJson(new Content(lines)) + "\n");
    } catch (IOException e) {
      return;
    }
  }

  private String line(Path export) {
    return (export.startsWith(output) ? file.getParent().relativize(export) : export).toString().replace('\\', '/');
  }
}
