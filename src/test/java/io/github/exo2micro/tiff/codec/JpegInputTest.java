package io.github.exo2micro.tiff.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.tiff.file.TiffBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A header in memory and a stretch of a file as one stream. */
class JpegInputTest {

  private static final int BODY_AT = 1001;
  private static final int BODY = 150_000;

  @TempDir
  Path folder;

  private static byte[] random(int length, long seed) {
    byte[] all = new byte[length];
    new Random(seed).nextBytes(all);
    return all;
  }

  /** 150 KB of a file behind 300 bytes: more than the stream keeps. */
  private Path file(int length) throws IOException {
    return Files.write(folder.resolve("file"), random(length, 1));
  }

  @Test
  void readsTheHeaderThenTheStretchFromAnyPlaceToAnyOther() throws IOException {
    byte[] header = random(300, 2);
    byte[] all = Arrays.copyOf(header, header.length + BODY);
    System.arraycopy(random(BODY_AT + BODY + 500, 1), BODY_AT, all, header.length, BODY);
    try (TiffBytes bytes = new TiffBytes(file(BODY_AT + BODY + 500));
        JpegInput in = new JpegInput(bytes, header, BODY_AT, BODY)) {
      assertEquals(all.length, in.length());
      Random random = new Random(3);
      for (int i = 0; i < 400; i++) {
        int at = i % 5 == 0 ? random.nextInt(600) : i % 7 == 0 ? all.length - 1 - random.nextInt(50)
            : random.nextInt(all.length);
        in.seek(at);
        byte[] into = new byte[1 + random.nextInt(3000)];
        int wanted = Math.min(into.length, all.length - at);
        in.readFully(into, 0, wanted);
        assertTrue(Arrays.equals(all, at, at + wanted, into, 0, wanted), wanted + " bytes at " + at);
        assertEquals(at + wanted, in.getStreamPosition());
        assertEquals(at + wanted < all.length ? all[at + wanted] & 0xff : -1, in.read());
      }
    }
  }

  @Test
  void endsWhereTheStretchEndsWhateverFollowsInTheFile() throws IOException {
    try (TiffBytes bytes = new TiffBytes(file(500)); JpegInput in = new JpegInput(bytes, new byte[2], 100, 7)) {
      byte[] into = new byte[50];
      int n = 0;
      for (int more = in.read(into, n, 50 - n); more > 0; more = in.read(into, n, 50 - n)) {
        n += more;
      }
      assertEquals(9, n);
      assertEquals(-1, in.read());
      assertEquals(0, in.read(into, 0, 0));
    }
    try (TiffBytes bytes = new TiffBytes(file(500)); JpegInput in = new JpegInput(bytes, new byte[0], 100, 0)) {
      assertEquals(-1, in.read(), "neither a header nor data");
    }
  }

  @Test
  void aFileThatIsShorterThanItsDirectorySaysIsDamaged() throws IOException {
    try (TiffBytes bytes = new TiffBytes(file(500)); JpegInput in = new JpegInput(bytes, new byte[2], 490, 20)) {
      in.seek(2);
      String message = assertThrows(RemediableException.class, in::read).getMessage();
      assertTrue(message.contains("it has become shorter while it was read"), message);
    }
  }

  @Test
  void aClosedStreamIsNotRead() throws IOException {
    try (TiffBytes bytes = new TiffBytes(file(500))) {
      JpegInput in = new JpegInput(bytes, new byte[2], 100, 20);
      in.close();
      assertThrows(IOException.class, () -> in.read(new byte[2], 0, 2));
    }
  }
}
