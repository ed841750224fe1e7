package io.github.exo2micro.cli.command;

import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.memory.HostKind;
import io.github.exo2micro.memory.Machine;
import io.github.exo2micro.memory.MachineText;
import io.github.exo2micro.memory.MemoryEstimate;
import io.github.exo2micro.memory.WorkerAdvice;
import io.github.exo2micro.task.ParameterSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;

/** Tells what this machine can do and what to choose on it. */
@picocli.CommandLine.Command(name = "memory",
    description = "Show this machine's RAM and cores, what fits, and which mode and how many workers to choose.")
final class MemoryCommand extends Command {

  private static final List<ImageSize> SIZES = List.of(new ImageSize(3000, 2400), new ImageSize(7200, 6000),
      new ImageSize(14400, 12000), new ImageSize(30000, 25000));

  @Mixin
  private OtherMachine other;

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
      console().out().println(machine.equals(here)
          ? MachineText.ofThis(machine, MemoryEstimate.PEAK_FACTOR_PER_TASK)
          : MachineText.ofAnother(machine, MemoryEstimate.PEAK_FACTOR_PER_TASK));
    }
    return DONE;
  }

  private static int pad() {
    return (Integer) ParameterSpec.PAD.defaultValue().orElseThrow();
  }

  private static MemoryEstimate estimate(ImageSize size) {
    return MemoryEstimate.of(size.padded(pad()), HostKind.WORKER, MemoryEstimate.PEAK_FACTOR_PER_TASK);
  }

  private static Map<String, Object> asMap(Machine machine) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("ram_bytes", machine.totalBytes());
    map.put("cores", machine.cores());
    Machine.Availability free = machine.availableFor(HostKind.WORKER);
    map.put("available_bytes", free.bytes());
    map.put("limited_by", free.limitedBy());
    map.put("workers_recommended", WorkerAdvice.recommended(machine));
    map.put("workers_useful", WorkerAdvice.useful(machine, estimate(SIZES.get(SIZES.size() - 1)).residentBytes()));
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
    return map;
  }
}
