package io.github.exo2micro.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WriteBehindTest {

  private final WriteBehind behind = new WriteBehind("test");

  @AfterEach
  void close() {
    behind.close();
  }

  private static void awaited(CountDownLatch latch) throws IOException {
    try {
      assertTrue(latch.await(20, TimeUnit.SECONDS), "nobody let it go on");
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void theNextBufferIsThereWhileTheFirstIsWritten() throws IOException {
    CountDownLatch go = new CountDownLatch(1);
    ByteBuffer first = behind.take();
    behind.write(first, () -> awaited(go));
    ByteBuffer second = behind.take();
    assertNotSame(first, second);
    assertEquals(WriteBehind.BUFFER_BYTES, second.remaining());
    go.countDown();
    behind.drain();
  }

  @Test
  void noMoreBuffersAreMadeThanItSays() throws IOException {
    List<ByteBuffer> seen = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      ByteBuffer buffer = behind.take();
      assertEquals(0, buffer.position());
      if (seen.stream().noneMatch(b -> b == buffer)) {
        seen.add(buffer);
      }
      buffer.position(17);
      behind.write(buffer, () -> {});
    }
    behind.drain();
    assertTrue(seen.size() <= WriteBehind.BUFFERS, "made " + seen.size());
  }

  @Test
  void aBufferOfNothingComesBackAtOnce() throws IOException {
    ByteBuffer buffer = behind.take();
    behind.giveBack(buffer);
    assertSame(buffer, behind.take());
  }

  @Test
  void aFailedWriteComesOutAndNothingIsWrittenAfterIt() throws IOException {
    AtomicInteger later = new AtomicInteger();
    behind.write(behind.take(), () -> {
      throw new IOException("No space left on device");
    });
    assertThrows(IOException.class, behind::drain);
    assertEquals("No space left on device", assertThrows(IOException.class, behind::take).getMessage());
    behind.write(ByteBuffer.allocate(1), later::incrementAndGet);
    assertThrows(IOException.class, behind::drain);
    assertEquals(0, later.get());
  }

  @Test
  void anErrorComesOutAsItIs() throws IOException {
    behind.write(behind.take(), () -> {
      throw new OutOfMemoryError("none left");
    });
    assertThrows(OutOfMemoryError.class, behind::drain);
  }

  @Test
  void theEndWaitsForWhatIsSyncedAndTellsItsFailure() {
    CountDownLatch go = new CountDownLatch(1);
    behind.sync(() -> {
      awaited(go);
      throw new IOException("Input/output error");
    });
    behind.sync(() -> {
      throw new IOException("a second one while the first is under way");
    });
    go.countDown();
    assertEquals("Input/output error", assertThrows(IOException.class, behind::drain).getMessage());
  }

  @Test
  void aWriteGoesOnWhileTheDiskIsSynced() throws IOException {
    CountDownLatch go = new CountDownLatch(1);
    behind.sync(() -> awaited(go));
    behind.write(behind.take(), go::countDown);
    behind.drain();
    assertEquals(0, go.getCount());
  }

  @Test
  void anInterruptEndsTheWait() throws IOException {
    CountDownLatch go = new CountDownLatch(1);
    behind.write(behind.take(), () -> awaited(go));
    Thread.currentThread().interrupt();
    assertThrows(InterruptedIOException.class, behind::drain);
    assertTrue(Thread.interrupted());
    go.countDown();
    behind.drain();
    assertFalse(Thread.currentThread().isInterrupted());
  }
}
