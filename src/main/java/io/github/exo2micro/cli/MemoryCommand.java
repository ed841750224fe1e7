package io.github.exo2micro.cli;

import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.memory.ByteText;
import io.github.exo2micro.memory.HostKind;
import io.github.exo2micro.memory.Machine;
import io.github.exo2micro.memory.MemoryEstimate;
import io.github.exo2micro.memory.WorkerAdvice;
import io.github.exo2micro.pipeline.ParameterSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Mixin;

/** Tells what this machine can do and what to choose on it. */
@picocli.CommandLine.Command(name = "memory",
    description = "Show this machine's RAM and cores, what fits, and which mode and how many workers to choose.")
final class MemoryCommand extends Command {

  private static final List<ImageSize> SIZES = List.of(new ImageSize(3000, 2400), new ImageSize(7200, 6000),
      new ImageSize(14400, 12000), new ImageSize(30000, 25000));

  @Mixin private OtherMachine other;

  MemoryCommand(Context context) {
    super(context);
  }

  @Override
  public Integer call() {
    other.problem().ifPresent(problem -> {
      throw wrong(problem);
    });
    Machine here = Machine.of(engine().host().probe());
    Machine machine = other.machine(engine().host().probe()).orElse(here);
    if (json()) {
      console().json(asMap(machine));
    } else {
      show(machine, machine.equals(here));
    }
    return CommandLineProgram.DONE;
  }

  private void show(Machine machine, boolean here) {
    print((here ? "This machine" : "A machine like that") + ": " + ByteText.of(machine.totalBytes()) + " RAM ("
        + gib(machine.totalBytes()) + " GiB), " + machine.cores() + (machine.cores() == 1 ? " core" : " cores"));
    Machine.Availability free = machine.availableFor(HostKind.WORKER);
    print("Free for tasks " + (here ? "now" : "(nine tenths)") + ": " + ByteText.of(free.bytes()) + ", limited by "
        + free.limitedBy());
    if (here) {
      print("Java heap of this program, which serial mode uses: "
          + ByteText.of(Runtime.getRuntime().maxMemory()) + " at most (EXO2MICRO_HEAP or --heap changes it)");
    }
    print("");
    print("What one task takes, and how many fit at once (pad " + pad() + " px):");
    for (ImageSize size : SIZES) {
      long bytes = estimate(size).residentBytes();
      print(String.format(Locale.ROOT, "  %-15s px  %8s   %d at once", size, ByteText.of(bytes), free.bytes() / bytes));
    }
    print("");
    print("What to choose: " + choice(machine));
    if (here) {
      print("");
      print("To look it up yourself:");
      print("  macOS:   Apple menu > About This Mac (memory, chip); while it runs: Activity Monitor > Memory");
      print("  Windows: Settings > System > About (installed RAM); Task Manager > Performance (Ctrl+Shift+Esc)");
      print("  Linux:   free -h, nproc");
    }
  }

  private static String choice(Machine machine) {
    int workers = WorkerAdvice.recommended(machine);
    String each = "--mode subprocess gives each task a fresh process, for long batches that must not grow.";
    return workers < 2
        ? "--mode serial (the default): for a second worker this machine has too "
            + (machine.cores() <= 2 ? "few cores" : "little RAM") + ".\n  " + each
        : "--mode parallel --workers " + workers + " for more than 3 tasks, --mode serial for fewer.\n  " + each;
  }

  private static int pad() {
    return (Integer) ParameterSpec.PAD.defaultValue().orElseThrow();
  }

  private static MemoryEstimate estimate(ImageSize size) {
    return MemoryEstimate.of(size.padded(pad()), HostKind.WORKER, MemoryEstimate.PEAK_FACTOR_PER_TASK);
  }

  private static String gib(long bytes) {
    return String.format(Locale.ROOT, "%.0f", bytes / (double) (1L << 30));
  }

  private void print(String line) {
    console().out().println(line);
  }

  private static Map<String, Object> asMap(Machine machine) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("ram_bytes", machine.totalBytes());
    map.put("cores", machine.cores());
    Machine.Availability free = machine.availableFor(HostKind.WORKER);
    map.put("available_bytes", free.bytes());
    map.put("limited_by", free.limitedBy());
    map.put("workers_recommended", WorkerAdvice.recommended(machine));
    List<Map<String, Object>> fits = new ArrayList<>();
    for (ImageSize size : SIZES) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("width", size.width());
      entry.put("height", size.height());
      entry.put("pad", pad());
      entry.put("task_bytes", estimate(size).residentBytes());
      entry.put("at_once", free.bytes() / estimate(size).residentBytes());
      fits.add(entry);
    }
    map.put("fits", fits);
    map.put("choice", choice(machine));
    return map;
  }
}
