package io.github.exo2micro.raw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.exo2micro.RemediableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafeNameTest {

  @TempDir
  Path folder;

  private Path root() throws IOException {
    return Files.createDirectories(folder.resolve("processed"));
  }

  private static void link(Path from, Path to) throws IOException {
    try {
      Files.createSymbolicLink(from, to);
    } catch (UnsupportedOperationException | java.nio.file.FileSystemException e) {
      System.out.println("SKIPPED: this system lets nobody make symbolic links: " + e);
      assumeTrue(false);
    }
  }

  @Test
  void resolvesPlainNamesBelowTheRoot() throws IOException {
    assertEquals(root().resolve("CD 070.x").resolve("Cy5"), SafeName.resolve(root(), "CD 070.x", "Cy5"));
    Files.createDirectories(root().resolve("CD070/Cy5"));
    assertEquals(root().resolve("CD070/Cy5"), SafeName.resolve(root(), "CD070", "Cy5"));
    Path later = folder.resolve("not yet");
    assertEquals(later.resolve("a/b"), SafeName.resolve(later, "a", "b"));
  }

  @Test
  void refusesNamesThatAreNoSingleFolder() {
    for (String name : new String[] {"..", "../x", "x/..", ""}) {
      assertThrows(RemediableException.class, () -> SafeName.resolve(root(), name, "DAPI"));
      assertThrows(RemediableException.class, () -> SafeName.resolve(root(), "CD070", name));
    }
  }

  @Test
  void refusesASampleFolderThatIsALinkOutOfTheOutput() throws IOException {
    link(root().resolve("CD070"), Files.createDirectories(folder.resolve("elsewhere")));
    RemediableException refusal = assertThrows(RemediableException.class,
        () -> SafeName.resolve(root(), "CD070", "DAPI"));
    assertTrue(refusal.getMessage().contains("leads out of"), refusal.getMessage());
    assertTrue(refusal.evidence().contains("elsewhere"), refusal.getMessage());
  }

  @Test
  void refusesADyeFolderThatIsADanglingLink() throws IOException {
    Files.createDirectories(root().resolve("CD070"));
    link(root().resolve("CD070/DAPI"), folder.resolve("not there"));
    assertThrows(RemediableException.class, () -> SafeName.resolve(root(), "CD070", "DAPI"));
  }

  @Test
  void followsLinksThatStayInside() throws IOException {
    Files.createDirectories(root().resolve("real"));
    link(root().resolve("CD070"), root().resolve("real"));
    assertEquals(root().resolve("CD070/DAPI"), SafeName.resolve(root(), "CD070", "DAPI"));
  }

  @Test
  void aRootThatIsItselfALinkIsFine() throws IOException {
    link(folder.resolve("linked"), root());
    Path linked = folder.resolve("linked");
    assertEquals(linked.resolve("CD070/DAPI"), SafeName.resolve(linked, "CD070", "DAPI"));
    Files.createDirectories(root().resolve("CD070/DAPI"));
    assertEquals(linked.resolve("CD070/DAPI"), SafeName.resolve(linked, "CD070", "DAPI"));
  }
}
