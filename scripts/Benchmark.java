import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * Runs the command line on inputs with known truth and prints what it cost and how exact it was. See scripts/benchmark and
 * docs/benchmarks.md.
 */
public final class Benchmark {

  private static final String HELP = """
      usage: scripts/benchmark [options] [-- options of 'exo2micro run']
        --cases A,B      small, medA, medB, medC, medD, medE, large, full; all unless given, in this order
        --case "SPEC"    a case of your own: NAME WIDTHxHEIGHT SEED PAD [options of synth.py]; may be repeated
        --tools DIR      a folder with synth.py and evaluate.py; without it the demo generator makes the inputs
        --python CMD     Python with numpy, scipy, cv2 and tifffile, for --tools; default python3
        --data DIR       where inputs are kept; default target/benchmark
        --output DIR     where the results of the runs go; default DATA/processed
        --heap SIZE      Java heap of the program: 512m for all cases, or small=256m,full=1g
        --repeat N       run every case N times and print medians; default 1
        --threads LIST   also run every case with so many threads each, and print how it scales: 1,2,4,8,16; also with
                         more threads than cores, which shows what threads cost that have nothing to run on
        --keep           keep the results of the runs""";

  private final Settings settings;
  private final Path scripts;

  private Benchmark(Settings settings, Path scripts) {
    this.settings = settings;
    this.scripts = scripts;
  }

  /** Exit code: 0 done, 1 a case failed, 2 wrong usage. */
  public static void main(String[] args) throws Exception {
    Locale.setDefault(Locale.ROOT);
    if (Arrays.asList(args).contains("--help")) {
      System.out.println(HELP);
      return;
    }
    Settings settings;
    try {
      settings = Settings.of(args);
    } catch (IllegalArgumentException e) {
      System.err.println("benchmark: " + e.getMessage() + "\n" + HELP);
      System.exit(2);
      return;
    }
    // An interrupted benchmark leaves no run behind.
    Runtime.getRuntime().addShutdownHook(new Thread(
        () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroy)));
    System.exit(new Benchmark(settings, Path.of(System.getProperty("exo2micro.scripts", "scripts"))).run() ? 0 : 1);
  }

  private boolean run() throws Exception {
    // Builds the program when that is needed, so that no case pays for it.
    Outside.output(List.of(program(), "--version"));
    Inputs inputs = settings.tools.isPresent() ? new SynthInputs(settings) : new DemoInputs(settings, program());
    List<Row> rows = new ArrayList<>();
    for (Case c : settings.cases) {
      note(c.name + ": " + c.size());
      Row row;
      try {
        row = measure(c, inputs);
      } catch (CannotRun e) {
        row = Row.notRun(c, e.getMessage());
      } catch (IOException e) {
        row = Row.failed(c, e.getMessage() == null ? e.toString() : e.getMessage());
      }
      note(c.name + ": " + row.state + row.runs.stream().map(r -> " %.1f s wall, %.1f s CPU, %.0f MiB".formatted(
          r.wall, r.cpu, r.peak / Report.MIB)).collect(Collectors.joining(";")));
      rows.add(row);
    }
    List<Scaling> scaling = new ArrayList<>();
    for (Case c : settings.threads.isEmpty() ? List.<Case>of() : settings.cases) {
      scaling.addAll(scaling(c, inputs));
    }
    new Report(rows, settings, inputs.name()).print();
    Scaling.print(scaling);
    return scaling.stream().allMatch(s -> s.sameBytes) && rows.stream().noneMatch(Row::isFailure);
  }

  private String program() {
    return scripts.resolve("exo2micro").toString();
  }

  private Row measure(Case c, Inputs inputs) throws Exception {
    requireSpace(c, inputs);
    Pair pair = inputs.make(c);
    List<Run> runs = new ArrayList<>();
    List<Floor> floors = new ArrayList<>();
    Accuracy accuracy = Accuracy.unknown();
    for (int i = 0; i < settings.repeat; i++) {
      Path output = settings.output.resolve(c.name);
      Files_.delete(output);
      Files.createDirectories(output);
      Run run = run(c, pair, output);
      runs.add(run);
      if (run.exit != 0) {
        return new Row(c, "FAILED: exit code " + run.exit + ", " + run.status + "; its output is in " + output, runs,
            floors, accuracy);
      }
      if (i == 0) {
        note(c.name + ": judging");
        accuracy = inputs.judge(c, pair, run, tiff(output, pair));
      }
      List<Long> sizes = Files_.sizes(tiff(output, pair), ".tiff", ".fits");
      if (!settings.keep) {
        Files_.delete(output);
      }
      // After the results are gone, so that the disk need not hold both.
      floors.add(Floor.measure(Files_.list(pair.folder, "_" + pair.dye + ".tif"), sizes, settings.output));
    }
    return new Row(c, runs.get(0).status, runs, floors, accuracy);
  }

  /** The case with each number of threads in turn, as often as it is repeated, so that a drift of the machine meets them all. */
  private List<Scaling> scaling(Case c, Inputs inputs) throws Exception {
    Map<Integer, List<Run>> runs = new TreeMap<>();
    Map<Integer, Boolean> same = new TreeMap<>();
    Pair pair = inputs.make(c);
    String first = "";
    for (int i = 0; i < settings.repeat; i++) {
      for (int threads : settings.threads) {
        Path output = settings.output.resolve(c.name);
        Files_.delete(output);
        Files.createDirectories(output);
        Run run = run(c, pair, output, "--threads", Integer.toString(threads));
        if (run.exit != 0) {
          throw new IOException(c.name + " with " + threads + " threads failed; its output is in " + output);
        }
        String checksums = Files_.checksums(tiff(output, pair));
        first = first.isEmpty() ? checksums : first;
        same.merge(threads, checksums.equals(first), Boolean::logicalAnd);
        runs.computeIfAbsent(threads, t -> new ArrayList<>()).add(run);
        note(c.name + ", " + threads + " threads: %.1f s wall, %.1f s CPU".formatted(run.wall, run.cpu));
        Files_.delete(output);
      }
    }
    double one = Scaling.median(runs.values().iterator().next(), Run::cpu);
    return runs.entrySet().stream().map(e -> new Scaling(c, e.getKey(), e.getValue(), one, same.get(e.getKey()))).toList();
  }

  /**
   * What a number of threads cost.
   *
   * @param oneCpu CPU seconds with the smallest number
   * @param sameBytes whether the checkpoints were the same as with the first number
   */
  private record Scaling(Case c, int threads, List<Run> runs, double oneCpu, boolean sameBytes) {

    static double median(List<Run> runs, ToDoubleFunction<Run> figure) {
      double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
      int n = sorted.length;
      return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
    }

    static void print(List<Scaling> rows) {
      if (rows.isEmpty()) {
        return;
      }
      Table table = new Table("case", "threads", "wall s", "CPU s", "CPU / fewest threads", "peak RSS MiB", "stages 1 to 4, s",
          "same bytes");
      for (Scaling s : rows) {
        double cpu = median(s.runs, Run::cpu);
        table.add(s.c.name, "" + s.threads, "%.1f".formatted(median(s.runs, Run::wall)), "%.1f".formatted(cpu),
            "%.2f".formatted(cpu / s.oneCpu), "%.0f".formatted(median(s.runs, Run::peak) / Report.MIB),
            Stream.of(1, 2, 3, 4).map(n -> "%.1f".formatted(median(s.runs, r -> r.seconds(n))))
                .collect(Collectors.joining(" / ")), s.sameBytes ? "yes" : "NO");
      }
      table.print("Scaling with threads, on " + Runtime.getRuntime().availableProcessors() + " cores");
    }
  }

  private void requireSpace(Case c, Inputs inputs) throws CannotRun, IOException {
    Files.createDirectories(settings.output);
    Files.createDirectories(settings.data);
    long results = 5L * 4 * c.paddedPixels();
    long raw = inputs.missingBytes(c);
    boolean same = Files.getFileStore(settings.output).equals(Files.getFileStore(settings.data));
    requireFree(settings.output, same ? results + raw : results);
    requireFree(settings.data, raw);
  }

  private static void requireFree(Path folder, long bytes) throws CannotRun, IOException {
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free < 1.05 * bytes) {
      throw new CannotRun("it needs %.1f GB in %s, where %.1f GB are free".formatted(bytes / 1e9, folder, free / 1e9));
    }
  }

  private static Path tiff(Path output, Pair pair) {
    return output.resolve(pair.sample).resolve(pair.dye).resolve("tiff");
  }

  private Run run(Case c, Pair pair, Path output, String... options) throws Exception {
    List<String> command = new ArrayList<>(List.of(program(), "run", pair.sample, pair.dye, "--raw-dir",
        pair.folder.getParent().toString(), "--output-dir", output.toString(), "--pad", Integer.toString(c.pad), "--force",
        "--json"));
    settings.heap(c.name).ifPresent(heap -> command.addAll(List.of("--heap", heap)));
    command.addAll(settings.more);
    command.addAll(List.of(options));
    return Run.of(new Outside(command, output).measure());
  }

  private static void note(String line) {
    System.err.println("benchmark: " + line);
  }

  /** Why a case cannot be tried here; no failure of the program. */
  private static final class CannotRun extends Exception {
    private static final long serialVersionUID = 1;

    CannotRun(String reason) {
      super(reason);
    }
  }

  /** What the command line asks for. */
  private record Settings(List<Case> cases, Optional<Path> tools, String python, Path data, Path output, String heaps,
      int repeat, List<Integer> threads, boolean keep, List<String> more) {

    static Settings of(String... args) {
      Map<String, String> values = new LinkedHashMap<>();
      List<Case> own = new ArrayList<>();
      boolean keep = false;
      int i = 0;
      for (; i < args.length && !args[i].equals("--"); i++) {
        if (args[i].equals("--keep")) {
          keep = true;
        } else if (!List.of("--cases", "--case", "--tools", "--python", "--data", "--output", "--heap", "--repeat", "--threads")
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
          values.getOrDefault("--heap", ""), repeat, threads(values.getOrDefault("--threads", "")), keep, List.of(args).subList(Math.min(i + 1, args.length), args.length));
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

  /**
   * One pair to be made and run.
   *
   * @param pad px on each side
   * @param synth options of synth.py beyond name, size and seed
   */
  private record Case(String name, int width, int height, long seed, int pad, List<String> synth) {

    static final List<Case> ALL = Stream.of(
        "small 3000x2400 11 500 --angle 3.2 --scale 1.02 --dx 60 --dy -45",
        "medA 7200x6000 21 1000 --angle 3.2 --scale 1.02 --dx 150 --dy -112.5",
        "medB 7200x6000 22 1000 --angle -9 --scale 0.96 --dx 150 --dy -112.5",
        "medC 7200x6000 23 1000 --angle 3.2 --scale 1.02 --dx 150 --dy -112.5 --nonrigid 6",
        "medD 7200x6000 24 1000 --angle 3.2 --scale 1.02 --dx 150 --dy -112.5 --dim-fraction 0.9",
        "medE 7200x6000 25 1000 --angle 35 --scale 1.02 --dx 150 --dy -112.5",
        "large 14400x12000 31 2000 --angle 3.2 --scale 1.02 --dx 300 --dy -225",
        "full 30000x25000 41 2000 --angle 3.2 --scale 1.02 --dx 625 --dy -469").map(Case::of).toList();

    static Case of(String text) {
      String[] words = text.strip().split("\\s+");
      if (words.length < 4 || !words[1].matches("\\d{3,5}x\\d{3,5}") || !words[2].matches("\\d+")
          || !words[3].matches("\\d+") || !words[0].matches("[A-Za-z0-9]+")) {
        throw new IllegalArgumentException("--case takes \"NAME WIDTHxHEIGHT SEED PAD [options]\", not \"" + text + "\"");
      }
      String[] sides = words[1].split("x");
      return new Case(words[0], Integer.parseInt(sides[0]), Integer.parseInt(sides[1]), Long.parseLong(words[2]),
          Integer.parseInt(words[3]), List.of(words).subList(4, words.length));
    }

    static Case named(String name) {
      return ALL.stream().filter(c -> c.name.equals(name)).findFirst()
          .orElseThrow(() -> new IllegalArgumentException("there is no case " + name));
    }

    long paddedPixels() {
      return (width + 2L * pad) * (height + 2L * pad);
    }

    double paddedMegapixels() {
      return paddedPixels() / 1e6;
    }

    String size() {
      return width + " × " + height + " px, pad " + pad;
    }
  }

  /** A pair on disk: its raw folder is {@code folder}, named as the sample. */
  private record Pair(Path folder, String sample, String dye, Path truth) {}

  /** Where pairs come from, and who judges what was made of them. */
  private interface Inputs {

    String name();

    /** Bytes that {@link #make} will write at most; 0 when the pair is there. */
    long missingBytes(Case c);

    Pair make(Case c) throws Exception;

    Accuracy judge(Case c, Pair pair, Run run, Path tiff) throws Exception;
  }

  /** Pairs by synth.py, judged by evaluate.py from the images alone. */
  private static final class SynthInputs implements Inputs {
    private static final String DYE = "DAPI";
    private final Settings settings;
    private final Path tools;

    SynthInputs(Settings settings) {
      this.settings = settings;
      tools = settings.tools.orElseThrow();
    }

    @Override
    public String name() {
      return "synth.py, judged by evaluate.py on the images";
    }

    private Pair pair(Case c) {
      Path folder = settings.data.resolve("raw").resolve(c.name);
      return new Pair(folder, c.name, DYE, folder.resolve(c.name + "_" + DYE + "_truth.json"));
    }

    @Override
    public long missingBytes(Case c) {
      return Files.exists(pair(c).truth) ? 0 : 8L * c.width * c.height;
    }

    @Override
    public Pair make(Case c) throws Exception {
      Pair pair = pair(c);
      if (!Files.exists(pair.truth)) {
        note(c.name + ": making the inputs");
        List<String> command = new ArrayList<>(List.of(settings.python, tools.resolve("synth.py").toString(), "--out",
            settings.data.resolve("raw").toString(), "--sample", c.name, "--dye", DYE, "--height", "" + c.height, "--width",
            "" + c.width, "--seed", "" + c.seed));
        command.addAll(c.synth);
        Outside.output(command);
      }
      Json truth = Json.read(pair.truth);
      if (truth.number("seed") != c.seed || truth.number("width") != c.width || truth.number("height") != c.height) {
        throw new CannotRun(pair.folder + " holds another size or seed; delete it or give another --data");
      }
      return pair;
    }

    @Override
    public Accuracy judge(Case c, Pair pair, Run run, Path tiff) throws Exception {
      Json stage2 = evaluate(c, pair, run, result(tiff, "02_icp_aligned_pre"), Optional.empty());
      Json stage3 = evaluate(c, pair, run, result(tiff, "03_interior_aligned_pre"),
          Optional.of(result(tiff, "04_difference_difference")));
      return new Accuracy(error(stage2), error(stage3), stage3.at("scale").number("truth"),
          stage3.at("microbes").number("average_precision"));
    }

    /** The suffix tells only the parameters that are not the defaults. */
    private static Path result(Path tiff, String stem) throws IOException {
      try (Stream<Path> files = Files.list(tiff)) {
        return files.filter(f -> f.getFileName().toString().matches(stem + "(_pad\\d+)?\\.tiff")).findFirst()
            .orElse(tiff.resolve(stem + ".tiff"));
      }
    }

    private static Spread error(Json judged) {
      Json px = judged.at("alignment").at("error_px");
      return new Spread(px.number("median"), px.number("p95"));
    }

    private Json evaluate(Case c, Pair pair, Run run, Path aligned, Optional<Path> difference) throws Exception {
      if (!Files.exists(aligned)) {
        return Json.EMPTY;
      }
      List<String> command = new ArrayList<>(List.of(settings.python, tools.resolve("evaluate.py").toString(), "--truth",
          pair.truth.toString(), "--raw", pair.folder.toString(), "--pad", "" + c.pad, "--aligned", aligned.toString()));
      if (Double.isFinite(run.scale)) {
        command.addAll(List.of("--est-scale", "" + run.scale));
      }
      difference.filter(Files::exists).ifPresent(d -> command.addAll(List.of("--difference", d.toString())));
      return Json.parse(Outside.output(command));
    }
  }

  /**
   * Pairs by the demo generator, which always turns the first of its pairs by 3.2° and enlarges it by 1.02; judged by
   * comparing the warp with the true one.
   */
  private static final class DemoInputs implements Inputs {
    private static final String SAMPLE = "Demo01";
    private static final String DYE = "DAPI";
    private static final int GRID = 60;
    private final Settings settings;
    private final String program;

    DemoInputs(Settings settings, String program) {
      this.settings = settings;
      this.program = program;
    }

    @Override
    public String name() {
      return "the demo generator, judged by the warp against the true one";
    }

    private Path folder(Case c) {
      return settings.data.resolve("demo").resolve(c.width + "x" + c.height + "-seed" + c.seed);
    }

    private Pair pair(Path folder) {
      return new Pair(folder.resolve("raw").resolve(SAMPLE), SAMPLE, DYE,
          folder.resolve("truth").resolve(SAMPLE + "_" + DYE + "_truth.json"));
    }

    @Override
    public long missingBytes(Case c) {
      // The generator makes four pairs: two of three bytes per pixel, two of two.
      return Files.exists(folder(c)) ? 0 : 21L * c.width * c.height;
    }

    @Override
    public Pair make(Case c) throws Exception {
      for (String option : c.synth) {
        if (List.of("--nonrigid", "--dim-fraction", "--shear", "--persp", "--bg-scale", "--channel").contains(option)) {
          throw new CannotRun("the demo generator knows no " + option + "; give --tools");
        }
      }
      int angle = c.synth.indexOf("--angle");
      if (angle >= 0 && Double.parseDouble(c.synth.get(angle + 1)) != 3.2) {
        throw new CannotRun("the demo generator turns its first pair by 3.2° alone; give --tools");
      }
      if (!Files.exists(folder(c))) {
        note(c.name + ": making the inputs");
        Path unfinished = folder(c).resolveSibling(folder(c).getFileName() + ".unfinished");
        Files_.delete(unfinished);
        Files.createDirectories(unfinished);
        Outside.output(List.of(program, "demo", "--data-only", "--size", c.width + "x" + c.height, "--seed", "" + c.seed,
            unfinished.toString()));
        Files_.delete(unfinished.resolve("raw").resolve("Demo02"));
        for (Path other : Files_.list(unfinished.resolve("raw").resolve(SAMPLE), "_SybrGld.tif")) {
          Files.delete(other);
        }
        Files.move(unfinished, folder(c));
      }
      return pair(folder(c));
    }

    @Override
    public Accuracy judge(Case c, Pair pair, Run run, Path tiff) throws Exception {
      Json truth = Json.read(pair.truth);
      double[] wanted = truth.at("matrix_post_to_pre").numbers();
      Json stage2 = Json.read(tiff.resolve("02_icp_aligned_pre_pad" + c.pad + ".json")).at("warp");
      return new Accuracy(error(c, stage2.numbers(), wanted), error(c, run.result().at("warp").numbers(), wanted),
          truth.number("bg_scale"), Double.NaN);
    }

    /** Over an ellipse of 0.84 of the frame, about where the tissue is; px of post. */
    private static Spread error(Case c, double[] found, double[] wanted) {
      if (found.length != 9) {
        return Spread.UNKNOWN;
      }
      double enlargement = Math.sqrt(Math.abs(wanted[0] * wanted[4] - wanted[1] * wanted[3]));
      List<Double> errors = new ArrayList<>();
      for (int j = 0; j < GRID; j++) {
        for (int i = 0; i < GRID; i++) {
          double u = (i + 0.5) / GRID;
          double v = (j + 0.5) / GRID;
          if (Math.hypot(u - 0.5, v - 0.5) < 0.42) {
            double[] a = map(found, u * c.width + c.pad, v * c.height + c.pad);
            double[] b = map(wanted, u * c.width, v * c.height);
            errors.add(Math.hypot(a[0] - c.pad - b[0], a[1] - c.pad - b[1]) / enlargement);
          }
        }
      }
      return new Spread(quantile(errors, 0.5), quantile(errors, 0.95));
    }

    private static double[] map(double[] m, double x, double y) {
      double w = m[6] * x + m[7] * y + m[8];
      return new double[] {(m[0] * x + m[1] * y + m[2]) / w, (m[3] * x + m[4] * y + m[5]) / w};
    }
  }

  private static double quantile(Collection<Double> values, double q) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).filter(Double::isFinite).sorted().toArray();
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double at = q * (sorted.length - 1);
    int low = (int) at;
    int high = Math.min(low + 1, sorted.length - 1);
    return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
  }

  /** Median and 95th percentile, px of post; NaN where not known. */
  private record Spread(double median, double p95) {
    static final Spread UNKNOWN = new Spread(Double.NaN, Double.NaN);
  }

  /** What the judge says; NaN where it cannot. */
  private record Accuracy(Spread stage2, Spread stage3, double trueScale, double microbes) {
    static Accuracy unknown() {
      return new Accuracy(Spread.UNKNOWN, Spread.UNKNOWN, Double.NaN, Double.NaN);
    }
  }

  /** A process's counters so far, its children included: CPU s, bytes through system calls, bytes of the disk. */
  private record Counters(double cpu, double read, double written, double diskRead, double diskWritten) {
    static final Counters NONE = new Counters(0, 0, 0, 0, 0);
    static final Counters UNKNOWN = new Counters(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    Counters plus(Counters o) {
      return new Counters(cpu + o.cpu, read + o.read, written + o.written, diskRead + o.diskRead,
          diskWritten + o.diskWritten);
    }

    Counters minus(Counters o) {
      return new Counters(cpu - o.cpu, read - o.read, written - o.written, diskRead - o.diskRead,
          diskWritten - o.diskWritten);
    }

    /** Those of /proc/PID/io and the CPU of /proc/PID/stat, given as text. */
    static Counters of(String io, double cpu) {
      return new Counters(cpu, field(io, "rchar"), field(io, "wchar"), field(io, "read_bytes"), field(io, "write_bytes"));
    }

    private static double field(String text, String name) {
      Matcher m = Pattern.compile("(?m)^" + name + ":\\s*(\\d+)").matcher(text);
      return m.find() ? Double.parseDouble(m.group(1)) : Double.NaN;
    }
  }

  /** What one stretch of a run cost; {@code peak} in bytes is the largest sum of resident memory seen in it. */
  private record Stretch(Counters counters, double peak) {}

  /** What a process tree cost, and what it said. */
  private record Measured(int exit, double wall, Counters total, double peak, double heap, Map<Integer, Stretch> stages,
      String out, String options) {}

  /**
   * Runs a command and measures it from outside. The command is a child of a small shell which, when it has ended, writes
   * its own counters: those hold all that its ended children used, so the totals miss nothing. Memory, and what a stage
   * used, are sampled.
   */
  private static final class Outside {

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
    Outside(List<String> command, Path folder) {
      this.command = command;
      this.folder = folder;
    }

    Measured measure() throws IOException, InterruptedException {
      Path out = folder.resolve("benchmark_stdout.json");
      Path end = folder.resolve("benchmark_counters.txt");
      Path collector = folder.resolve("benchmark_gc.txt");
      List<String> words = new ArrayList<>(List.of("bash", "-c", SHELL, "bash", end.toString()));
      words.addAll(command);
      ProcessBuilder builder = new ProcessBuilder(words).redirectOutput(out.toFile());
      builder.environment().merge("EXO2MICRO_JAVA_OPTS", "-Xlog:gc,gc+heap+exit:file=" + collector, (a, b) -> a + " " + b);
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
      return Double.isFinite(c.cpu + c.read);
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
        note("the run's messages cannot be kept: " + e);
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
      if (sum.cpu >= latest.cpu && sum.read >= latest.read) {
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
    static String output(List<String> command) throws IOException, InterruptedException {
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

  /** One run: what it cost from outside and what the program says. Bytes, s; NaN where not known. */
  private record Run(int exit, String status, double wall, double cpu, double peak, double heap, Counters total,
      Map<Integer, Stretch> stages, Json task, double scale, String options) {

    static Run of(Measured m) {
      Json task = Json.EMPTY;
      try {
        task = Json.parse(m.out).at("tasks").first();
      } catch (IllegalArgumentException e) {
        note("the program printed no JSON: " + e.getMessage());
      }
      return new Run(m.exit, task.text("status"), m.wall, m.total.cpu, m.peak, m.heap, m.total, m.stages, task,
          task.at("result").at("scales").first().number("scale"), m.options);
    }

    Json result() {
      return task.at("result");
    }

    double seconds(int stage) {
      return result().at("seconds").number(Integer.toString(stage));
    }
  }

  /** The time of plain sequential reads and writes of a case's bytes. */
  private record Floor(double wall, double cpu, long bytes) {

    private static final int BUFFER = 4 << 20;

    /** Reads the raw files once and writes as many files of the sizes as there are checkpoints, each synced. */
    static Floor measure(List<Path> raw, List<Long> sizes, Path folder) throws IOException {
      ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
      // Not zeros, which some file systems store as nothing.
      for (int i = 0; i + 8 <= BUFFER; i += 8) {
        buffer.putLong(i, i * 0x9E3779B97F4A7C15L);
      }
      Path written = Files.createTempDirectory(folder, "floor");
      long bytes = 0;
      try {
        var threads = ManagementFactory.getThreadMXBean();
        double cpu = threads.getCurrentThreadCpuTime() / 1e9;
        long start = System.nanoTime();
        for (Path file : raw) {
          bytes += read(file, buffer);
        }
        for (int i = 0; i < sizes.size(); i++) {
          bytes += write(written.resolve(Integer.toString(i)), sizes.get(i), buffer);
        }
        return new Floor((System.nanoTime() - start) / 1e9, threads.getCurrentThreadCpuTime() / 1e9 - cpu, bytes);
      } finally {
        Files_.delete(written);
      }
    }

    private static long read(Path file, ByteBuffer buffer) throws IOException {
      long bytes = 0;
      try (FileChannel in = FileChannel.open(file)) {
        for (int n = in.read(buffer.clear()); n >= 0; n = in.read(buffer.clear())) {
          bytes += n;
        }
      }
      return bytes;
    }

    private static long write(Path file, long size, ByteBuffer buffer) throws IOException {
      try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        for (long done = 0; done < size;) {
          done += out.write(buffer.clear().limit((int) Math.min(BUFFER, size - done)));
        }
        out.force(true);
      }
      return size;
    }
  }

  /** A case with all its runs. */
  private record Row(Case c, String state, List<Run> runs, List<Floor> floors, Accuracy accuracy) {

    static Row notRun(Case c, String why) {
      return new Row(c, "not run: " + why, List.of(), List.of(), Accuracy.unknown());
    }

    static Row failed(Case c, String why) {
      return new Row(c, "FAILED: " + why, List.of(), List.of(), Accuracy.unknown());
    }

    boolean isFailure() {
      return state.startsWith("FAILED");
    }

    double median(ToDoubleFunction<Run> figure) {
      return quantile(runs.stream().map(figure::applyAsDouble).toList(), 0.5);
    }

    double floor(ToDoubleFunction<Floor> figure) {
      return quantile(floors.stream().map(figure::applyAsDouble).toList(), 0.5);
    }

    double perMegapixel() {
      return median(Run::wall) / c.paddedMegapixels();
    }

    /** The program's own words about its last run; empty when there is none. */
    Json result() {
      return runs.isEmpty() ? Json.EMPTY : runs.get(runs.size() - 1).result();
    }
  }

  /** The tables. */
  private record Report(List<Row> rows, Settings settings, String inputs) {

    static final double MIB = 1024 * 1024;

    void print() throws IOException, InterruptedException {
      header();
      accuracy();
      costs();
      stages();
    }

    private void header() throws IOException, InterruptedException {
      System.out.println("# Benchmark\n");
      item("machine", Machine.describe());
      item("system", System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
          + System.getProperty("os.arch") + ", Java " + System.getProperty("java.runtime.version") + " ("
          + System.getProperty("java.vm.vendor") + ")");
      item("date", ZonedDateTime.now().format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm xxx")));
      item("commit", Machine.commit(Path.of(System.getProperty("exo2micro.scripts", "scripts"))));
      item("Java options of the program", rows.stream().flatMap(r -> r.runs.stream()).map(Run::options)
          .filter(o -> !o.isBlank()).distinct().collect(Collectors.joining("; ")));
      item("options of the runs", "--pad P --force --json " + String.join(" ", settings.more));
      item("inputs", inputs);
      item("runs per case", settings.repeat + (settings.repeat > 1 ? ", medians" : "") + "; load when done: "
          + "%.1f".formatted(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
      System.out.println();
    }

    private static void item(String name, String value) {
      System.out.println("- " + name + ": " + (value.isBlank() ? "–" : value.strip()));
    }

    private void accuracy() {
      Table table = new Table("case", "raw px", "pad", "status", "stage 2 median / p95 px", "stage 3 median / p95 px",
          "held-out median / p95 px (program)", "scale", "± (program)", "scale error %", "microbe AP");
      for (Row r : rows) {
        Json held = r.result().at("stage3").first();
        Json scale = r.result().at("scales").first();
        double found = scale.number("scale");
        table.add(r.c.name, r.c.width + " × " + r.c.height, "" + r.c.pad, r.state, pair(r.accuracy.stage2),
            pair(r.accuracy.stage3), pair(new Spread(known(held.number("accuracyPx")), known(held.number("accuracyP95Px")))),
            number("%.4f", found), number("%.4f", scale.number("uncertainty")),
            number("%+.2f", 100 * (found / r.accuracy.trueScale - 1)), number("%.4f", r.accuracy.microbes));
      }
      table.print("Accuracy");
    }

    private void costs() {
      double medium = rows.stream().filter(r -> r.c.name.equals("medA")).mapToDouble(Row::perMegapixel).findFirst()
          .orElse(Double.NaN);
      Table table = new Table("case", "padded Mpx", "wall s", "CPU s", "cores busy", "peak RSS MiB", "heap MiB", "read MB",
          "written MB", "disk read MB", "disk written MB", "floor wall s", "floor CPU s", "wall / floor", "s / Mpx",
          "× medA");
      for (Row r : rows) {
        double wall = r.median(Run::wall);
        double cpu = r.median(Run::cpu);
        table.add(r.c.name, number("%.1f", r.c.paddedMegapixels()), number("%.1f", wall), number("%.1f", cpu),
            number("%.2f", cpu / wall), positive("%.0f", r.median(Run::peak) / MIB), number("%.0f", r.median(Run::heap) / MIB),
            number("%.0f", r.median(x -> x.total.read) / 1e6), number("%.0f", r.median(x -> x.total.written) / 1e6),
            number("%.0f", r.median(x -> x.total.diskRead) / 1e6), number("%.0f", r.median(x -> x.total.diskWritten) / 1e6),
            number("%.2f", r.floor(Floor::wall)), number("%.2f", r.floor(Floor::cpu)),
            number("%.1f", wall / r.floor(Floor::wall)), number("%.3f", r.perMegapixel()),
            number("%.2f", r.perMegapixel() / medium));
      }
      table.print("Time and memory");
    }

    private void stages() {
      Table table = new Table("case", "stage", "wall s", "CPU s", "read MB", "written MB", "peak RSS MiB");
      for (Row r : rows) {
        for (int s = 1; s <= 4; s++) {
          int stage = s;
          if (!r.runs.isEmpty()) {
            Function<ToDoubleFunction<Stretch>, Double> at = f -> r.median(
                x -> x.stages.containsKey(stage) ? f.applyAsDouble(x.stages.get(stage)) : Double.NaN);
            table.add(r.c.name, "" + s, number("%.1f", r.median(x -> x.seconds(stage))),
                number("%.1f", at.apply(x -> x.counters.cpu)), number("%.0f", at.apply(x -> x.counters.read / 1e6)),
                number("%.0f", at.apply(x -> x.counters.written / 1e6)), positive("%.0f", at.apply(x -> x.peak / MIB)));
          }
        }
        if (!r.runs.isEmpty()) {
          table.add(r.c.name, "besides", number("%.1f", r.median(x -> x.wall - x.seconds(1) - x.seconds(2) - x.seconds(3)
              - x.seconds(4))), "–", "–", "–", "–");
        }
      }
      table.print("Per stage");
    }

    private static double known(double value) {
      return value < 0 ? Double.NaN : value;
    }

    private static String pair(Spread s) {
      return Double.isFinite(s.median) ? "%.3f / %.3f".formatted(s.median, s.p95) : "–";
    }

    private static String number(String format, double value) {
      return Double.isFinite(value) ? format.formatted(value) : "–";
    }

    private static String positive(String format, double value) {
      return value > 0 ? number(format, value) : "–";
    }
  }

  /** A Markdown table with aligned columns. */
  private static final class Table {
    private final List<List<String>> lines = new ArrayList<>();

    Table(String... head) {
      lines.add(List.of(head));
    }

    void add(String... cells) {
      lines.add(Stream.of(cells).map(c -> c.replace("|", "\\|").replaceAll("\\s+", " ")).toList());
    }

    void print(String title) {
      System.out.println("## " + title + "\n");
      int columns = lines.get(0).size();
      int[] widths = new int[columns];
      for (int i = 0; i < columns; i++) {
        int column = i;
        widths[i] = lines.stream().mapToInt(l -> l.get(column).length()).max().orElse(1);
      }
      for (int row = 0; row < lines.size(); row++) {
        StringBuilder text = new StringBuilder("|");
        for (int i = 0; i < columns; i++) {
          text.append(' ').append(("%" + (i == 0 ? "-" : "") + widths[i] + "s").formatted(lines.get(row).get(i))).append(" |");
        }
        System.out.println(text);
        if (row == 0) {
          System.out.println(Arrays.stream(widths).boxed().map(w -> "-".repeat(w + 1) + ":|")
              .collect(Collectors.joining("", "|", "")).replaceFirst("-:", "--"));
        }
      }
      System.out.println();
    }
  }

  /** Where the figures come from. */
  private static final class Machine {

    static String describe() throws IOException, InterruptedException {
      Path cpu = Path.of("/proc/cpuinfo");
      Path memory = Path.of("/proc/meminfo");
      boolean linux = Files.isReadable(cpu);
      String model = linux ? find(Files.readString(cpu), "(?m)^model name\\s*:\\s*(.+)$")
          : quietly(List.of("sysctl", "-n", "machdep.cpu.brand_string"));
      double bytes = linux ? 1024 * Counters.field(Files.readString(memory), "MemTotal")
          : number(quietly(List.of("sysctl", "-n", "hw.memsize")));
      return Runtime.getRuntime().availableProcessors() + " cores, "
          + (bytes > 0 ? "%.1f GiB RAM, ".formatted(bytes / 1024 / Report.MIB) : "") + model.strip();
    }

    static String commit(Path folder) throws InterruptedException {
      List<String> git = List.of("git", "-C", folder.toString());
      String commit = quietly(Stream.concat(git.stream(), Stream.of("rev-parse", "--short", "HEAD")).toList()).strip();
      String changes = quietly(Stream.concat(git.stream(), Stream.of("status", "--porcelain")).toList()).strip();
      return commit + (commit.isEmpty() || changes.isEmpty() ? "" : " with changes");
    }

    private static String quietly(List<String> command) throws InterruptedException {
      try {
        return Outside.output(command);
      } catch (IOException e) {
        return "";
      }
    }

    private static double number(String text) {
      return text.strip().matches("\\d+") ? Double.parseDouble(text.strip()) : 0;
    }

    private static String find(String text, String pattern) {
      Matcher m = Pattern.compile(pattern).matcher(text);
      return m.find() ? m.group(1) : "";
    }
  }

  /** What is done with files here. */
  private static final class Files_ {

    /** Files of a folder whose names end so, in order. */
    static List<Path> list(Path folder, String... ends) throws IOException {
      try (Stream<Path> files = Files.list(folder)) {
        return files.filter(f -> Stream.of(ends).anyMatch(f.getFileName().toString()::endsWith)).sorted().toList();
      }
    }

    static List<Long> sizes(Path folder, String... ends) throws IOException {
      List<Long> sizes = new ArrayList<>();
      for (Path file : list(folder, ends)) {
        sizes.add(Files.size(file));
      }
      return sizes;
    }

    /** Names and checksums of all checkpoints of a folder. */
    static String checksums(Path folder) throws IOException {
      StringBuilder text = new StringBuilder();
      ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
      for (Path file : list(folder, ".tiff", ".fits")) {
        CRC32C crc = new CRC32C();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
          while (channel.read(buffer.clear()) >= 0) {
            crc.update(buffer.flip());
          }
        }
        text.append(file.getFileName()).append(' ').append(Long.toHexString(crc.getValue())).append('\n');
      }
      return text.toString();
    }

    static void delete(Path folder) throws IOException {
      if (Files.exists(folder)) {
        try (Stream<Path> all = Files.walk(folder)) {
          for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(path);
          }
        }
      }
    }
  }

  /** Just enough JSON: objects, lists, numbers (NaN too, as Python writes it), texts, true, false, null. */
  private record Json(Object value) {

    static final Json EMPTY = new Json(Map.of());

    static Json read(Path file) throws IOException {
      return Files.exists(file) ? parse(Files.readString(file)) : EMPTY;
    }

    /** @throws IllegalArgumentException when it is none */
    static Json parse(String text) {
      return new Json(new JsonReader(text).all());
    }

    Json at(String key) {
      return value instanceof Map<?, ?> map && map.get(key) != null ? new Json(map.get(key)) : EMPTY;
    }

    Json first() {
      return value instanceof List<?> list && !list.isEmpty() ? new Json(list.get(0)) : EMPTY;
    }

    /** NaN when there is none. */
    double number(String key) {
      return at(key).value instanceof Double number ? number : Double.NaN;
    }

    String text(String key) {
      return at(key).value instanceof String text ? text : "no status";
    }

    /** All numbers of a list, or of a list of lists, in order. */
    double[] numbers() {
      return flat(value).mapToDouble(Double::doubleValue).toArray();
    }

    private static Stream<Double> flat(Object value) {
      return value instanceof List<?> list ? list.stream().flatMap(Json::flat)
          : value instanceof Double number ? Stream.of(number) : Stream.empty();
    }
  }

  /** Reads a text as JSON. */
  private static final class JsonReader {
    private static final Pattern WORD = Pattern.compile("[-+\\w.]+");
    private final String text;
    private int at;

    JsonReader(String text) {
      this.text = text;
    }

    Object all() {
      Object value = value();
      if (peek() != 0) {
        throw wrong();
      }
      return value;
    }

    private char peek() {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
      return at < text.length() ? text.charAt(at) : 0;
    }

    private boolean take(char c) {
      boolean there = peek() == c;
      at += there ? 1 : 0;
      return there;
    }

    private void need(char c) {
      if (!take(c)) {
        throw wrong();
      }
    }

    private IllegalArgumentException wrong() {
      return new IllegalArgumentException("no JSON at character " + at + ": "
          + text.substring(Math.min(at, text.length()), Math.min(text.length(), at + 40)));
    }

    private Object value() {
      return switch (peek()) {
        case '{' -> object();
        case '[' -> list();
        case '"' -> string();
        default -> word();
      };
    }

    private Map<String, Object> object() {
      Map<String, Object> map = new LinkedHashMap<>();
      need('{');
      if (!take('}')) {
        do {
          peek();
          String key = string();
          need(':');
          map.put(key, value());
        } while (take(','));
        need('}');
      }
      return map;
    }

    private List<Object> list() {
      List<Object> list = new ArrayList<>();
      need('[');
      if (!take(']')) {
        do {
          list.add(value());
        } while (take(','));
        need(']');
      }
      return list;
    }

    private String string() {
      StringBuilder result = new StringBuilder();
      need('"');
      while (at < text.length() && text.charAt(at) != '"') {
        char c = text.charAt(at++);
        if (c == '\\' && at < text.length()) {
          c = text.charAt(at++);
          if (c == 'u' && at + 4 <= text.length()) {
            c = (char) Integer.parseInt(text.substring(at, at + 4), 16);
            at += 4;
          } else {
            c = c == 'n' ? '\n' : c == 't' ? '\t' : c;
          }
        }
        result.append(c);
      }
      need('"');
      return result.toString();
    }

    private Object word() {
      Matcher m = WORD.matcher(text).region(at, text.length());
      if (!m.lookingAt()) {
        throw wrong();
      }
      at = m.end();
      return switch (m.group()) {
        case "true" -> Boolean.TRUE;
        case "false" -> Boolean.FALSE;
        case "null" -> Optional.empty();
        default -> Double.valueOf(m.group());
      };
    }
  }
}
