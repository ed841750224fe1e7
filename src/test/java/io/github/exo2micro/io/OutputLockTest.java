package io.github.exo2micro.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.RemediableException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputLockTest {

  @TempDir
  Path folder;

  /** Takes the lock, says so, and keeps it until it is killed or its stdin ends. */
  public static final class Holder {
    public static void main(String[] args) throws IOException {
      try (OutputLock lock = OutputLock.acquire(Path.of(args[0]))) {
        System.out.println("held");
        while (System.in.read() >= 0) {
          // waits
        }
      } catch (RemediableException e) {
        System.out.println(e.getMessage().replace('\n', ' '));
      }
    }
  }

  private Process start() throws IOException {
    return new ProcessBuilder(TemporaryFileTest.java(), "-cp", System.getProperty("java.class.path")
        + java.io.File.pathSeparator + codeOf(OutputLock.class) + java.io.File.pathSeparator + codeOf(Holder.class),
        Holder.class.getName(), folder.toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static String codeOf(Class<?> type) {
    return Path.of(java.net.URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString())).toString();
  }

  private static String firstLine(Process process) throws IOException {
    return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
  }

  @Test
  void aSecondProcessIsToldWhoHoldsTheFolder() throws Exception {
    Process other = start();
    try {
      assertEquals("held", firstLine(other));
      RemediableException e = assertThrows(RemediableException.class, () -> OutputLock.acquire(folder));
      assertTrue(e.getMessage().contains("process " + other.pid() + " on "), e.getMessage());
      assertTrue(e.getMessage().contains("user " + System.getProperty("user.name")), e.getMessage());
      assertTrue(e.getMessage().contains("started 2"), e.getMessage());
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void theLockOfAKilledProcessIsTakenOver() throws Exception {
    Process other = start();
    assertEquals("held", firstLine(other));
    other.destroyForcibly();
    assertTrue(other.waitFor(20, TimeUnit.SECONDS));
    try (OutputLock lock = OutputLock.acquire(folder)) {
      String text = Files.readString(folder.resolve(OutputLock.FILE_NAME));
      assertTrue(text.contains("process " + ProcessHandle.current().pid()), text);
    }
  }

  @Test
  void aSecondRunInThisProgramIsRefusedAndDoesNotFreeTheLock() throws Exception {
    try (OutputLock lock = OutputLock.acquire(folder)) {
      assertThrows(RemediableException.class, () -> OutputLock.acquire(folder));
      assertThrows(RemediableException.class, () -> OutputLock.acquire(folder.resolve("x").resolve("..")));
      Process other = start();
      try {
        String line = firstLine(other);
        assertTrue(line.contains("process " + ProcessHandle.current().pid()), line);
      } finally {
        other.destroyForcibly();
      }
    }
  }

  @Test
  void canBeTakenAgainAfterItWasGivenBack() throws IOException {
    OutputLock.acquire(folder).close();
    OutputLock.acquire(folder).close();
  }

  @Test
  void anUnwritableFolderIsAProblemTheUserCanMend() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    RemediableException e = assertThrows(RemediableException.class, () -> OutputLock.acquire(file.resolve("out")));
    assertTrue(e.remedy().contains("may write"), e.getMessage());
  }
}
