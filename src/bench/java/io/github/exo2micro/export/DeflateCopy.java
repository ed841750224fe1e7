package io.github.exo2micro.export;

import io.github.exo2micro.Progress;
import io.github.exo2micro.checkpoint.CheckpointStore;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.ParallelLoop;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.io.FilePlane;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.Deflater;

/**
 * What an export is measured against: copies a checkpoint's pixels through Deflate in tiles of 512 × 512 px, with as
 * many threads and at the same level, and does nothing else.
 */
public final class DeflateCopy {

  private static final int TILE = 512;

  private DeflateCopy() {}

  /** Arguments: the checkpoint, the copy, the number of threads. Prints bytes in and out. */
  public static void main(String[] args) throws IOException {
    int threads = Integer.parseInt(args[2]);
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    long written = 0;
    try (FilePlane plane = CheckpointStore.open(Path.of(args[0]));
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(Path.of(args[1])), 1 << 20)) {
      ImageSize size = plane.size();
      ParallelLoop loop = new ParallelLoop(executor, threads);
      byte[][] packed = new byte[(size.width() + TILE - 1) / TILE][];
      for (int y = 0; y < size.height(); y += TILE) {
        int top = y;
        loop.run(packed.length, i -> packed[i] = packed(plane, new Tile(i * TILE, top, TILE, TILE)
            .intersect(size.whole())), Progress.none());
        for (byte[] tile : packed) {
          out.write(tile);
          written += tile.length;
        }
      }
      System.out.println(size.area() * Float.BYTES + " bytes in, " + written + " out");
    } finally {
      executor.shutdownNow();
    }
  }

  private static byte[] packed(FilePlane plane, Tile tile) throws IOException {
    float[] pixels = new float[tile.area()];
    plane.read(tile, pixels);
    ByteBuffer bytes = ByteBuffer.allocate(pixels.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(pixels);
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try {
      deflater.setInput(bytes.array());
      deflater.finish();
      byte[] out = new byte[bytes.capacity() + bytes.capacity() / 1000 + 64];
      int length = 0;
      while (!deflater.finished()) {
        length += deflater.deflate(out, length, out.length - length);
      }
      return java.util.Arrays.copyOf(out, length);
    } finally {
      deflater.end();
    }
  }
}
