package io.github.exo2micro.memory;

import io.github.exo2micro.image.ImageSize;
import java.util.List;
import java.util.Locale;

/** Explains to a beginner what a machine's memory and cores allow: the answer of {@code exo2micro memory}. */
public final class MachineText {

  private static final int PAD = 2000;
  private static final List<ImageSize> EXAMPLES = List.of(new ImageSize(7200, 6000), new ImageSize(14400, 12000),
      new ImageSize(30000, 25000));
  private static final List<Integer> TABLE_GIB = List.of(8, 16, 32, 64, 128);

  private final Machine machine;
  private final boolean supposed;
  private final double factor;

  private MachineText(Machine machine, boolean supposed, double factor) {
    this.machine = machine;
    this.supposed = supposed;
    this.factor = factor;
  }

  /** About the machine that this runs on. */
  public static String ofThis(Machine machine, double factor) {
    return new MachineText(machine, false, factor).text();
  }

  /** About a machine whose figures were given. */
  public static String ofAnother(Machine machine, double factor) {
    return new MachineText(machine, true, factor).text();
  }

  private String text() {
    return String.join("\n", "=== Memory and workers ===", machineLines(), "", fits(), "", advice(), "", table(),
        supposed ? "" : "\n" + LOOK_UP).stripTrailing();
  }

  private String machineLines() {
    String line = (supposed ? "A computer with " : "This computer has ") + ByteText.of(machine.totalBytes()) + " RAM"
        + (supposed ? "" : " (" + ByteText.of(machine.availableBytes()) + " free now)") + " and " + machine.cores()
        + (machine.cores() == 1 ? " core." : " cores.");
    if (machine.containerBytes().isPresent()) {
      line += "\nA container limits it to " + ByteText.of(machine.containerBytes().getAsLong()) + " more.";
    }
    return line;
  }

  private String fits() {
    StringBuilder text = new StringBuilder("What one task takes by the estimate (pad " + PAD + " px), and how many fit"
        + (supposed ? "" : " now") + ":\n");
    text.append(String.format(Locale.ROOT, "  %-18s %-14s %s%n", "raw image, px", "RAM per task", "tasks at once"));
    for (ImageSize size : EXAMPLES) {
      long bytes = MemoryEstimate.of(size.padded(PAD), HostKind.WORKER, factor).residentBytes();
      text.append(String.format(Locale.ROOT, "  %-18s %-14s %d%n", size, ByteText.of(bytes),
          machine.availableFor(HostKind.WORKER).bytes() / bytes));
    }
    return text.toString().replace("\r", "").stripTrailing();
  }

  private String advice() {
    long largest = MemoryEstimate.of(EXAMPLES.get(EXAMPLES.size() - 1).padded(PAD), HostKind.WORKER, factor)
        .residentBytes();
    return WorkerAdvice.sentence(machine, largest) + "\n"
        + advice(Math.max(WorkerAdvice.recommended(machine), WorkerAdvice.useful(machine, largest)));
  }

  private static String advice(int workers) {
    if (workers == 1) {
      return """
          Advice: leave parallel mode off (serial, the default). One task runs after the other and each uses the cores
          that help it. If memory grows from task to task, or for a night's batch, use the subprocess mode: each task gets a
          fresh process and gives everything back at its end. Parallel mode with one worker is the worst of both worlds.""";
    }
    return String.format(Locale.ROOT, """
        Advice: serial (the default) is always safe. With 5 tasks or more, and when you do not need the computer for
        anything else meanwhile, parallel mode with at most %d workers is faster. With 3 tasks or fewer it is not worth
        it. Start with 2 and watch the memory; if it passes 90 %%, abort (what is finished is kept) and use fewer.""",
        workers);
  }

  private String table() {
    StringBuilder text = new StringBuilder(
        "The original's table, workers at most by installed RAM (and never more than cores - 1"
            + (machine.cores() > 1 ? ", here " + (machine.cores() - 1) : "") + "):\n ");
    for (int gib : TABLE_GIB) {
      int workers = WorkerAdvice.byRam((long) gib << 30);
      text.append("  ").append(gib).append(" GB: ").append(workers == 1 ? "1 (serial)" : workers)
          .append(gib == TABLE_GIB.get(TABLE_GIB.size() - 1) ? "" : ",");
    }
    return text.toString();
  }

  private static final String LOOK_UP = """
      To look it up yourself:
        macOS:   Apple menu > About This Mac > Memory; live: Activity Monitor > Memory.
        Windows: Settings > System > About > Installed RAM; live: Ctrl+Shift+Esc > Performance > Memory.
        Linux:   free -h""";
}
