package io.github.exo2micro.bench;

import io.github.exo2micro.Progress;
import io.github.exo2micro.checkpoint.CheckpointStore;
import io.github.exo2micro.demo.DemoData;
import io.github.exo2micro.demo.DemoPair;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.TileSweep;
import io.github.exo2micro.io.FilePlane;
import io.github.exo2micro.io.PixelChecksum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import java.util.stream.Stream;

/**
 * Ends batches in every way from outside and starts them again until they are complete: nothing may be missing then.
 * Batches write both checkpoint formats and pictures, in all modes; kill -9 of a child, of the parent, of both, a stop
 * for a moment and two Ctrl-C take turns, at random moments. After each, no process may be left; when a batch is
 * complete, its images, FITS twins, pictures and summary must be those of an undisturbed run. See scripts/kills.
 */
public final class Kills {

  private static final String DYE = "DAPI";
  private static final int TASKS = 2;
  private static final List<String> MODES = List.of("serial", "subprocess", "parallel");
  /** A busy machine is slow to end a process; one that is left for good is found all the same. */
  private static final int PATIENCE_SECONDS = 60;

  private enum Way {
    CHILD,
    PARENT,
    BOTH,
    STOP,
    TWO_INTERRUPTS
  }

  private final Path work;
  private final ImageSize size;
  private double batchSeconds;

  private Kills(Path work, ImageSize size) {
    this.work = work;
    this.size = size;
  }

  /** Arguments: the folder to work in, the number of kills, width, height, the first seed. */
  public static void main(String[] args) throws Exception {
    // An interrupted script leaves no batch behind.
    Runtime.getRuntime().addShutdownHook(new Thread(
        () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly)));
    new Kills(Path.of(args[0]), new ImageSize(Integer.parseInt(args[2]), Integer.parseInt(args[3])))
        .run(Integer.parseInt(args[1]), Long.parseLong(args[4]));
    System.exit(0);
  }

  private void run(int kills, long seed) throws Exception {
    makeRaw();
    long start = System.nanoTime();
    complete("reference", "subprocess");
    batchSeconds = (System.nanoTime() - start) / 1e9;
    Map<String, String> wanted = contents("reference");
    System.out.printf("undisturbed: %d files of %d tasks in %.1f s%n", wanted.size(), TASKS, batchSeconds);
    Map<Way, Integer> done = new TreeMap<>();
    int batches = 0;
    for (int i = 0; i < kills; i++) {
      Random random = new Random(seed + i);
      Way way = Way.values()[i % Way.values().length];
      String mode = MODES.get(random.nextInt(way == Way.CHILD || way == Way.BOTH ? 2 : 3) + (way == Way.CHILD
          || way == Way.BOTH ? 1 : 0));
      disturb("seed " + (seed + i) + ", " + way + ", " + mode, way, mode, random);
      done.merge(way, 1, Integer::sum);
      if (i % 4 == 3 || i == kills - 1) {
        complete("disturbed", MODES.get(random.nextInt(3)));
        requireLike(wanted, "after seed " + (seed + i));
        delete(work.resolve("disturbed"));
        batches++;
      }
      System.out.printf("%d of %d: %s, %s%n", i + 1, kills, way, mode);
    }
    System.out
        .printf("%d kills %s from seed %d in %d batches: no process left, nothing missing, the same images, FITS twins,"
            + " pictures and summary, in %.0f s%n", kills, done, seed, batches, (System.nanoTime() - start) / 1e9);
  }

  private void makeRaw() throws IOException {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      DemoData data = new DemoData(new TileSweep(threads, 2));
      for (int i = 1; i <= TASKS; i++) {
        data.write(work, DemoPair.of("S" + i, DYE, 100 + i, size, size, 1.5 * i - 3, 1 + 0.004 * i, 6, -6, 1.2, false),
            Progress.none());
      }
    } finally {
      threads.shutdown();
    }
  }

  private Process batch(String name, String mode) throws IOException {
    List<String> command = new ArrayList<>(listensToInterrupts() ? List.of("env", "--default-signal=INT") : List.of());
    command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx400m",
        "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
        "io.github.exo2micro.cli.Main",
        "batch", "--raw-dir", work.resolve("raw").toString(), "--output-dir", work.resolve(name).toString(), "--mode",
        mode,
        "--workers", "2", "--pad", "50", "--checkpoint-format", "both", "--multiscale", "false", "--force-run"));
    return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(work.resolve(name + ".txt").toFile())
        .start();
  }

  /** A shell lets what it starts in the background ignore SIGINT, and Java keeps to that; GNU's env undoes it. */
  private static boolean listensToInterrupts() {
    try {
      return new ProcessBuilder("env", "--default-signal=INT", "true").redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException | InterruptedException e) {
      return false;
    }
  }

  private void complete(String name, String mode) throws Exception {
    Process process = batch(name, mode);
    if (!process.waitFor(20, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError(name + ", " + mode + ": the batch hangs");
    }
    if (process.exitValue() != 0) {
      throw new AssertionError(name + ", " + mode + ": exit code " + process.exitValue() + ", see "
          + work.resolve(name + ".txt"));
    }
  }

  private void disturb(String what, Way way, String mode, Random random) throws Exception {
    Process parent = batch("disturbed", mode);
    Thread.sleep((long) (1000 * batchSeconds * (0.05 + 0.9 * random.nextDouble())));
    List<ProcessHandle> children = parent.descendants().toList();
    switch (way) {
      case CHILD -> children.forEach(child -> signal("-KILL", child));
      case PARENT -> signal("-KILL", parent.toHandle());
      case BOTH -> {
        signal("-KILL", parent.toHandle());
        children.forEach(child -> signal("-KILL", child));
      }
      case STOP -> {
        children.forEach(child -> signal("-STOP", child));
        signal("-STOP", parent.toHandle());
        Thread.sleep(1500);
        signal("-CONT", parent.toHandle());
        children.forEach(child -> signal("-CONT", child));
        Thread.sleep(500);
        signal("-KILL", parent.toHandle());
      }
      case TWO_INTERRUPTS -> {
        signal("-INT", parent.toHandle());
        Thread.sleep(random.nextInt(400));
        signal("-INT", parent.toHandle());
      }
    }
    boolean ended = parent.waitFor(way == Way.CHILD ? 1200 : PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (!ended) {
      throw new AssertionError(what + ": the batch does not end");
    }
    for (ProcessHandle child : children) {
      try {
        child.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      } catch (java.util.concurrent.TimeoutException e) {
        throw new AssertionError(what + ": child " + child.pid() + " is left", e);
      }
    }
    if (way == Way.TWO_INTERRUPTS) {
      requireNothingHalfWritten(what);
    }
  }

  private static void signal(String signal, ProcessHandle process) {
    try {
      if (process.isAlive()) {
        new ProcessBuilder("kill", signal, Long.toString(process.pid())).redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An aborted batch has had the time to clean up; a killed one leaves that to the next. */
  private void requireNothingHalfWritten(String what) throws IOException {
    if (!Files.exists(work.resolve("disturbed"))) {
      return;
    }
    try (Stream<Path> files = Files.walk(work.resolve("disturbed"))) {
      List<Path> parts = files.filter(f -> f.getFileName().toString().contains("exo2micro-part")).toList();
      if (!parts.isEmpty()) {
        throw new AssertionError(what + ": half-written files are left: " + parts);
      }
    }
  }

  private void requireLike(Map<String, String> wanted, String when) throws Exception {
    Map<String, String> found = contents("disturbed");
    List<String> wrong = new ArrayList<>();
    wanted.forEach((name, content) -> {
      if (!content.equals(found.get(name))) {
        wrong.add(name + (found.containsKey(name) ? " differs" : " is missing"));
      }
    });
    found.keySet().stream().filter(name -> !wanted.containsKey(name)).forEach(name -> wrong.add(name + " is too much"));
    if (!wrong.isEmpty()) {
      throw new AssertionError(when + ": " + wrong);
    }
  }

  /**
   * Every file that a batch leaves, by name: pictures, tables and TIFF images by their bytes, FITS by pixels, the rest
   * as there.
   */
  private Map<String, String> contents(String name) throws Exception {
    Map<String, String> contents = new TreeMap<>();
    Path root = work.resolve(name);
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(root.relativize(file).toString().replace('\\', '/'), content(file));
      }
    }
    return contents;
  }

  private static String content(Path file) throws Exception {
    String name = file.getFileName().toString();
    if (name.endsWith(".fits")) {
      try (FilePlane plane = CheckpointStore.open(file)) {
        return PixelChecksum.of(plane, 1, Progress.none()); // its header holds the time at which it was made
      }
    }
    boolean same = name.endsWith(".tiff") || file.getParent().endsWith("pipeline_output");
    return same ? HexFormat.of().formatHex(java.security.MessageDigest.getInstance("SHA-256")
        .digest(Files.readAllBytes(file))) : "there";
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Collections.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
