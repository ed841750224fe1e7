package io.github.exo2micro.bench;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.exo2micro.Progress;
import io.github.exo2micro.demo.DemoData;
import io.github.exo2micro.demo.DemoPair;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.TileSweep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Disturbs batches from outside and checks that every failure has its right name, that nothing hangs, and that a second
 * start gives the same bytes as an undisturbed run. See scripts/chaos.
 */
public final class Chaos {

  private static final String DYE = "DAPI";
  private static final int TASKS = 6;
  private static final int PAD = 100;

  private final Path work;
  private final ImageSize size;
  private final List<String> problems = new ArrayList<>();
  private double taskSeconds;
  private int timeout;

  private Chaos(Path work, ImageSize size) {
    this.work = work;
    this.size = size;
  }

  /** Arguments: the folder to work in, repetitions, width, height. */
  public static void main(String[] args) throws Exception {
    // An interrupted script leaves no batch behind.
    Runtime.getRuntime().addShutdownHook(new Thread(
        () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly)));
    Chaos chaos = new Chaos(Path.of(args[0]), new ImageSize(Integer.parseInt(args[2]), Integer.parseInt(args[3])));
    System.exit(chaos.run(Integer.parseInt(args[1])) ? 0 : 1);
  }

  private boolean run(int repetitions) throws Exception {
    makeRaw();
    long start = System.nanoTime();
    Process reference = batch("reference", "subprocess", Map.of());
    require(reference.waitFor() == 0, "the undisturbed batch fails: see " + work.resolve("reference.txt"));
    Map<String, String> wanted = hashes("reference");
    taskSeconds = (System.nanoTime() - start) / 1e9 / TASKS;
    timeout = (int) Math.ceil(10 + 4 * taskSeconds);
    System.out.printf("undisturbed: %d images, %.1f s per task; the time limit is %d s%n", wanted.size(), taskSeconds,
        timeout);
    for (int i = 1; i <= repetitions && problems.isEmpty(); i++) {
      repetition(i, wanted);
    }
    problems.forEach(problem -> System.out.println("PROBLEM: " + problem));
    System.out.println(problems.isEmpty() ? repetitions + " repetitions without a hang, a wrong name or a wrong byte"
        : "FAILED");
    return problems.isEmpty();
  }

  private void makeRaw() throws IOException {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      DemoData data = new DemoData(new TileSweep(threads, 2));
      for (int i = 1; i <= TASKS; i++) {
        double u = size.longestSide();
        data.write(work, DemoPair.of("S" + i, DYE, 100 + i, size, size, 1.5 * i - 5, 1 + 0.004 * i, 0.01 * u,
            -0.01 * u, 1.2, false), Progress.none());
      }
    } finally {
      threads.shutdown();
    }
  }

  private Process batch(String name, String mode, Map<String, String> environment) throws IOException {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx256m", "-cp", System.getProperty("java.class.path"), "io.github.exo2micro.cli.Main", "batch", "--raw-dir",
        work.resolve("raw").toString(), "--output-dir", work.resolve(name).toString(), "--mode", mode, "--workers", "2",
        "--pad", Integer.toString(PAD), "--no-pictures"));
    // The shape of what is disturbed does not matter: "--multiscale false --interior-ecc false" makes tasks short.
    command.addAll(Stream.of(System.getenv().getOrDefault("CHAOS_OPTIONS", "").split(" ")).filter(o -> !o.isEmpty())
        .toList());
    if (timeout > 0) {
      command.addAll(List.of("--timeout-per-task", Integer.toString(timeout)));
    }
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
        .redirectOutput(work.resolve(name + ".txt").toFile());
    builder.environment().putAll(environment);
    return builder.start();
  }

  private void repetition(int number, Map<String, String> wanted) throws Exception {
    Random random = new Random(number);
    List<String> samples = new ArrayList<>(wanted.keySet().stream().map(k -> k.split("/")[0]).distinct().toList());
    Collections.shuffle(samples, random);
    String killed = samples.get(0);
    String starved = samples.get(1);
    String stopped = samples.get(2);
    String mode = number % 2 == 0 ? "subprocess" : "parallel";
    delete(work.resolve("disturbed"));
    long start = System.nanoTime();
    Process batch = batch("disturbed", mode, Map.of("EXO2MICRO_CHILD_HEAP", starved + "/" + DYE + "=24m"));
    double early = 0.3 * taskSeconds;
    AtomicBoolean wasKilled = signalLater(batch, killed, "-KILL", false, early * random.nextDouble());
    AtomicBoolean wasStopped = signalLater(batch, stopped, "-STOP", true, early * random.nextDouble());
    if (!batch.waitFor(60 + 3L * TASKS * timeout, TimeUnit.SECONDS)) {
      problem(number, mode, "the batch hangs");
      batch.destroyForcibly();
      return;
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    check(number, mode, "exit code", batch.exitValue() == 1, batch.exitValue());
    for (Map.Entry<String, String> task : statuses("disturbed").entrySet()) {
      String status = task.getValue();
      String sample = task.getKey();
      boolean right = sample.equals(killed) && wasKilled.get() ? status.equals("error: subprocess killed (likely OOM)")
          : sample.equals(starved) ? status.startsWith("error: out of memory (Java heap of 25 MB exhausted)")
              : sample.equals(stopped) && wasStopped.get()
                  ? status.equals("error: subprocess timed out after " + timeout + " s")
                  : status.equals("complete");
      check(number, mode, sample, right, status);
    }
    noTraces(number, mode);
    Process second = batch("disturbed", mode, Map.of());
    check(number, mode, "second start", second.waitFor() == 0, statuses("disturbed"));
    check(number, mode, "bytes", hashes("disturbed").equals(wanted), "differ from the undisturbed run");
    System.out.printf("%2d %-10s killed %s%s, starved %s, stopped %s%s: %.0f s, then all complete and the same bytes%n",
        number, mode, killed, late(wasKilled), starved, stopped, late(wasStopped), seconds);
  }

  private static String late(AtomicBoolean hit) {
    return hit.get() ? "" : " (too late, it was complete)";
  }

  /**
   * Sends a signal to the child of a task some time after it was started, or after it was ready for its task: a child
   * that hangs before has another name. Tells whether the signal came before the task's end.
   */
  private AtomicBoolean signalLater(Process batch, String sample, String signal, boolean whenReady, double seconds) {
    AtomicBoolean hit = new AtomicBoolean();
    Thread thread = new Thread(() -> {
      try {
        String pid = "";
        while (pid.isEmpty() && batch.isAlive()) {
          Thread.sleep(20);
          pid = !whenReady || runLog().contains("[" + sample + "/" + DYE + "] stage 1") ? childOf(sample) : "";
        }
        Thread.sleep((long) (1000 * seconds));
        // A pool's child lives on: the next task must not be hit in this one's place.
        if (!pid.isEmpty() && !runLog().contains("[" + sample + "/" + DYE + "] complete")) {
          hit.set(new ProcessBuilder("kill", signal, pid).inheritIO().start().waitFor() == 0);
        }
      } catch (IOException | InterruptedException e) {
        problems.add(e.toString());
      }
    });
    thread.setDaemon(true);
    thread.start();
    return hit;
  }

  private static final Pattern BEGINS = Pattern.compile("\\[(\\S+)/" + DYE + "] begins in process (\\d+)");

  private String childOf(String sample) throws IOException {
    Matcher begins = BEGINS.matcher(runLog());
    while (begins.find()) {
      if (begins.group(1).equals(sample)) {
        return begins.group(2);
      }
    }
    return "";
  }

  private String runLog() throws IOException {
    Path log = work.resolve("disturbed").resolve(".exo2micro_run_log.txt");
    return Files.exists(log) ? Files.readString(log) : "";
  }

  /** No child is alive and no half-written file lies about. */
  private void noTraces(int number, String mode) throws IOException {
    Matcher begins = BEGINS.matcher(runLog());
    while (begins.find()) {
      boolean alive = ProcessHandle.of(Long.parseLong(begins.group(2))).map(ProcessHandle::isAlive).orElse(false);
      check(number, mode, "child " + begins.group(2), !alive, "is still alive");
    }
    try (Stream<Path> files = Files.walk(work.resolve("disturbed"))) {
      List<Path> parts = files.filter(f -> f.getFileName().toString().contains("exo2micro-part")).toList();
      check(number, mode, "half-written files", parts.isEmpty(), parts);
    }
  }

  private Map<String, String> statuses(String name) throws IOException {
    JsonObject summary = JsonParser.parseString(Files.readString(work.resolve(name).resolve("batch_summary.json")))
        .getAsJsonObject();
    Map<String, String> statuses = new TreeMap<>();
    for (JsonElement task : summary.getAsJsonArray("tasks")) {
      statuses.put(task.getAsJsonObject().get("sample").getAsString(),
          task.getAsJsonObject().get("status").getAsString());
    }
    return statuses;
  }

  private Map<String, String> hashes(String name) throws Exception {
    Map<String, String> hashes = new TreeMap<>();
    Path root = work.resolve(name);
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".tiff")).toList()) {
        hashes.put(root.relativize(file).toString().replace('\\', '/'),
            HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file))));
      }
    }
    return hashes;
  }

  private void check(int number, String mode, String what, boolean right, Object found) {
    if (!right) {
      problem(number, mode, what + ": " + found);
    }
  }

  private void problem(int number, String mode, String text) {
    problems.add("repetition " + number + " (" + mode + "): " + text);
  }

  private static void require(boolean right, String text) {
    if (!right) {
      throw new IllegalStateException(text);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Collections.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
