package io.github.exo2micro.adapter.fiji;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class FijiHostTest {

  @Test
  void withoutAFijiThereIsNoneAndNothingBreaks() {
    Assumptions.assumeFalse(onOwnClassPath(), "mpicbg is on the class path of the tests");
    assertEquals(Optional.empty(), FijiHost.find());
  }

  private static boolean onOwnClassPath() {
    return FijiHostTest.class.getClassLoader().getResource("mpicbg/imagefeatures/FloatArray2DSIFT.class") != null;
  }

  @Test
  void findsTheGivenFijiItsFolderAndItsNames() throws Exception {
    Path directory = HostFiji.require("FijiHostTest");
    Object host = host(directory);
    assertEquals(Optional.of(directory.toRealPath()),
        ((Optional<?>) host.getClass().getMethod("directory").invoke(host)).map(p -> real((Path) p)));
    String name = (String) host.getClass().getMethod("name").invoke(host);
    assertTrue(name.matches("Fiji \\d+\\.\\d+.*"), name);
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Object host(Path directory) throws ReflectiveOperationException {
    Class<?> type = HostFiji.open(directory).loadClass("io.github.exo2micro.adapter.fiji.FijiHost");
    return ((Optional<?>) type.getMethod("find").invoke(null)).orElseThrow();
  }

  /** The names of the classes that stand for our own libraries are right. */
  @Test
  void ownLibrariesAreFoundByTheirClasses() {
    List<String> names = FijiClassPath.own(FijiHostTest.class.getClassLoader()).stream()
        .map(p -> p.getFileName().toString()).toList();
    for (String library : List.of("oshi-core", "jna-platform", "nom-tam-fits", "JTransforms", "JLargeArrays")) {
      assertTrue(names.stream().anyMatch(n -> n.startsWith(library)), library + " is not among " + names);
    }
  }

  /** Fewer than a hundred of five hundred and more; what the readers of Bio-Formats and mpicbg need is among them. */
  @Test
  void aLeanChildGetsFewJarsAndTheRightOnes() throws Exception {
    Path directory = HostFiji.require("FijiHostTest");
    HostFiji loader = HostFiji.open(directory);
    var method = loader.loadClass("io.github.exo2micro.adapter.fiji.FijiClassPath").getDeclaredMethod("lean",
        ClassLoader.class);
    method.setAccessible(true);
    List<?> jars = (List<?>) method.invoke(null, loader);
    List<String> names = jars.stream().map(p -> ((Path) p).getFileName().toString()).toList();
    assertTrue(jars.size() < 100, jars.size() + " jars");
    for (String wanted : List.of("mpicbg-", "formats-api-", "formats-bsd-", "formats-gpl-", "ome-common-", "gson-",
        "commons-math3-", "jfreechart-")) {
      assertTrue(names.stream().anyMatch(n -> n.startsWith(wanted)), wanted + " is not among " + names);
    }
    assertFalse(names.stream().anyMatch(n -> n.startsWith("scijava-common")), "a worker needs no SciJava");
    assertTrue(jars.stream().allMatch(p -> Files.exists((Path) p)));
  }
}
