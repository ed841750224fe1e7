package io.github.exo2micro.bench.timing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Markdown table with aligned columns. */
public final class Table {
  private final List<List<String>> lines = new ArrayList<>();

  public Table(String... head) {
    lines.add(List.of(head));
  }

  public void add(String... cells) {
    lines.add(Stream.of(cells).map(c -> c.replace("|", "\\|").replaceAll("\\s+", " ")).toList());
  }

  public void print(String title) {
    System.out.println("## " + title + "\n");
    int columns = lines.get(0).size();
    int[] widths = new int[columns];
    for (int i = 0; i < columns; i++) {
      int column = i;
      widths[i] = lines.stream().mapToInt(l -> l.get(column).length()).max().orElse(1);
    }
    for (int row = 0; row < lines.size(); row++) {
      StringBuilder text = new StringBuilder("|");
      for (int i = 0; i < columns; i++) {
        text.append(' ').append(("%" + (i == 0 ? "-" : "") + widths[i] + "s").formatted(lines.get(row).get(i)))
            .append(" |");
      }
      System.out.println(text);
      if (row == 0) {
        System.out.println(Arrays.stream(widths).boxed().map(w -> "-".repeat(w + 1) + ":|")
            .collect(Collectors.joining("", "|", "")).replaceFirst("-:", "--"));
      }
    }
    System.out.println();
  }
}
