package io.github.exo2micro.cli;

import io.github.exo2micro.app.Engine;
import io.github.exo2micro.app.Hosts;
import io.github.exo2micro.cli.shell.Console;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The program's entry: {@code exo2micro <command> [options]}. */
public final class Main {

  /** Options of the start scripts, each with one value; the Windows script cannot take them out. */
  private static final Set<String> OF_THE_SCRIPT = Set.of("--fiji", "--heap");

  private Main() {}

  /** Runs a command and ends the process with its exit code, whatever threads libraries left behind. */
  public static void main(String[] args) {
    // The script sees whether stderr is a terminal; Java 17 cannot ask for one stream alone.
    Console console = new Console(System.out, System.err, Boolean.getBoolean("exo2micro.terminal"));
    int code = new CommandLineProgram(console, () -> new Engine(Hosts.here())).run(withoutWordsOfTheScript(args));
    System.out.flush();
    System.err.flush();
    if (code == 0) {
      Hosts.keepClasses();
    }
    System.exit(code);
  }

  static String[] withoutWordsOfTheScript(String... args) {
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < args.length; i++) {
      if (OF_THE_SCRIPT.contains(args[i])) {
        i++;
      } else if (!isAttached(args[i])) {
        kept.add(args[i]);
      }
    }
    return kept.toArray(String[]::new);
  }

  private static boolean isAttached(String word) {
    return OF_THE_SCRIPT.stream().anyMatch(option -> word.startsWith(option + "="));
  }
}
