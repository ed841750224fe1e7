package io.github.exo2micro.bench.timing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What the command line asks for. */
record Settings(List<Case> cases, Optional<Path> tools, String python, Path data, Path output, String heaps,
    int repeat, List<Integer> threads, boolean keep, List<String> more) {

  static Settings of(String... args) {
    Map<String, String> values = new LinkedHashMap<>();
    List<Case> own = new ArrayList<>();
    boolean keep = false;
    int i = 0;
    for (; i < args.length && !args[i].equals("--"); i++) {
      if (args[i].equals("--keep")) {
        keep = true;
      } else if (!List
          .of("--cases", "--case", "--tools", "--python", "--data", "--output", "--heap", "--repeat", "--threads")
          .contains(args[i])) {
        throw new IllegalArgumentException("unknown option " + args[i]);
      } else if (i + 1 == args.length) {
        throw new IllegalArgumentException(args[i] + " needs a value");
      } else if (args[i].equals("--case")) {
        own.add(Case.of(args[++i]));
      } else {
        values.put(args[i], args[++i]);
      }
    }
    List<Case> cases = new ArrayList<>();
    String names = values.get("--cases");
    if (names != null) {
      Arrays.stream(names.split(",")).forEach(n -> cases.add(Case.named(n.strip())));
    } else if (own.isEmpty()) {
      cases.addAll(Case.ALL);
    }
    cases.addAll(own);
    Path data = Path.of(values.getOrDefault("--data", "target/benchmark")).toAbsolutePath().normalize();
    Optional<Path> tools = Optional.ofNullable(values.get("--tools")).map(t -> Path.of(t).toAbsolutePath());
    tools.ifPresent(t -> {
      if (!Files.isRegularFile(t.resolve("synth.py")) || !Files.isRegularFile(t.resolve("evaluate.py"))) {
        throw new IllegalArgumentException("there are no synth.py and evaluate.py in " + t);
      }
    });
    int repeat = Integer.parseInt(values.getOrDefault("--repeat", "1"));
    if (repeat < 1) {
      throw new IllegalArgumentException("--repeat takes a whole number from 1");
    }
    return new Settings(cases, tools, values.getOrDefault("--python", "python3"), data,
        Optional.ofNullable(values.get("--output")).map(o -> Path.of(o).toAbsolutePath().normalize())
            .orElse(data.resolve("processed")),
        values.getOrDefault("--heap", ""), repeat, threads(values.getOrDefault("--threads", "")), keep,
        List.of(args).subList(Math.min(i + 1, args.length), args.length));
  }

  private static List<Integer> threads(String list) {
    if (!list.matches("([1-9]\\d{0,2}(,[1-9]\\d{0,2})*)?")) {
      throw new IllegalArgumentException("--threads takes whole numbers with commas, like 1,2,4, not " + list);
    }
    return list.isEmpty() ? List.of() : Stream.of(list.split(",")).map(Integer::valueOf).toList();
  }

  /** The heap of a case, where one is given. */
  Optional<String> heap(String name) {
    Optional<String> all = Optional.empty();
    for (String word : heaps.split(",")) {
      if (word.startsWith(name + "=")) {
        return Optional.of(word.substring(name.length() + 1));
      }
      if (!word.isBlank() && !word.contains("=")) {
        all = Optional.of(word);
      }
    }
    return all;
  }
}
