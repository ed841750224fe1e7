package io.github.exo2micro.bench.builds;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What the command line of {@link CompareBuilds} asks for. */
record CompareOptions(String buildA, String buildB, Optional<Path> raw, Optional<Path> work, List<Mode> modes,
    int repeat,
    String heap, List<String> more) {

  static final String HELP = """
      usage: scripts/compare-builds [options] BUILD_A BUILD_B [-- options of 'exo2micro batch']
        BUILD         a checkout (built where that is needed), or a jar with its libraries in lib/ beside it
        --raw DIR     raw images; demo pairs of 1300 x 1100 px unless given
        --modes LIST  some of serial, parallel, subprocess; all unless given, each with 1 and 2 threads
        --repeat N    run everything N times, in turn; medians are shown; default 1
        --heap SIZE   Java heap of the program; default 1g
        --work DIR    where results are while they are compared; a temporary folder unless given
      exit code: 0 all results are the same, 1 some differ, 2 wrong usage""";

  /** @throws IllegalArgumentException with what is wrong */
  static CompareOptions of(String... args) {
    List<String> builds = new ArrayList<>();
    Optional<Path> raw = Optional.empty();
    Optional<Path> work = Optional.empty();
    List<Mode> modes = List.of(Mode.values());
    int repeat = 1;
    String heap = "1g";
    int i = 0;
    for (; i < args.length && !args[i].equals("--"); i++) {
      if (!args[i].startsWith("--")) {
        builds.add(args[i]);
        continue;
      }
      String option = args[i];
      if (++i == args.length) {
        throw new IllegalArgumentException(option + " needs a value");
      }
      switch (option) {
        case "--raw" -> raw = Optional.of(folder(args[i]));
        case "--work" -> work = Optional.of(Path.of(args[i]).toAbsolutePath());
        case "--modes" -> modes = modes(args[i]);
        case "--repeat" -> repeat = count(args[i]);
        case "--heap" -> heap = args[i];
        default -> throw new IllegalArgumentException("unknown option " + option);
      }
    }
    if (builds.size() != 2) {
      throw new IllegalArgumentException("two builds are compared, and " + builds.size() + " are named");
    }
    return new CompareOptions(builds.get(0), builds.get(1), raw, work, modes, repeat, heap,
        List.of(args).subList(Math.min(i + 1, args.length), args.length));
  }

  private static Path folder(String text) {
    Path path = Path.of(text).toAbsolutePath();
    if (!Files.isDirectory(path)) {
      throw new IllegalArgumentException("--raw: there is no folder " + path);
    }
    return path;
  }

  private static int count(String text) {
    if (!text.matches("[1-9]\\d?")) {
      throw new IllegalArgumentException("--repeat takes a whole number from 1 to 99, not " + text);
    }
    return Integer.parseInt(text);
  }

  private static List<Mode> modes(String list) {
    List<String> wanted = List.of(list.split(","));
    for (String name : wanted) {
      if (!List.of("serial", "parallel", "subprocess").contains(name)) {
        throw new IllegalArgumentException("--modes takes serial, parallel, subprocess, not '" + name + "'");
      }
    }
    return Stream.of(Mode.values())
        .filter(mode -> wanted.stream().anyMatch(mode.name().toLowerCase(Locale.ROOT)::startsWith)).toList();
  }
}
