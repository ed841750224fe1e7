package io.github.exo2micro.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskLockTest {

  @TempDir
  Path folder;

  private Path file() {
    return folder.resolve(TaskLock.FILE_NAME);
  }

  private void foreign(String host, long pid, Duration age) throws Exception {
    Files.writeString(file(), "{\"host\":\"" + host + "\",\"pid\":" + pid
        + ",\"job\":\"7_1\",\"stage\":2,\"fraction\":0.5,\"nonce\":\"n\"}");
    Files.setLastModifiedTime(file(), FileTime.from(Instant.now().minus(age)));
  }

  @Test
  void aTaskIsHeldByOneProcessAlone() throws Exception {
    try (TaskLock lock = TaskLock.acquire(folder, "12_3")) {
      PassingFaultException held = assertThrows(PassingFaultException.class, () -> TaskLock.acquire(folder, ""));
      assertTrue(held.getMessage().contains("job 12_3"), held.getMessage());
    }
    assertFalse(Files.exists(file()));
    TaskLock.acquire(folder, "").close();
  }

  @Test
  void theLockOfADeadProcessOfThisMachineIsTakenOverAtOnce() throws Exception {
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    foreign(Node.name(), dead.pid(), Duration.ZERO);
    TaskLock.acquire(folder, "").close();
  }

  @Test
  void theLockOfAnotherMachineIsTakenOverOnceNobodyWritesItAnyMore() throws Exception {
    foreign("elsewhere", 1, Duration.ofSeconds(30));
    assertThrows(PassingFaultException.class, () -> TaskLock.acquire(folder, ""));
    foreign("elsewhere", 1, Duration.ofMinutes(3));
    try (TaskLock lock = TaskLock.acquire(folder, "mine")) {
      assertEquals("mine", TaskLock.holder(folder).orElseThrow().job());
    }
    assertEquals(0, Files.list(folder).count(), "nothing may stay");
  }

  @Test
  void aLockThatSomebodyElseHasTakenIsNotDeleted() throws Exception {
    TaskLock lock = TaskLock.acquire(folder, "");
    foreign("elsewhere", 1, Duration.ZERO);
    lock.close();
    assertTrue(Files.exists(file()));
  }

  @Test
  void whoReadsTheLockSeesHowFarTheTaskIs() throws Exception {
    foreign("elsewhere", 1, Duration.ZERO);
    TaskLock.Holder holder = TaskLock.holder(folder).orElseThrow();
    assertEquals(2, holder.stage());
    assertEquals(0.5, holder.fraction());
  }
}
