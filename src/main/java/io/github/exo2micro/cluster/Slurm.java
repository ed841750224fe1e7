package io.github.exo2micro.cluster;

import io.github.exo2micro.RemediableException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Slurm of this machine, through its own commands: sbatch, squeue, scontrol, sacct, scancel, sinfo. */
public final class Slurm {

  private static final long PATIENCE_SECONDS = 120;
  private static final int USUAL_ARRAY = 1001;
  private static final Pattern JOB = Pattern.compile("(\\d+)_(\\d+)");
  private static final Pattern FIELD = Pattern.compile("(\\w+)=(\\S*)");
  private static final Pattern CODES = Pattern.compile("(\\d+):(\\d+)");

  /** Whether this machine can submit jobs: {@code sbatch} is on the path. */
  public static boolean isHere() {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(folder -> !folder.isEmpty() && Files.isExecutable(Path.of(folder, "sbatch")));
  }

  /** @throws RemediableException when sbatch is not on the path */
  public static Slurm here() {
    if (!isHere()) {
      throw new RemediableException("There is no Slurm on this machine.", "no sbatch is on the path.",
          "start on a login node of the cluster, or choose the mode serial, parallel or subprocess; other schedulers "
              + "run 'exo2micro plan' and 'exo2micro task', see docs/cluster.md.");
    }
    return new Slurm();
  }

  private Slurm() {}

  /** What a command said. */
  private record Answer(int code, String out, String err) {}

  private static Answer ask(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectInput(ProcessBuilder.Redirect.from(new File(File.separatorChar == '\\' ? "NUL" : "/dev/null")));
    // The user's own formats would change what is read here.
    builder.environment().keySet().removeIf(k -> k.startsWith("SQUEUE_") || k.startsWith("SACCT_")
        || k.startsWith("SINFO_") || k.startsWith("SBATCH_ARRAY"));
    Process process = builder.start();
    CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
    CompletableFuture<String> out = CompletableFuture.supplyAsync(() -> text(process.getInputStream()));
    try {
      String answer = out.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return new Answer(process.waitFor(), answer, err.get(PATIENCE_SECONDS, TimeUnit.SECONDS).strip());
    } catch (TimeoutException e) {
      process.destroyForcibly();
      throw new IOException(command.get(0) + " did not answer within " + PATIENCE_SECONDS + " s", e);
    } catch (ExecutionException e) {
      throw new IOException(command.get(0) + " could not be read", e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static String text(InputStream in) {
    try {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  /**
   * Submits an array.
   *
   * @param request what sbatch gets
   * @return the job's number
   * @throws RemediableException when Slurm refuses it; holds Slurm's words
   */
  long submit(ArrayRequest request) throws IOException {
    Answer answer = ask(request.command());
    Matcher number = Pattern.compile("^(\\d+)", Pattern.MULTILINE).matcher(answer.out());
    if (answer.code() != 0 || !number.find()) {
      throw new RemediableException("Slurm refused the job.",
          "sbatch said: " + (answer.err().isEmpty() ? answer.out().strip() : answer.err()) + " (exit code "
              + answer.code()
              + "; " + request.summary() + ").",
          "correct --slurm-options (partition, account), ask for less memory (--memory-factor) or fewer cores "
              + "(--threads); 'sinfo' shows the partitions and 'sinfo -o \"%P %m %c %l\"' their limits.");
    }
    return Long.parseLong(number.group(1));
  }

  /**
   * The states of the tasks of some arrays, by {@code job_task}; ended ones only as long as Slurm remembers them.
   *
   * @throws IOException when the controller does not answer
   */
  Map<String, JobState> states(List<Long> jobs) throws IOException {
    Map<String, JobState> states = new HashMap<>();
    if (jobs.isEmpty()) {
      return states;
    }
    String list = String.join(",", jobs.stream().map(String::valueOf).toList());
    Answer queue = ask(List.of("squeue", "-h", "-r", "-t", "all", "-j", list, "-o", "%F_%K|%T|%N|%r"));
    // A job that is long gone is an error to squeue ("Invalid job id"), as it is when it is alone; what else fails is
    // one.
    if (queue.code() != 0 && !queue.err().contains("Invalid job id")) {
      throw new IOException("squeue: " + queue.err());
    }
    for (String line : queue.out().split("\n")) {
      String[] parts = line.strip().split("\\|", -1);
      if (parts.length == 4 && JOB.matcher(parts[0]).matches()) {
        states.put(parts[0], JobState.of(parts[1], parts[2], 0, 0).because(parts[3]));
      }
    }
    return states;
  }

  /** How an ended task ended, with its exit code: from scontrol, else from sacct; empty when neither remembers. */
  Optional<JobState> ended(String task) throws IOException {
    Answer control = ask(List.of("scontrol", "-o", "show", "job", task));
    for (String line : control.out().split("\n")) {
      Map<String, String> fields = new HashMap<>();
      Matcher field = FIELD.matcher(line);
      while (field.find()) {
        fields.putIfAbsent(field.group(1), field.group(2));
      }
      if (fields.containsKey("JobState")) {
        return Optional.of(state(fields.get("JobState"), fields.getOrDefault("NodeList", ""),
            fields.getOrDefault("ExitCode", "")));
      }
    }
    Answer accounts;
    try {
      accounts = ask(List.of("sacct", "-n", "-P", "-X", "-j", task, "-o", "State,NodeList,ExitCode"));
    } catch (IOException e) {
      // Many sites have no accounts; then only the result files tell.
      return Optional.empty();
    }
    for (String line : accounts.out().split("\n")) {
      String[] parts = line.strip().split("\\|", -1);
      if (accounts.code() == 0 && parts.length == 3 && !parts[0].isEmpty()) {
        return Optional.of(state(parts[0], parts[1], parts[2]));
      }
    }
    return Optional.empty();
  }

  private static JobState state(String word, String node, String codes) {
    Matcher code = CODES.matcher(codes);
    boolean known = code.matches();
    return JobState.of(word, node.equals("(null)") ? "" : node, known ? Integer.parseInt(code.group(1)) : 0,
        known ? Integer.parseInt(code.group(2)) : 0);
  }

  /** Cancels arrays; those that have ended are no error. */
  void cancel(List<Long> jobs) throws IOException {
    if (!jobs.isEmpty()) {
      List<String> command = new ArrayList<>(List.of("scancel"));
      jobs.forEach(job -> command.add(String.valueOf(job)));
      ask(command);
    }
  }

  /** The largest index of an array plus one. */
  int longestArray() throws IOException {
    for (String line : ask(List.of("scontrol", "show", "config")).out().split("\n")) {
      String[] parts = line.split("=", 2);
      if (parts.length == 2 && parts[0].strip().equals("MaxArraySize")) {
        return Math.max(1, integer(parts[1]).orElse(USUAL_ARRAY));
      }
    }
    return USUAL_ARRAY;
  }

  /** The memory of this Slurm's largest node, bytes; empty without Slurm or when it does not answer. */
  public static OptionalLong largestNode() {
    try {
      return isHere() ? new Slurm().largestNodeBytes() : OptionalLong.empty();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  /** The memory of the largest node, bytes; empty when sinfo does not tell. */
  OptionalLong largestNodeBytes() throws IOException {
    return Arrays.stream(ask(List.of("sinfo", "-h", "-o", "%m")).out().split("\n")).map(Slurm::integer)
        .filter(OptionalInt::isPresent).mapToLong(n -> (long) n.getAsInt() << 20).max();
  }

  private static OptionalInt integer(String text) {
    Matcher digits = Pattern.compile("\\d+").matcher(text);
    return digits.find() && digits.group().length() < 10 ? OptionalInt.of(Integer.parseInt(digits.group()))
        : OptionalInt.empty();
  }
}
