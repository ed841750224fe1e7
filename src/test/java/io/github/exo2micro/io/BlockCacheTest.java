package io.github.exo2micro.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BlockCacheTest {

  private final AtomicInteger decoded = new AtomicInteger();

  private byte[] decode(long key) {
    decoded.incrementAndGet();
    return new byte[100];
  }

  @Test
  void decodesABlockOnceWhileItFits() throws IOException {
    BlockCache cache = new BlockCache(300);
    for (int round = 0; round < 3; round++) {
      for (long key = 0; key < 3; key++) {
        cache.get(key, this::decode);
      }
    }
    assertEquals(3, decoded.get());
  }

  @Test
  void dropsTheBlockThatWasNotUsedForLongest() throws IOException {
    BlockCache cache = new BlockCache(200);
    cache.get(0, this::decode);
    cache.get(1, this::decode);
    cache.get(0, this::decode);
    cache.get(2, this::decode);
    assertEquals(3, decoded.get());
    cache.get(0, this::decode);
    assertEquals(3, decoded.get(), "0 was used after 1");
    cache.get(1, this::decode);
    assertEquals(4, decoded.get(), "1 was dropped");
  }

  @Test
  void twoThreadsThatWantTheSameBlockDecodeItOnce() throws Exception {
    BlockCache cache = new BlockCache(1000);
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    ExecutorService executor = Executors.newFixedThreadPool(2);
    try {
      Future<byte[]> first = executor.submit(() -> cache.get(7, key -> {
        started.countDown();
        await(go);
        return decode(key);
      }));
      started.await();
      Future<byte[]> second = executor.submit(() -> cache.get(7, this::decode));
      go.countDown();
      assertSame(first.get(), second.get());
      assertEquals(1, decoded.get());
    } finally {
      executor.shutdown();
    }
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void forgetsAFailureSoThatItCanBeTriedAgain() throws IOException {
    BlockCache cache = new BlockCache(1000);
    assertThrows(IOException.class, () -> cache.get(1, key -> {
      throw new IOException("disk");
    }));
    assertEquals(100, cache.get(1, this::decode).length);
  }
}
