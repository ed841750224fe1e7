package io.github.exo2micro.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class PlainFileTest {

  @TempDir
  Path folder;

  @Test
  void whatIsNoFileIsNamed() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Files.writeString(folder.resolve("file"), "x"));
    Path pipe = folder.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    assertEquals(Optional.empty(), PlainFile.oddity(folder.resolve("file")));
    assertEquals(Optional.empty(), PlainFile.oddity(folder.resolve("nothing")));
    assertEquals(Optional.of("a folder"), PlainFile.oddity(folder));
    assertEquals(Optional.of("a symbolic link"), PlainFile.oddity(link));
    assertEquals(Optional.of("a pipe or device"), PlainFile.oddity(pipe));
    assertTrue(PlainFile.exists(folder.resolve("file")));
    assertFalse(PlainFile.exists(link), "a link to a file is no file of this folder");
  }

  @Test
  void aFileThatIsSetAsideReplacesAnEarlierOneButNeverAFolder() throws IOException {
    Path file = Files.writeString(folder.resolve("a.tiff"), "second");
    Files.writeString(folder.resolve("a.tiff.damaged"), "first");
    assertEquals(folder.resolve("a.tiff.damaged"), PlainFile.setAside(file));
    assertEquals("second", Files.readString(folder.resolve("a.tiff.damaged")));
    Files.delete(folder.resolve("a.tiff.damaged"));
    Files.createDirectories(folder.resolve("a.tiff.damaged/kept"));
    Files.writeString(file, "third");
    assertEquals(folder.resolve("a.tiff.damaged2"), PlainFile.setAside(file));
    assertTrue(Files.isDirectory(folder.resolve("a.tiff.damaged/kept")));
  }

  @Test
  void aNameIsMadeFreeOfLinksAndFoldersAndKeepsAFile() throws IOException {
    Path target = Files.writeString(folder.resolve("mine"), "mine");
    Path name = Files.createSymbolicLink(folder.resolve("summary.csv"), target);
    PlainFile.clear(name);
    assertFalse(Files.exists(name, LinkOption.NOFOLLOW_LINKS));
    assertEquals("mine", Files.readString(target), "what the link led to is not touched");
    Files.writeString(name, "table");
    PlainFile.clear(name);
    assertEquals("table", Files.readString(name));
  }
}
