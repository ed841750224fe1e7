package io.github.exo2micro.bench.builds;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.exo2micro.checkpoint.CheckpointStore;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.io.FilePlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What differs between the results of two runs: images by their pixels, sidecars and other JSON by their values, tables
 * by their cells, all else by its bytes. What tells a time, the memory used, a path or a version is left out.
 */
final class ResultsComparison {

  /** Logs, and what holds again what stands in other files. */
  private static final Pattern IGNORED_FILE = Pattern
      .compile("(^|/)\\.exo2micro.*|report\\.(html|json)|batch_summary\\.json");
  private static final Pattern IGNORED_KEY = Pattern
      .compile("seconds|modifiedMillis|seal|software|(stage\\d|wall)_s|peak_bytes|attempts");
  private static final int ROWS = 64;
  private static final int FIRST = 3;
  /** Characters of a text that are shown. */
  private static final int SHOWN = 60;

  /** One file that differs. {@code how} says by how much. */
  record Difference(String file, String how) {}

  private ResultsComparison() {}

  /** Differences in the order of file names; empty when the results are the same. */
  static List<Difference> of(Path a, Path b) throws IOException {
    List<Difference> differences = new ArrayList<>();
    Map<String, Path> left = files(a);
    Map<String, Path> right = files(b);
    Set<String> all = new TreeSet<>(left.keySet());
    all.addAll(right.keySet());
    for (String name : all) {
      String how = !right.containsKey(name) ? "is missing" : !left.containsKey(name) ? "is new"
          : difference(left.get(name), right.get(name));
      if (!how.isEmpty()) {
        differences.add(new Difference(name, how));
      }
    }
    return differences;
  }

  /** Number of files that are compared. */
  static int count(Path folder) throws IOException {
    return files(folder).size();
  }

  private static Map<String, Path> files(Path folder) throws IOException {
    Map<String, Path> found = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      files.filter(Files::isRegularFile).forEach(f -> found.put(folder.relativize(f).toString().replace('\\', '/'), f));
    }
    found.keySet().removeIf(name -> IGNORED_FILE.matcher(name).find());
    return found;
  }

  /** Empty when they are the same. */
  private static String difference(Path a, Path b) throws IOException {
    String name = a.getFileName().toString();
    if (name.endsWith(".tiff") || name.endsWith(".fits")) {
      return pixels(a, b);
    }
    if (Files.mismatch(a, b) < 0) {
      return "";
    }
    if (name.endsWith(".json")) {
      return values(json(a), json(b));
    }
    if (name.endsWith(".csv")) {
      return values(cells(a), cells(b));
    }
    return "has other bytes (%d, %d)".formatted(Files.size(a), Files.size(b));
  }

  private static String pixels(Path a, Path b) throws IOException {
    try (FilePlane left = CheckpointStore.open(a); FilePlane right = CheckpointStore.open(b)) {
      ImageSize size = left.size();
      if (!size.equals(right.size())) {
        return size + " px, " + right.size() + " px";
      }
      float[] l = new float[size.width() * ROWS];
      float[] r = new float[size.width() * ROWS];
      long differing = 0;
      double largest = 0;
      for (int y = 0; y < size.height(); y += ROWS) {
        Tile band = new Tile(0, y, size.width(), Math.min(ROWS, size.height() - y));
        left.read(band, l);
        right.read(band, r);
        for (int i = 0; i < band.area(); i++) {
          if (Float.floatToRawIntBits(l[i]) != Float.floatToRawIntBits(r[i])) {
            differing++;
            // A NaN against a number is an infinite difference.
            double apart = Math.abs((double) l[i] - r[i]);
            largest = Math.max(largest, Double.isNaN(apart) ? Double.POSITIVE_INFINITY : apart);
          }
        }
      }
      return differing == 0 ? ""
          : "%d of %d px differ, by at most %.3g".formatted(differing, (long) size.width() * size.height(), largest);
    }
  }

  private static Map<String, String> json(Path file) throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    try {
      flatten("", JsonParser.parseString(Files.readString(file)), values);
    } catch (JsonParseException e) {
      values.put("text", "no JSON");
    }
    return values;
  }

  private static void flatten(String path, JsonElement value, Map<String, String> into) {
    if (value.isJsonObject()) {
      value.getAsJsonObject().entrySet().stream().filter(e -> !IGNORED_KEY.matcher(e.getKey()).matches())
          .forEach(e -> flatten(path.isEmpty() ? e.getKey() : path + "." + e.getKey(), e.getValue(), into));
    } else if (value.isJsonArray()) {
      for (int i = 0; i < value.getAsJsonArray().size(); i++) {
        flatten(path + "[" + i + "]", value.getAsJsonArray().get(i), into);
      }
    } else {
      into.put(path, value.isJsonPrimitive() ? value.getAsString() : value.toString());
    }
  }

  /** Cells by line and column; the first line that is no comment names the columns. */
  private static Map<String, String> cells(Path file) throws IOException {
    Map<String, String> cells = new LinkedHashMap<>();
    List<String> names = List.of();
    int line = 0;
    for (String text : Files.readAllLines(file)) {
      line++;
      List<String> row = text.startsWith("#") ? List.of(text)
          : List.of(text.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1));
      boolean head = names.isEmpty() && !text.startsWith("#");
      names = head ? row : names;
      for (int i = 0; i < row.size(); i++) {
        String column = !head && row.size() == names.size() ? names.get(i) : "column " + (i + 1);
        if (head || !IGNORED_KEY.matcher(column).matches()) {
          cells.put("line " + line + " " + column, row.get(i));
        }
      }
    }
    return cells;
  }

  private static String values(Map<String, String> a, Map<String, String> b) {
    Set<String> all = new LinkedHashSet<>(a.keySet());
    all.addAll(b.keySet());
    List<String> first = new ArrayList<>();
    int differing = 0;
    double largest = 0;
    for (String key : all) {
      String left = a.getOrDefault(key, "nothing");
      String right = b.getOrDefault(key, "nothing");
      if (!left.equals(right)) {
        differing++;
        largest = Math.max(largest, relative(left, right));
        if (first.size() < FIRST) {
          first.add(key + ": " + shortened(left, right) + " → " + shortened(right, left));
        }
      }
    }
    return differing == 0 ? ""
        : "%d of %d values differ%s: %s%s".formatted(differing, all.size(),
            largest > 0 ? ", numbers by at most %.2g of themselves".formatted(largest) : "", String.join("; ", first),
            differing > FIRST ? "; …" : "");
  }

  /** Of a long text what stands around its first difference from the other. */
  private static String shortened(String text, String other) {
    if (text.length() <= SHOWN) {
      return text;
    }
    int at = 0;
    while (at < Math.min(text.length(), other.length()) && text.charAt(at) == other.charAt(at)) {
      at++;
    }
    int from = Math.max(0, at - SHOWN / 2);
    int to = Math.min(text.length(), from + SHOWN);
    return (from > 0 ? "…" : "") + text.substring(from, to) + (to < text.length() ? "…" : "");
  }

  /** 0 where they are no numbers. */
  private static double relative(String a, String b) {
    try {
      double x = Double.parseDouble(a);
      double y = Double.parseDouble(b);
      double apart = Math.abs(x - y) / Math.max(Math.abs(x), Math.abs(y));
      return Double.isNaN(apart) ? 0 : apart;
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
