package io.github.exo2micro.cli;

import io.github.exo2micro.cli.shell.ProgramVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program itself, which does nothing without a command. */
@Command(name = "exo2micro", mixinStandardHelpOptions = true, versionProvider = ProgramVersion.class,
    subcommands = picocli.CommandLine.HelpCommand.class, synopsisSubcommandLabel = "COMMAND",
    description = {
        "Subtracts a pre-stain fluorescence image from the post-stain image of the same sample, at any size.",
        ""},
    footer = {"", "exo2micro help COMMAND shows the options of a command.",
        "Exit codes: 0 done, 1 a task failed or was refused, 2 wrong usage, 130 aborted."})
final class Exo2Micro implements Runnable {

  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command given.");
  }
}
