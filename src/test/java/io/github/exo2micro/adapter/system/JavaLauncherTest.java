package io.github.exo2micro.adapter.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class JavaLauncherTest {

  @Test
  void onFewCoresChildrenCompileWithTwoThreads() {
    List<String> command = JavaLauncher.alike("Main").command("Main", 1 << 30, 1);
    assertTrue(command.contains("-XX:CICompilerCount=2"), command.toString());
    assertTrue(JavaLauncher.alike("Main").command("Main", 1 << 30, 3).contains("-XX:CICompilerCount=2"));
    List<String> onMany = JavaLauncher.alike("Main").command("Main", 1 << 30, 4);
    assertEquals(List.of(), onMany.stream().filter(option -> option.contains("CICompilerCount")).toList());
  }
}
