package io.github.exo2micro.fiji.command;

import io.github.exo2micro.app.Host;
import io.github.exo2micro.fiji.host.Ending;
import io.github.exo2micro.fiji.host.Exo2MicroCommand;
import io.github.exo2micro.fiji.host.Shown;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.memory.ByteText;
import io.github.exo2micro.memory.HostKind;
import io.github.exo2micro.memory.Machine;
import io.github.exo2micro.memory.MemoryEstimate;
import io.github.exo2micro.memory.WorkerAdvice;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Plugins › Exo2Micro › Memory and Workers. */
@Plugin(type = Command.class, headless = true, menu = {@Menu(label = "Plugins"),
    @Menu(label = "Exo2Micro", weight = 40), @Menu(label = "Exo2Micro Memory and Workers", weight = 10)},
    description = "This machine's memory and cores, and what they allow.")
public final class MemoryAndWorkers extends Exo2MicroCommand {

  /** What a task of a large image takes, padded by the default. */
  private static final ImageSize LARGE = new ImageSize(30000, 25000).padded(2000);

  @Parameter(type = ItemIO.OUTPUT, label = "Memory and workers", description = "What this machine allows.")
  private String text;

  @Override
  protected Work prepare() {
    return () -> {
      Host host = batches().engine(false).host();
      text = Shown.text(this, "Exo2Micro memory and workers", text(host, Machine.of(host.probe())));
      return Ending.DONE;
    };
  }

  private static String text(Host host, Machine machine) {
    Machine.Availability serial = machine.availableFor(HostKind.IN_PROCESS);
    long task = MemoryEstimate.of(LARGE, HostKind.WORKER, MemoryEstimate.PEAK_FACTOR_PER_TASK).residentBytes();
    int advised = Math.max(WorkerAdvice.recommended(machine), WorkerAdvice.useful(machine, task));
    return String.join("\n",
        "This machine: " + machine.cores() + " cores, " + ByteText.of(machine.totalBytes()) + " RAM, "
            + ByteText.of(machine.availableBytes()) + " of it free"
            + (machine.containerBytes().isPresent()
                ? ", the container allows " + ByteText.of(machine.containerBytes().getAsLong()) : ""),
        "This Fiji: " + ByteText.of(Runtime.getRuntime().maxMemory()) + " Java heap at most, "
            + ByteText.of(machine.heapBytes()) + " of it free",
        "Serial mode may use " + ByteText.of(serial.bytes()) + ", limited by " + serial.limitedBy() + ".",
        "Workers advised: " + advised + (advised == 1 ? " (that is: leave the parallel mode off)" : "")
            + ". " + WorkerAdvice.sentence(machine, task)
            + " That table by RAM alone: 8 GB 1, 16 GB 1, 32 GB 2, 64 GB 4, 128 GB 8; one core stays free.",
        "Each worker has a heap of its own, set from the estimate of its task, whatever this Fiji's is.",
        "Images are read by: " + host.source().name(),
        "Features are found by: " + host.features().name(),
        "Children are started as: " + host.launcher().name());
  }
}
