package io.github.exo2micro.bench.timing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** What is done with files here. */
final class ResultFiles {

  /** Files of a folder whose names end so, in order. */
  static List<Path> list(Path folder, String... ends) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> Stream.of(ends).anyMatch(f.getFileName().toString()::endsWith)).sorted().toList();
    }
  }

  static List<Long> sizes(Path folder, String... ends) throws IOException {
    List<Long> sizes = new ArrayList<>();
    for (Path file : list(folder, ends)) {
      sizes.add(Files.size(file));
    }
    return sizes;
  }

  /** Names and checksums of all checkpoints of a folder. */
  static String checksums(Path folder) throws IOException {
    StringBuilder text = new StringBuilder();
    ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
    for (Path file : list(folder, ".tiff", ".fits")) {
      CRC32C crc = new CRC32C();
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        while (channel.read(buffer.clear()) >= 0) {
          crc.update(buffer.flip());
        }
      }
      text.append(file.getFileName()).append(' ').append(Long.toHexString(crc.getValue())).append('\n');
    }
    return text.toString();
  }

  static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
