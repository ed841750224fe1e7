package io.github.exo2micro.fiji.dialog;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.fiji.command.AskInputs;
import io.github.exo2micro.fiji.command.CommandContext;
import io.github.exo2micro.fiji.command.RunBatch;
import io.github.exo2micro.fiji.command.ServeTasks;
import io.github.exo2micro.fiji.host.Batches;
import io.github.exo2micro.fiji.host.ReportedFailures;
import io.github.exo2micro.fiji.input.OldLabels;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** On JDK 23 and later the index is silently missing unless javac is told to run annotation processors. */
class PluginIndexTest {

  @Test
  void theBuildHoldsThePluginIndexWithEveryCommand() throws IOException, URISyntaxException {
    URL build = RunBatch.class.getProtectionDomain().getCodeSource().getLocation();
    String base = build.getPath().endsWith(".jar") ? "jar:" + build + "!/" : build.toString();
    String index;
    try (InputStream in = new URI(base + "META-INF/json/org.scijava.plugin.Plugin").toURL().openStream()) {
      index = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    List<Class<?>> wanted = new ArrayList<>(CommandContext.MENU);
    wanted.addAll(List.of(ServeTasks.class, Batches.class, RecallInputs.class, RememberInputs.class, AskInputs.class,
        MacroKeys.class, OldLabels.class, OutputsAreShown.class, RecordName.class, ReportedFailures.class));
    for (Class<?> type : wanted) {
      assertTrue(index.contains("\"" + type.getName() + "\""), type + " is not in the index");
    }
  }
}
