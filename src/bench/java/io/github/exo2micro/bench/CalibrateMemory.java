package io.github.exo2micro.bench;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.exo2micro.Progress;
import io.github.exo2micro.tiff.TiffSource;
import io.github.exo2micro.demo.DemoData;
import io.github.exo2micro.demo.DemoPair;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.TileSweep;
import io.github.exo2micro.memory.HostKind;
import io.github.exo2micro.memory.MemoryEstimate;
import io.github.exo2micro.raw.RawDirectory;
import io.github.exo2micro.raw.RawPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** Measures the peak memory of tasks and compares it with the estimate. See scripts/calibrate-memory. */
public final class CalibrateMemory {

  private CalibrateMemory() {}

  /**
   * Arguments: work folder, raw folder or "-", sizes as WxH,…, pads, modes, heap of the program, file with its Java
   * options, samples of the raw folder (may be empty), more options of 'exo2micro run' (may be empty).
   */
  public static void main(String[] args) throws Exception {
    Path work = Path.of(args[0]);
    Path raw = args[1].equals("-") ? work.resolve("raw") : Path.of(args[1]);
    if (args[1].equals("-")) {
      makeRaw(work, Arrays.stream(args[2].split(",")).map(s -> s.split("x"))
          .map(s -> new ImageSize(Integer.parseInt(s[0]), Integer.parseInt(s[1]))).toList());
    }
    System.out.printf("| image, px | pad | padded, MB | mode | measured peak, MB | estimate, MB | estimate / measured |"
        + " peak / padded |%n|---|---|---|---|---|---|---|---|%n");
    TiffSource source = new TiffSource();
    List<RawPair> pairs = new RawDirectory(raw, source.extensions()).discoverTasks(words(args[7], ","), List.of())
        .requireRunnable(false);
    List<String> options = words(args[8], " ");
    Program program = new Program(args[5], args[6], options);
    for (RawPair pair : pairs) {
      ImageSize size = source.header(pair.pre()).size().union(source.header(pair.post()).size());
      for (String pad : args[3].split(",")) {
        for (String mode : args[4].split(",")) {
          line(work, raw, pair, size, Integer.parseInt(pad), mode, program);
        }
      }
    }
  }

  /** How the program is started: its heap, the file of its Java options, more options for each run. */
  private record Program(String heap, String javaOptions, List<String> options) {

    boolean compresses() {
      return options.contains("--compress");
    }

    int threads() {
      int at = options.indexOf("--threads");
      return at < 0 ? Runtime.getRuntime().availableProcessors() : Integer.parseInt(options.get(at + 1));
    }
  }

  private static List<String> words(String text, String separator) {
    return Arrays.stream(text.split(separator)).filter(word -> !word.isEmpty()).toList();
  }

  private static void makeRaw(Path work, List<ImageSize> sizes) throws IOException {
    int threads = Runtime.getRuntime().availableProcessors();
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      DemoData data = new DemoData(new TileSweep(executor, threads));
      for (ImageSize size : sizes) {
        double u = size.longestSide();
        data.write(work, DemoPair.of("W" + size.width(), "DAPI", 7, size, size, 3.2, 1.02, 0.01 * u, -0.01 * u, 1.3,
            false), Progress.none());
      }
    } finally {
      executor.shutdown();
    }
  }

  private static void line(Path work, Path raw, RawPair pair, ImageSize size, int pad, String mode, Program program)
      throws IOException, InterruptedException {
    Path out = work.resolve("out");
    delete(out);
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "@" + program.javaOptions(), "-Xmx" + program.heap(), "-cp", System.getProperty("java.class.path"),
        "io.github.exo2micro.cli.Main", "run", pair.sample(), pair.dye(), "--raw-dir", raw.toString(), "--output-dir",
        out.toString(), "--mode", mode, "--pad", Integer.toString(pad), "--force-run"));
    command.addAll(program.options());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
        .redirectOutput(work.resolve("run.txt").toFile());
    builder.environment().putIfAbsent("MALLOC_ARENA_MAX", "2");
    Process run = builder.start();
    int code = run.waitFor();
    ImageSize padded = size.padded(pad);
    double bytes = 4.0 * padded.area();
    long estimate = MemoryEstimate.of(padded, mode.equals("serial") ? HostKind.IN_PROCESS : HostKind.WORKER,
        MemoryEstimate.PEAK_FACTOR_PER_TASK, program.threads(), program.compresses()).residentBytes();
    JsonObject summary = JsonParser.parseString(Files.readString(out.resolve("batch_summary.json"))).getAsJsonObject();
    JsonObject task = summary.getAsJsonArray("tasks").get(0).getAsJsonObject();
    double peak = task.get("peak_bytes").getAsDouble();
    System.out.printf("| %s | %d | %.0f | %s | %.0f | %.0f | %.2f | %.3f |%s%n", size, pad, bytes / 1e6, mode,
        peak / 1e6,
        estimate / 1e6, estimate / peak, peak / bytes, code == 0 ? "" : " " + task.get("status").getAsString());
    delete(out);
  }

  private static void delete(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    if (Files.exists(folder)) {
      try (Stream<Path> walk = Files.walk(folder)) {
        walk.forEach(files::add);
      }
    }
    Collections.reverse(files);
    for (Path file : files) {
      Files.delete(file);
    }
  }
}
