package io.github.exo2micro.raw;

import io.github.exo2micro.raw.Discovery.Warning;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The files of one sample, sorted by dye and side. */
final class SampleFolder {

  private final Path folder;
  private final String sample;
  private final Map<String, Map<Side, List<String>>> byDye = new TreeMap<>();
  private final List<Warning> warnings = new ArrayList<>();
  private final String extension;

  private SampleFolder(Path folder, Set<String> extensions) {
    this.folder = folder;
    this.sample = folder.getFileName().toString();
    this.extension = "." + extensions.stream().filter(e -> e.equals("tif")).findFirst()
        .orElse(extensions.stream().sorted().findFirst().orElse("tif"));
  }

  static SampleFolder read(Path folder, List<String> files, Set<String> extensions) {
    SampleFolder result = new SampleFolder(folder, extensions);
    boolean any = false;
    for (String file : files) {
      Optional<NameReading> reading = RawFileName.read(file, extensions);
      any |= reading.isPresent();
      reading.ifPresent(result::add);
    }
    String elsewhere = RawLayout.onlyInFiji(files, extensions);
    if (!any) {
      result.warn("the folder holds no " + RawLayout.kinds(extensions) + " file." + elsewhere);
    } else if (!elsewhere.isEmpty()) {
      result.warn(elsewhere.strip());
    }
    return result;
  }

  private void warn(String text) {
    warnings.add(new Warning(sample, text));
  }

  private void add(NameReading reading) {
    if (reading instanceof NameProblem problem) {
      warn(problem.toString());
    } else if (reading instanceof RawFileName name) {
      if (SafeName.problem(name.dye()).isPresent()) {
        warn(name.fileName() + ": its dye '" + SafeName.shown(name.dye()) + "' cannot be a folder's name: "
            + SafeName.problem(name.dye()).get() + "; rename it.");
      } else {
        byDye.computeIfAbsent(name.dye(), d -> new EnumMap<>(Side.class))
            .computeIfAbsent(name.side(), s -> new ArrayList<>()).add(name.fileName());
      }
    }
  }

  List<Warning> warnings() {
    return warnings;
  }

  /** Sorts the dyes asked for, or all, into those that can run and those that cannot. */
  void resolve(Collection<String> dyes, boolean sampleNamed, List<RawPair> present, List<SkippedPair> skipped) {
    if (dyes.isEmpty() && byDye.isEmpty() && sampleNamed) {
      skipped.add(new SkippedPair(sample, "", "no file of usable name in " + folder, true));
    }
    List<String> wanted = dyes.stream().map(Spelling::composed).distinct().toList();
    for (String dye : wanted.isEmpty() ? byDye.keySet() : wanted) {
      Map<Side, List<String>> sides = byDye.getOrDefault(dye, Map.of());
      List<String> pre = sides.getOrDefault(Side.PRE, List.of());
      List<String> post = sides.getOrDefault(Side.POST, List.of());
      if (pre.size() == 1 && post.size() == 1) {
        present.add(new RawPair(sample, dye, folder.resolve(pre.get(0)), folder.resolve(post.get(0))));
      } else {
        skipped.add(new SkippedPair(sample, dye, reason(dye, pre, post), !dyes.isEmpty()));
      }
    }
  }

  private String reason(String dye, List<String> pre, List<String> post) {
    if (pre.isEmpty() && post.isEmpty()) {
      return dyeNotFound(dye);
    }
    if (pre.size() > 1 || post.size() > 1) {
      return "duplicate pair: exactly one pre and one post file per dye, but " + pre.size() + " pre ("
          + String.join(", ", pre) + ") and " + post.size() + " post (" + String.join(", ", post) + ") are in " + folder
          + "; move the ones that do not belong out of the folder";
    }
    Side missing = pre.isEmpty() ? Side.PRE : Side.POST;
    return "incomplete pair: the " + missing.marker() + " image is missing: no file '*" + missing.marker() + "*_"
        + Spelling.shown(dye) + extension + "' in " + folder + ", only " + (pre.isEmpty() ? post : pre).get(0);
  }

  private String dyeNotFound(String dye) {
    String there = byDye.isEmpty() ? "no file of usable name is in " + folder
        : "dyes there: " + byDye.keySet().stream().map(Spelling::shown).collect(Collectors.joining(", "));
    return "no image of dye '" + Spelling.shown(dye) + "' (" + there + ")" + hint(dye);
  }

  private String hint(String dye) {
    Optional<String> otherCase = byDye.keySet().stream().filter(d -> d.equalsIgnoreCase(dye)).findFirst();
    if (otherCase.isPresent()) {
      return "; case counts in dye names: did you mean '" + otherCase.get() + "'?";
    }
    if (!dye.contains("_")) {
      return "";
    }
    String tail = dye.substring(dye.lastIndexOf('_') + 1);
    String joined = dye.replace("_", "");
    String likely = byDye.containsKey(joined) || tail.isEmpty() ? joined : tail;
    return "; dye names hold no underscore: of a file named ..._" + dye + extension
        + " the dye is what follows the last "
        + "one; did you mean '" + likely + "'?";
  }

  /** Says that a sample has no folder, once for each dye asked for. */
  static void missing(String sample, List<String> folders, Collection<String> dyes, List<SkippedPair> skipped) {
    String hint = folders.stream().filter(f -> f.equalsIgnoreCase(sample)).findFirst()
        .map(f -> "; case counts: did you mean '" + f + "'?").orElse("");
    String reason = "there is no folder of that name in the raw directory (folders there: " + RawLayout.some(folders)
        + ")" + hint;
    for (String dye : dyes.isEmpty() ? List.of("") : dyes.stream().distinct().collect(Collectors.toList())) {
      skipped.add(new SkippedPair(sample, dye, reason, true));
    }
  }
}
