package io.github.exo2micro.bench.timing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where the figures come from. */
final class Machine {

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
