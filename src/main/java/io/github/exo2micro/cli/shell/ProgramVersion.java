package io.github.exo2micro.cli.shell;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version from the jar's manifest. */
public final class ProgramVersion implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String version = Optional.ofNullable(ProgramVersion.class.getPackage().getImplementationVersion())
        .orElse("(not built as a jar)");
    return new String[] {"exo2micro for Fiji " + version,
        "Java " + Runtime.version() + ", " + System.getProperty("os.name") + " " + System.getProperty("os.arch")};
  }
}
