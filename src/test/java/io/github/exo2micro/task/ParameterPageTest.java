package io.github.exo2micro.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages say of parameters what the table says. */
class ParameterPageTest {

  private static final Path PAGE = Path.of("docs/parameters.md");
  private static final String HEAD = "| Parameter | In file names | Default | Allowed | What it does |\n"
      + "|---|---|---|---|---|\n";

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }

  private static String row(ParameterSpec spec) {
    return "| `" + spec.parameter() + "` | `" + spec.abbreviation() + "` | " + spec.text(spec.defaultValue()) + " | "
        + cell(spec.range()) + " | " + cell(spec.description()) + " |\n";
  }

  /** The page's tables: one per group, groups and parameters in the order of the registry. */
  private static String tables() {
    Map<String, StringBuilder> groups = new LinkedHashMap<>();
    for (ParameterSpec spec : ParameterSpec.values()) {
      groups.computeIfAbsent(spec.group(), g -> new StringBuilder("## " + g + "\n\n" + HEAD)).append(row(spec));
    }
    return String.join("\n", groups.values());
  }

  /** After a change of the table, copy what this test expected into the page. */
  @Test
  void thePageOfParametersIsTheTable() throws IOException {
    String page = Files.readString(PAGE);
    assertEquals(tables(), page.substring(page.indexOf("## Stage 1")));
  }

  /** Words in code type of several parts that look like parameters, in pages that users read. */
  @Test
  void noPageNamesAParameterThatDoesNotExist() throws IOException {
    Pattern option = Pattern.compile("`(?:--)?([a-z]+(?:[-_][a-z]+)+)(?:[ =][^`]*)?`");
    List<String> names = ParameterSpec.names();
    TreeSet<String> wrong = new TreeSet<>();
    int named = 0;
    try (Stream<Path> pages = Stream.concat(Stream.of(Path.of("README.md")), Files.list(Path.of("docs")))) {
      for (Path page : pages.filter(p -> p.toString().endsWith(".md")).sorted().toList()) {
        Matcher matcher = option.matcher(Files.readString(page));
        while (matcher.find()) {
          String name = matcher.group(1).replace('-', '_');
          named += names.contains(name) ? 1 : 0;
          // A slip of one letter, or of one part: what is nearly a parameter and none.
          if (!names.contains(name) && names.stream().anyMatch(n -> distance(n, name) <= 2)) {
            wrong.add(page + ": " + matcher.group());
          }
        }
      }
    }
    assertEquals(new TreeSet<>(), wrong);
    assertTrue(named > 8, "parameters named in the pages: " + named);
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    Arrays.setAll(row, j -> j);
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        row[j] = Math.min(Math.min(above, row[j - 1]) + 1, diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1));
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
