package io.github.exo2micro.bench.timing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Runs a command and measures it from outside. The command is a child of a small shell which, when it has ended, writes
 * its own counters: those hold all that its ended children used, so the totals miss nothing. Memory, and what a stage
 * used, are sampled.
 */
public final class Outside {

  private static final int PERIOD_MS = 100;
  private static final Pattern STAGE = Pattern.compile("stage (\\d) begins\\s*$");
  private static final double TICKS = ticks();
  private static final String SHELL = """
      end=$1; shift
      "$@"
      code=$?
      { times; cat /proc/$$/io; } >"$end" 2>/dev/null
      exit $code""";

  private final List<String> command;
  private final Path folder;
  private final Map<Integer, Stretch> stages = new TreeMap<>();
  private int stage;
  private Counters atStart = Counters.NONE;
  private Counters latest = Counters.NONE;
  private double stagePeak;
  private double peak;
  private String options = "";

  /** @param folder gets the output, the collector's log and the counters */
  public Outside(List<String> command, Path folder) {
    this.command = command;
    this.folder = folder;
  }

  public Measured measure() throws IOException, InterruptedException {
    Path out = folder.resolve("benchmark_stdout.json");
    Path end = folder.resolve("benchmark_counters.txt");
    Path collector = folder.resolve("benchmark_gc.txt");
    List<String> words = new ArrayList<>(List.of("bash", "-c", SHELL, "bash", end.toString()));
    words.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(words).redirectOutput(out.toFile());
    builder.environment().merge("EXO2MICRO_JAVA_OPTS", "-Xlog:gc,gc+heap+exit:file=" + collector,
        (a, b) -> a + " " + b);
    long start = System.nanoTime();
    Process process = builder.start();
    process.getOutputStream().close();
    Thread reader = new Thread(() -> follow(process), "stderr");
    reader.start();
    while (!process.waitFor(PERIOD_MS, TimeUnit.MILLISECONDS)) {
      sample(process);
    }
    double wall = (System.nanoTime() - start) / 1e9;
    reader.join();
    String counters = Files.exists(end) ? Files.readString(end) : "";
    Counters total = Counters.of(counters, cpuOf(counters));
    latest = finite(total) ? total : latest;
    closeStage();
    return new Measured(process.exitValue(), wall, total, peak, heapPeak(collector), stages, Files.readString(out),
        options);
  }

  private static boolean finite(Counters c) {
    return Double.isFinite(c.cpu() + c.read());
  }

  private void follow(Process process) {
    try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8);
        var log = Files.newBufferedWriter(folder.resolve("benchmark_stderr.txt"))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        log.write(line + "\n");
        Matcher m = STAGE.matcher(line);
        if (m.find()) {
          sample(process);
          begin(Integer.parseInt(m.group(1)));
        }
      }
    } catch (IOException e) {
      Benchmark.note("the run's messages cannot be kept: " + e);
    }
  }

  private synchronized void begin(int next) {
    closeStage();
    stage = next;
    atStart = latest;
    stagePeak = 0;
  }

  private synchronized void closeStage() {
    if (stage > 0) {
      stages.put(stage, new Stretch(latest.minus(atStart), stagePeak));
    }
  }

  private synchronized void sample(Process process) {
    Counters sum = Counters.NONE;
    double resident = 0;
    double highest = 0;
    for (ProcessHandle handle : process.descendants().toList()) {
      Path proc = Path.of("/proc", Long.toString(handle.pid()));
      try {
        sum = sum.plus(Counters.of(Files.readString(proc.resolve("io")), cpu(Files.readString(proc.resolve("stat")))));
        String status = Files.readString(proc.resolve("status"));
        resident += 1024 * Counters.field(status, "VmRSS");
        highest = Math.max(highest, 1024 * Counters.field(status, "VmHWM"));
        String line = Files.readString(proc.resolve("cmdline")).replace('\0', ' ');
        if (line.contains("io.github.exo2micro.cli.Main")) {
          options = line.replaceAll(" -cp .*", "").replaceAll("^\\S+ ?", "").replaceAll(" ?-Xlog:\\S+", "");
        }
      } catch (IOException e) {
        // It has just ended, or this is no Linux: then nothing of it can be read.
      }
    }
    if (sum.cpu() >= latest.cpu() && sum.read() >= latest.read()) {
      latest = sum;
    }
    if (Double.isFinite(resident)) {
      stagePeak = Math.max(stagePeak, resident);
      // The kernel's own high water sees what falls between two samples.
      peak = Math.max(peak, Math.max(resident, highest));
    }
  }

  private static double cpu(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Double.parseDouble(fields[11]) + Double.parseDouble(fields[12])) / TICKS;
  }

  /** Sum of the four times that the shell's {@code times} prints. */
  private static double cpuOf(String text) {
    double sum = 0;
    Matcher m = Pattern.compile("(\\d+)m([\\d.,]+)s").matcher(text);
    int found = 0;
    for (; m.find(); found++) {
      sum += 60 * Double.parseDouble(m.group(1)) + Double.parseDouble(m.group(2).replace(',', '.'));
    }
    return found == 4 ? sum : Double.NaN;
  }

  private static double ticks() {
    try {
      return Double.parseDouble(output(List.of("getconf", "CLK_TCK")).strip());
    } catch (IOException | InterruptedException | NumberFormatException e) {
      return 100;
    }
  }

  /** The fullest heap before a collection or at the end, bytes. */
  private static double heapPeak(Path log) throws IOException {
    if (!Files.exists(log)) {
      return Double.NaN;
    }
    double peak = Double.NaN;
    double atEnd = 0;
    for (String line : Files.readAllLines(log)) {
      Matcher pause = Pattern.compile("(\\d+)M->\\d+M\\(").matcher(line);
      Matcher part = Pattern.compile("(generation|heap)\\s+total \\d+K, used (\\d+)K").matcher(line);
      if (pause.find()) {
        peak = Math.max(Double.isNaN(peak) ? 0 : peak, Double.parseDouble(pause.group(1)) * 1024 * 1024);
      } else if (part.find()) {
        atEnd += Double.parseDouble(part.group(2)) * 1024;
      }
    }
    return atEnd > 0 ? Math.max(Double.isNaN(peak) ? 0 : peak, atEnd) : peak;
  }

  /** What a command prints on stdout. @throws IOException with its last words when it fails */
  public static String output(List<String> command) throws IOException, InterruptedException {
    Path errors = Files.createTempFile("benchmark", ".txt");
    try {
      Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
      process.getOutputStream().close();
      String text;
      try (BufferedReader reader = new BufferedReader(
          new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        text = reader.lines().collect(Collectors.joining("\n"));
      }
      if (process.waitFor() != 0) {
        List<String> lines = Files.readAllLines(errors);
        throw new IOException(String.join(" ", command) + " fails with exit code " + process.exitValue() + ": "
            + String.join(" / ", lines.subList(Math.max(0, lines.size() - 3), lines.size())));
      }
      return text;
    } finally {
      Files.delete(errors);
    }
  }
}
