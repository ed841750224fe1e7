package io.github.exo2micro.bench.timing;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The time of plain sequential reads and writes of a case's bytes. */
record Floor(double wall, double cpu, long bytes) {

  private static final int BUFFER = 4 << 20;

  /** Reads the raw files once and writes as many files of the sizes as there are checkpoints, each synced. */
  static Floor measure(List<Path> raw, List<Long> sizes, Path folder) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    // Not zeros, which some file systems store as nothing.
    for (int i = 0; i + 8 <= BUFFER; i += 8) {
      buffer.putLong(i, i * 0x9E3779B97F4A7C15L);
    }
    Path written = Files.createTempDirectory(folder, "floor");
    long bytes = 0;
    try {
      var threads = ManagementFactory.getThreadMXBean();
      double cpu = threads.getCurrentThreadCpuTime() / 1e9;
      long start = System.nanoTime();
      for (Path file : raw) {
        bytes += read(file, buffer);
      }
      for (int i = 0; i < sizes.size(); i++) {
        bytes += write(written.resolve(Integer.toString(i)), sizes.get(i), buffer);
      }
      return new Floor((System.nanoTime() - start) / 1e9, threads.getCurrentThreadCpuTime() / 1e9 - cpu, bytes);
    } finally {
      ResultFiles.delete(written);
    }
  }

  private static long read(Path file, ByteBuffer buffer) throws IOException {
    long bytes = 0;
    try (FileChannel in = FileChannel.open(file)) {
      for (int n = in.read(buffer.clear()); n >= 0; n = in.read(buffer.clear())) {
        bytes += n;
      }
    }
    return bytes;
  }

  private static long write(Path file, long size, ByteBuffer buffer) throws IOException {
    try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (long done = 0; done < size;) {
        done += out.write(buffer.clear().limit((int) Math.min(BUFFER, size - done)));
      }
      out.force(true);
    }
    return size;
  }
}
