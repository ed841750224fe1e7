package io.github.exo2micro.memory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Words the refusals of the pre-flight check: figures, what is in force, numbered remedies with current values. */
final class Refusal {

  private final Preflight check;
  private final PreflightRequest plan;

  Refusal(Preflight check) {
    this.check = check;
    this.plan = check.request();
  }

  RamRefusedException ram() {
    Machine.Availability available = check.ramAvailable();
    int fit = check.workersThatFit();
    String problem = "The estimated peak RAM (" + ByteText.of(check.ramBytes()) + ") exceeds what is available ("
        + ByteText.of(available.bytes()) + ", set by " + available.limitedBy() + ").";
    String evidence = tasks() + largest() + ", " + plan.workers() + (plan.workers() == 1 ? " worker" : " workers")
        + ", pad="
        + plan.pad() + "; one task needs " + ByteText.of(check.perTaskBytes()) + " at its peak (factor "
        + plan.peakFactor() + " of its padded image, plus the process). " + (fit == 0
            ? "Not even one worker would fit." : "At most " + fit + (fit == 1 ? " worker" : " workers")
                + " would fit.")
        + diskToo();
    return new RamRefusedException(problem, evidence, numbered(ramRemedies(fit)), check.ramBytes(),
        available.bytes(), fit);
  }

  private String diskToo() {
    return check.disk() == Preflight.Band.EXCEEDED ? " The disk would not do either: " + ByteText.of(check.diskBytes())
        + " of output, " + ByteText.of(plan.diskBytes()) + " free at " + plan.diskPath() + "." : "";
  }

  private List<String> ramRemedies(int fit) {
    List<String> remedies = new ArrayList<>();
    if (plan.workers() > 1 && fit > 0) {
      remedies.add("Use fewer workers (now " + plan.workers() + "; " + (fit > 1 ? "at most " + fit + " fit"
          : "one task at a time fits, which is what the subprocess mode does") + ").");
    }
    if (plan.pad() > 0) {
      remedies.add("Use a smaller pad (now " + plan.pad() + " px" + (plan.pad() > 500 ? "; try "
          + (plan.pad() > 1000 ? "1000 or 500" : "500") : "") + ").");
    }
    Machine.Limit limit = check.ramAvailable().limit();
    if (limit == Machine.Limit.HEAP && enoughMib() << 20 > plan.machine().totalBytes()) {
      remedies.add("Use a computer with more RAM: this one has " + ByteText.of(plan.machine().totalBytes()) + ".");
    } else if (limit == Machine.Limit.HEAP) {
      remedies.add("Give this program a larger Java heap: -Xmx" + enoughMib()
          + "m is enough (scripts/exo2micro: --heap "
          + enoughMib() + "m); or use the subprocess mode (now " + plan.mode() + "), whose children get their own.");
    } else if (limit == Machine.Limit.CONTAINER) {
      remedies.add("Raise the container's memory limit.");
    } else {
      remedies.add("Close other programs to free RAM.");
    }
    remedies.add(
        "Run anyway with force_run (--force-run; now off). Not recommended: the system may end a task in the middle.");
    return remedies;
  }

  /** With room for what this program holds besides. */
  private long enoughMib() {
    return ((long) (1.15 * check.heapBytes()) >> 26) + 1 << 6;
  }

  DiskRefusedException disk() {
    String problem = "The estimated output (" + ByteText.of(check.diskBytes()) + ") exceeds the free disk space ("
        + ByteText.of(plan.diskBytes()) + " at " + plan.diskPath() + ").";
    String evidence = tasks() + largest() + ", pad=" + plan.pad() + ", checkpoint_format=" + plan.format()
        + "; what is there already is not counted.";
    List<String> remedies = new ArrayList<>();
    remedies.add("Free " + ByteText.of(check.diskBytes() - plan.diskBytes()) + " or more at " + plan.diskPath()
        + ", or choose another output directory.");
    if (plan.format().equals("both")) {
      remedies.add("Write one checkpoint format only (now both): that halves it.");
    }
    if (plan.pad() > 0) {
      remedies.add("Use a smaller pad (now " + plan.pad() + " px).");
    }
    remedies
        .add("Drop the intermediate checkpoints when a task is complete (drop_intermediates, --drop-intermediates).");
    if (plan.tasks().size() > 1) {
      remedies.add("Run fewer samples or dyes (now " + tasks() + ").");
    }
    remedies.add(
        "Run anyway with force_run (--force-run; now off). Not recommended: the tasks fail when the disk is full.");
    return new DiskRefusedException(problem, evidence, numbered(remedies), check.diskBytes(), plan.diskBytes());
  }

  private String tasks() {
    return plan.tasks().size() + (plan.tasks().size() == 1 ? " task" : " tasks");
  }

  /** Which task asks for most: often one image is not what it was taken for. */
  private String largest() {
    return plan.tasks().stream().max(Comparator.comparingLong(t -> t.padded().area()))
        .map(t -> " (" + (plan.tasks().size() > 1 ? "the largest is " : "") + t.name() + ", padded " + t.padded()
            + " px)")
        .orElse("");
  }

  private static String numbered(List<String> remedies) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < remedies.size(); i++) {
      text.append("\n    ").append(i + 1).append(". ").append(remedies.get(i));
    }
    return text.toString();
  }
}
