package io.github.exo2micro.checkpoint;

import io.github.exo2micro.geometry.SeamGrid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Numbers and seam lines as facts of a sidecar. */
final class FactNumbers {

  private FactNumbers() {}

  /** Adds seam lines and the jumps of their tiles. */
  static void describe(String of, List<SeamGrid> seams, Map<String, String> facts) {
    for (SeamGrid grid : seams) {
      String frame = of + prefix(grid.frame());
      facts.put(frame + "columns begin at", text(grid.xs()));
      facts.put(frame + "rows begin at", text(grid.ys()));
      facts.put(frame + "tiles' dx", text(grid.dx()));
      facts.put(frame + "tiles' dy", text(grid.dy()));
    }
  }

  /** The seam lines that {@link #describe} added. */
  static List<SeamGrid> seams(String of, Map<String, String> facts) {
    List<SeamGrid> seams = new ArrayList<>();
    for (SeamGrid.Frame frame : SeamGrid.Frame.values()) {
      String start = of + prefix(frame);
      if (facts.containsKey(start + "columns begin at")) {
        seams.add(new SeamGrid(frame, numbers(facts.get(start + "columns begin at")),
            numbers(facts.get(start + "rows begin at")), floats(facts.get(start + "tiles' dx")),
            floats(facts.get(start + "tiles' dy"))));
      }
    }
    return seams;
  }

  private static String prefix(SeamGrid.Frame frame) {
    return "seams of " + frame.name().toLowerCase(Locale.ROOT) + ", ";
  }

  static String text(double[] values) {
    return Arrays.stream(values).mapToObj(String::valueOf).collect(Collectors.joining(" "));
  }

  private static String text(float[] values) {
    List<String> texts = new ArrayList<>();
    for (float value : values) {
      texts.add(String.valueOf(value));
    }
    return String.join(" ", texts);
  }

  static double[] numbers(String text) {
    return text.isBlank() ? new double[0]
        : Arrays.stream(text.strip().split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  private static float[] floats(String text) {
    String[] words = text.strip().split(" ");
    float[] values = new float[words.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.parseFloat(words[i]);
    }
    return values;
  }
}
