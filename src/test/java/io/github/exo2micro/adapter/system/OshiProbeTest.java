package io.github.exo2micro.adapter.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class OshiProbeTest {

  @TempDir
  Path folder;

  @Test
  void tellsThisMachineAndThisProcess() {
    OshiProbe probe = new OshiProbe();
    long total = probe.totalBytes();
    assertTrue(total > 500_000_000L && probe.availableBytes() > 0 && probe.availableBytes() <= total);
    long resident = probe.residentBytes(ProcessHandle.current().pid()).orElseThrow();
    assertTrue(resident > 20_000_000L && resident < total, resident + " bytes");
    assertTrue(probe.cores() >= 1);
    assertEquals(OptionalLong.empty(), probe.residentBytes(Integer.MAX_VALUE - 1L));
  }

  @Test
  void agreesWithOshiWhereThereIsNoProc() {
    OshiProbe portable = new OshiProbe(folder.resolve("no-proc"), folder.resolve("no-groups"));
    OshiProbe own = new OshiProbe();
    assertEquals(own.totalBytes(), portable.totalBytes(), own.totalBytes() * 0.01);
    assertEquals(own.availableBytes(), portable.availableBytes(), own.totalBytes() * 0.05);
    long pid = ProcessHandle.current().pid();
    assertEquals(own.residentBytes(pid).orElseThrow(), portable.residentBytes(pid).orElseThrow(), 100e6);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void letsThePeakBeginAnew() {
    OshiProbe probe = new OshiProbe();
    long pid = ProcessHandle.current().pid();
    if (probe.forgetPeak()) {
      assertEquals(probe.residentBytes(pid).orElseThrow(), probe.peakResidentBytes(pid).orElseThrow(), 50e6);
    }
    assertTrue(probe.peakResidentBytes(pid).orElseThrow() >= 20_000_000L);
  }

  private void write(String path, String text) throws Exception {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private OptionalLong container() {
    return new OshiProbe(folder.resolve("proc"), folder.resolve("groups")).containerAvailableBytes();
  }

  @Test
  void readsTheTightestGroupOfVersionTwoWithoutItsCache() throws Exception {
    write("proc/self/cgroup", "0::/pod/box\n");
    write("groups/pod/memory.max", "8000000000\n");
    write("groups/pod/memory.current", "6000000000\n");
    write("groups/pod/memory.stat", "anon 5000000000\ninactive_file 300000000\nactive_file 200000000\n");
    write("groups/pod/box/memory.max", "max\n");
    write("groups/pod/box/memory.current", "1000000000\n");
    assertEquals(OptionalLong.of(2_500_000_000L), container());
    assertEquals(OptionalLong.of(8_000_000_000L),
        new OshiProbe(folder.resolve("proc"), folder.resolve("groups")).containerLimitBytes());
  }

  @Test
  void readsVersionOneAndAContainersOwnRoot() throws Exception {
    write("proc/self/cgroup", "9:memory:/docker/abc\n4:cpu:/docker/abc\n");
    write("groups/memory/memory.limit_in_bytes", "2000000000\n");
    write("groups/memory/memory.usage_in_bytes", "500000000\n");
    write("groups/memory/memory.stat", "total_inactive_file 60000000\ntotal_active_file 40000000\n");
    assertEquals(OptionalLong.of(1_600_000_000L), container());
  }

  @Test
  void seesNoLimitWhereThereIsNone() throws Exception {
    assertEquals(OptionalLong.empty(), container());
    write("groups/memory/memory.limit_in_bytes", "9223372036854771712\n");
    write("groups/memory/memory.usage_in_bytes", "500000000\n");
    assertEquals(OptionalLong.empty(), container());
  }
}
