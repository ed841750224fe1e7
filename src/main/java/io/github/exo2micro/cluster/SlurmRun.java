package io.github.exo2micro.cluster;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.io.AtomicFile;
import io.github.exo2micro.memory.ByteText;
import io.github.exo2micro.worker.TaskAttempt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs the tasks of a plan as arrays of Slurm, and waits for them.
 *
 * <p>The result file of a task is the truth; what Slurm says of a job counts only where there is none. The arrays are
 * written to a file before they are waited for: a submitter that died is started again and attaches to what still runs.
 */
public final class SlurmRun {

  /** Folder in the output with the plan, the script, what the jobs print, and the arrays that are out. */
  public static final String FOLDER = ".exo2micro_slurm";

  private static final String JOBS = "jobs.json";
  private static final long FIRST_LOOK_SECONDS = 1;
  private static final long LOOK_SECONDS = 5;
  /** Network file systems show a new file late. */
  private static final long LATE_SECONDS = 20;
  private static final long CANCEL_SECONDS = 60;
  private static final int LAST_LINES = 15;
  private static final int LEAST_MINUTES = 30;
  private static final int TIMES_EXPECTED = 10;
  private static final int MINUTES_BESIDE_TIMEOUT = 5;

  private final Slurm slurm;
  private final TaskPlan plan;
  private final Path folder;
  private final SlurmOptions options;
  private final int retries;
  private final OptionalInt timeoutSeconds;
  private final List<String> command;
  private final SlurmListener listener;
  private final CountDownLatch cancelled = new CountDownLatch(1);
  private final Map<Integer, Watched> open = new TreeMap<>();
  private final Map<String, String> reasons = new HashMap<>();
  private SlurmJobs jobs;
  private OptionalLong largestNode = OptionalLong.empty();

  /** One task that has not ended. */
  private static final class Watched {
    private String job = "";
    private long memoryBytes;
    private int attempts;
    private int outOfMemory;
    private boolean passed;
    private boolean begun;
    private long goneSince;
  }

  /**
   * @param plan what to run; its output folder is where the arrays are written down
   * @param options what the user says about Slurm
   * @param retries how often a task that lacked memory is tried again with twice as much
   * @param timeoutSeconds when a task is ended; empty = when Slurm does
   * @param command the Java command line, up to and with the main class, that runs the command line program on a node
   */
  public SlurmRun(Slurm slurm, TaskPlan plan, SlurmOptions options, int retries, OptionalInt timeoutSeconds,
      List<String> command, SlurmListener listener) {
    this.slurm = slurm;
    this.plan = plan;
    this.folder = plan.outputDirectory().resolve(FOLDER);
    this.options = options;
    this.retries = retries;
    this.timeoutSeconds = timeoutSeconds;
    this.command = List.copyOf(command);
    this.listener = listener;
    this.jobs = new SlurmJobs(plan.id(), List.of());
  }

  /** Cancels what is out; {@link #run} returns soon. From any thread. */
  public void cancel() {
    cancelled.countDown();
  }

  /**
   * Runs all tasks, blocking.
   *
   * @throws RemediableException when Slurm refuses the first submission, or another batch of this folder is out
   * @throws IOException when the output folder cannot be written or Slurm does not answer at the start
   */
  public void run() throws IOException {
    Files.createDirectories(logs());
    largestNode = slurm.largestNodeBytes();
    plan.rows().forEach(row -> {
      Watched watched = new Watched();
      watched.memoryBytes = asked(row.memoryBytes());
      open.put(row.index(), watched);
    });
    if (!attached()) {
      plan.write(planFile());
      AtomicFile.write(probe(), "The nodes look for this file to see that they share the folder.\n");
      writeScript();
      submit(List.copyOf(open.keySet()));
    }
    await();
    if (open.isEmpty()) {
      Files.deleteIfExists(folder.resolve(JOBS));
      Files.deleteIfExists(probe());
    }
  }

  private long asked(long planned) {
    long wanted = Math.round(planned * options.memoryFactor());
    return largestNode.isPresent() ? Math.min(wanted, largestNode.getAsLong()) : wanted;
  }

  private Path logs() {
    return folder.resolve("log");
  }

  private Path planFile() {
    return folder.resolve("plan-" + plan.id() + ".json");
  }

  private Path probe() {
    return folder.resolve("probe-" + plan.id());
  }

  private Path script() {
    return folder.resolve("task-" + plan.id() + ".sh");
  }

  /** What each job runs. Java takes the place of the shell, so that Slurm's signals reach it. */
  private void writeScript() throws IOException {
    List<String> words = new ArrayList<>(command);
    words.addAll(List.of("task", "--plan", planFile().toString()));
    options.scratch().ifPresent(s -> words.addAll(List.of("--scratch", s.toString())));
    timeoutSeconds.ifPresent(s -> words.addAll(List.of("--timeout-per-task", String.valueOf(s))));
    String text = """
        #!/bin/bash
        # One task of a batch of exo2micro. Made by the program; gets the plan's index of the array's task 0.
        if [ ! -e %s ]; then
          echo "exo2micro: $(hostname) does not see the output folder of this batch" >&2
          exit %d
        fi
        export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-2}" LC_ALL=C.UTF-8
        unset JAVA_TOOL_OPTIONS _JAVA_OPTIONS JDK_JAVA_OPTIONS
        exec %s --index $(($1 + SLURM_ARRAY_TASK_ID))
        """.formatted(quoted(probe().toString()), ExitCode.NOT_SHARED.code(),
        words.stream().map(SlurmRun::quoted).collect(Collectors.joining(" ")));
    AtomicFile.write(script(), text);
    Files.setPosixFilePermissions(script(), PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  /** Whether arrays of an earlier submitter were found and are watched now. */
  private boolean attached() throws IOException {
    Optional<SlurmJobs> before = SlurmJobs.read(folder.resolve(JOBS));
    if (before.isEmpty()) {
      return false;
    }
    Map<String, JobState> states = slurm.states(before.get().numbers());
    boolean alive = states.values().stream().anyMatch(JobState::isAlive);
    if (!before.get().plan().equals(plan.id())) {
      if (alive) {
        throw new RemediableException("Another batch of this output folder is still out on Slurm.",
            "jobs " + before.get().numbers() + " of " + folder.resolve(JOBS)
                + " belong to other tasks, files or parameters than those asked for now.",
            "wait until they have ended ('squeue' shows them), cancel them ('scancel "
                + before.get().numbers().stream().map(String::valueOf).collect(Collectors.joining(" "))
                + "'), or start the very same batch to attach to it.");
      }
      return false;
    }
    jobs = before.get();
    for (SlurmJobs.Array array : jobs.arrays()) {
      take(array);
    }
    listener.line("attached to Slurm " + (jobs.arrays().size() == 1 ? "job " : "jobs ") + jobs.numbers()
        + " of an earlier start");
    List<Integer> never = open.entrySet().stream().filter(e -> e.getValue().attempts == 0).map(Map.Entry::getKey)
        .toList();
    if (!never.isEmpty()) {
      submit(never);
    }
    return true;
  }

  private void take(SlurmJobs.Array array) {
    for (int task : array.tasks()) {
      Watched watched = open.get(array.base() + task);
      if (watched != null) {
        watched.job = array.job() + "_" + task;
        watched.memoryBytes = array.memoryBytes();
        watched.attempts++;
        watched.begun = false;
        watched.goneSince = 0;
      }
    }
  }

  /** Submits arrays for these tasks: as few as Slurm's longest array and their memory allow. */
  private void submit(List<Integer> indices) throws IOException {
    int longest = slurm.longestArray();
    Map<Group, List<Integer>> groups = indices.stream().collect(Collectors.groupingBy(
        i -> new Group(i / longest * longest, sizeClass(open.get(i).memoryBytes)), LinkedHashMap::new,
        Collectors.toList()));
    for (var group : groups.entrySet()) {
      int base = group.getKey().base();
      List<Integer> tasks = group.getValue().stream().map(i -> i - base).toList();
      long memory = group.getValue().stream().mapToLong(i -> open.get(i).memoryBytes).max().orElseThrow();
      int cores = group.getValue().stream().mapToInt(i -> plan.row(i).cores()).max().orElseThrow();
      ArrayRequest request = new ArrayRequest(script(), base, tasks, memory, cores, minutes(group.getValue()), logs(),
          options);
      SlurmJobs.Array array = new SlurmJobs.Array(slurm.submit(request), base, tasks, memory);
      jobs.arrays().add(array);
      jobs.write(folder.resolve(JOBS));
      take(array);
      listener.line("submitted Slurm job " + array.job() + ": " + request.summary());
    }
  }

  /** Tasks that share an array: the plan's index of its task 0, and how much memory they need. */
  private record Group(int base, long sizeClass) {}

  /** Tasks whose needs differ by less than a quarter share an array. */
  private static long sizeClass(long bytes) {
    return Math.round(Math.log(bytes) / Math.log(1.25));
  }

  private long minutes(List<Integer> indices) {
    if (timeoutSeconds.isPresent()) {
      return (timeoutSeconds.getAsInt() + 59) / 60 + MINUTES_BESIDE_TIMEOUT;
    }
    long expected = indices.stream().mapToLong(i -> plan.row(i).seconds()).max().orElse(0);
    return Math.max(LEAST_MINUTES, TIMES_EXPECTED * expected / 60);
  }

  private void await() throws IOException {
    long wait = FIRST_LOOK_SECONDS;
    while (!open.isEmpty()) {
      try {
        if (cancelled.await(wait, TimeUnit.SECONDS)) {
          cancelAll();
          return;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        cancelAll();
        return;
      }
      wait = Math.min(LOOK_SECONDS, wait + 1);
      look();
    }
  }

  /** One look at all that is open. A controller that does not answer is asked again later; result files still count. */
  private void look() throws IOException {
    Optional<Map<String, JobState>> states = states();
    List<Integer> again = new ArrayList<>();
    for (int index : List.copyOf(open.keySet())) {
      Watched watched = open.get(index);
      Optional<RecordedResult> result = RecordedResult.of(plan, plan.row(index))
          .filter(r -> r.job().equals(watched.job));
      if (result.isPresent()) {
        recorded(index, watched, result.get(), again);
      } else if (states.isPresent()) {
        unrecorded(index, watched, Optional.ofNullable(states.get().get(watched.job)), again);
      }
    }
    if (!again.isEmpty()) {
      try {
        submit(again);
      } catch (RemediableException e) {
        // What Slurm does not take again has ended as it did.
        for (int index : again) {
          end(index, new TaskAttempt.Failed("it could not be tried again: " + e.getMessage()), 0, -1, List.of());
        }
      }
    }
  }

  private Optional<Map<String, JobState>> states() {
    try {
      return Optional.of(slurm.states(jobs.numbers()));
    } catch (IOException e) {
      if (reasons.put("controller", "away") == null) {
        listener.line("Slurm does not answer now (" + e.getMessage() + "); the jobs go on, and it is asked again");
      }
      return Optional.empty();
    }
  }

  private void recorded(int index, Watched watched, RecordedResult result, List<Integer> again) throws IOException {
    if (!watched.begun) {
      begin(index, watched, result.host());
    }
    TaskAttempt attempt = result.attempt();
    if (attempt instanceof TaskAttempt.Cancelled) {
      attempt = stopped(index, watched);
    }
    decide(index, watched, attempt, result.seconds(), result.peakBytes(), result.lastLines(), again);
  }

  /** Told to stop, but not by us: its time was over, somebody cancelled it, or its place was wanted. */
  private TaskAttempt stopped(int index, Watched watched) throws IOException {
    Optional<JobState> ended = slurm.ended(watched.job);
    JobState.Phase phase = ended.map(JobState::phase).orElse(JobState.Phase.ENDED);
    return switch (phase) {
      case TIMED_OUT -> new TaskAttempt.TimedOut(Math.toIntExact(60 * minutes(List.of(index))));
      case CANCELLED -> new TaskAttempt.Cancelled();
      case NODE_FAILED -> new TaskAttempt.Died("Slurm took the node away (" + ended.get().word() + ")", false);
      default ->
        new TaskAttempt.Died("the task was told to stop by Slurm (" + ended.map(JobState::word).orElse("?") + ")",
            false);
    };
  }

  private void unrecorded(int index, Watched watched, Optional<JobState> state, List<Integer> again)
      throws IOException {
    if (state.isPresent() && state.get().isAlive()) {
      watched.goneSince = 0;
      alive(index, watched, state.get());
      return;
    }
    long now = System.nanoTime();
    if (watched.goneSince == 0) {
      watched.goneSince = now;
    }
    if (now - watched.goneSince < TimeUnit.SECONDS.toNanos(LATE_SECONDS)) {
      return;
    }
    Optional<JobState> ended;
    try {
      ended = slurm.ended(watched.job);
    } catch (IOException e) {
      return;
    }
    if (ended.isPresent() && ended.get().isAlive()) {
      watched.goneSince = 0;
      return;
    }
    decide(index, watched, meaning(index, watched, ended), 0, -1, log(watched), again);
  }

  private void alive(int index, Watched watched, JobState state) {
    if (state.phase() == JobState.Phase.RUNNING) {
      if (!watched.begun) {
        begin(index, watched, state.node());
      }
      TaskLock.holder(plan.row(index).folder()).filter(h -> h.job().equals(watched.job))
          .ifPresent(h -> listener.progress(index, h.stage(), h.fraction()));
    } else if (!state.reason().isEmpty() && !List.of("None", "Priority", "Resources").contains(state.reason())
        && !state.reason().equals(reasons.put(watched.job.replaceFirst("_.*", ""), state.reason()))) {
      listener.line("Slurm holds job " + watched.job.replaceFirst("_.*", "") + ": " + state.reason()
          + " ('scontrol show job' explains; 'scancel' or Ctrl-C ends the wait)");
    }
  }

  private void begin(int index, Watched watched, String node) {
    watched.begun = true;
    listener.started(index, watched.attempts, "Slurm job " + watched.job + (node.isEmpty() ? "" : " on " + node));
  }

  /** What a job that left no result means. */
  private TaskAttempt meaning(int index, Watched watched, Optional<JobState> ended) {
    if (ended.isEmpty()) {
      return new TaskAttempt.Died("Slurm job " + watched.job + " is gone without a result", false);
    }
    JobState state = ended.get();
    if (state.isNotShared()) {
      return new TaskAttempt.Failed(new RemediableException("A node does not see the output folder.",
          folder + " is not there on " + (state.node().isEmpty() ? "the node" : state.node()) + " (Slurm job "
              + watched.job
              + ").",
          "choose an output folder on a disk that all nodes share, under the same path; --scratch is for the "
              + "node's own disk.")
          .getMessage());
    }
    boolean killed = state.phase() == JobState.Phase.OUT_OF_MEMORY || state.phase() == JobState.Phase.ENDED
        && (state.wasKilled() || log(watched).stream().anyMatch(l -> l.contains("exceeded memory limit")));
    if (killed) {
      return new TaskAttempt.Died("subprocess killed (likely OOM): Slurm job " + watched.job + " had "
          + ByteText.of(watched.memoryBytes), true);
    }
    return switch (state.phase()) {
      case TIMED_OUT -> new TaskAttempt.TimedOut(Math.toIntExact(60 * minutes(List.of(index))));
      case CANCELLED -> new TaskAttempt.Cancelled();
      case NODE_FAILED ->
        new TaskAttempt.Died("node " + state.node() + " failed under Slurm job " + watched.job, false);
      default -> new TaskAttempt.Died("Slurm job " + watched.job + " ended without a result (" + state.word()
          + ", exit code " + state.exitCode() + ")", false);
    };
  }

  /** Tries again what may succeed, and ends the rest. */
  private void decide(int index, Watched watched, TaskAttempt attempt, double seconds, long peakBytes,
      List<String> lastLines, List<Integer> again) {
    ExitCode code = ExitCode.of(attempt);
    if (code == ExitCode.OUT_OF_MEMORY && watched.outOfMemory < retries) {
      long more = Math.min(2 * watched.memoryBytes, largestNode.orElse(Long.MAX_VALUE));
      if (more > watched.memoryBytes) {
        watched.outOfMemory++;
        listener.line(index, "memory was short at " + ByteText.of(watched.memoryBytes) + "; it is tried again with "
            + ByteText.of(more));
        watched.memoryBytes = more;
        again.add(index);
        return;
      }
    }
    if (code == ExitCode.PASSING && !watched.passed) {
      watched.passed = true;
      listener.line(index, "a passing fault (" + message(attempt) + "); it is tried once more");
      again.add(index);
      return;
    }
    end(index, attempt, seconds, peakBytes, lastLines);
  }

  private static String message(TaskAttempt attempt) {
    if (attempt instanceof TaskAttempt.Failed failed) {
      return failed.message().lines().findFirst().orElse("");
    }
    return attempt instanceof TaskAttempt.Died died ? died.reason() : attempt.toString();
  }

  private void end(int index, TaskAttempt attempt, double seconds, long peakBytes, List<String> lastLines) {
    Watched watched = open.remove(index);
    listener.ended(index, new SlurmListener.End(attempt, seconds, peakBytes, watched.attempts, lastLines));
  }

  /** What the job printed last. */
  private List<String> log(Watched watched) {
    try (Stream<String> lines = Files.lines(logs().resolve(watched.job + ".txt"), StandardCharsets.UTF_8)) {
      List<String> all = lines.toList();
      return all.subList(Math.max(0, all.size() - LAST_LINES), all.size());
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }

  private void cancelAll() throws IOException {
    listener.line("cancelling Slurm jobs " + jobs.numbers());
    slurm.cancel(jobs.numbers());
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(CANCEL_SECONDS);
    CountDownLatch never = new CountDownLatch(1);
    try {
      while (System.nanoTime() < until
          && states().map(s -> s.values().stream().anyMatch(JobState::isAlive)).orElse(true)) {
        never.await(FIRST_LOOK_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (int index : List.copyOf(open.keySet())) {
      Watched watched = open.get(index);
      Optional<RecordedResult> result = RecordedResult.of(plan, plan.row(index))
          .filter(r -> r.job().equals(watched.job));
      TaskAttempt attempt = result.map(RecordedResult::attempt).orElse(new TaskAttempt.Cancelled());
      end(index, attempt, result.map(RecordedResult::seconds).orElse(0.0), -1, List.of());
    }
  }
}
