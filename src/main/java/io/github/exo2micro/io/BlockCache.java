package io.github.exo2micro.io;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Keeps what was decoded last, up to a number of bytes, so that the tiles of a band share the work of decoding it.
 * Thread-safe: a block that two threads want is decoded by one, and the other waits for it.
 */
public final class BlockCache {

  private final long capacity;
  private final Map<Long, CompletableFuture<byte[]>> blocks = new LinkedHashMap<>(64, 0.75f, true);
  private long held;

  /** @param capacity bytes; one block is kept even when it is larger */
  public BlockCache(long capacity) {
    this.capacity = capacity;
  }

  /** Decodes one block. */
  public interface Decoder {
    byte[] decode(long key) throws IOException;
  }

  /** The block of that key; shared, not to be changed. */
  public byte[] get(long key, Decoder decoder) throws IOException {
    CompletableFuture<byte[]> mine = new CompletableFuture<>();
    CompletableFuture<byte[]> known;
    synchronized (blocks) {
      known = blocks.get(key);
      if (known == null) {
        blocks.put(key, mine);
      }
    }
    return known == null ? decode(key, decoder, mine) : await(known);
  }

  private byte[] decode(long key, Decoder decoder, CompletableFuture<byte[]> mine) throws IOException {
    try {
      byte[] block = decoder.decode(key);
      mine.complete(block);
      synchronized (blocks) {
        held += block.length;
        dropOldest(key);
      }
      return block;
    } catch (IOException | RuntimeException | Error e) {
      synchronized (blocks) {
        blocks.remove(key);
      }
      mine.completeExceptionally(e);
      throw e;
    }
  }

  private void dropOldest(long newest) {
    Iterator<Map.Entry<Long, CompletableFuture<byte[]>>> oldest = blocks.entrySet().iterator();
    while (held > capacity && oldest.hasNext()) {
      Map.Entry<Long, CompletableFuture<byte[]>> entry = oldest.next();
      if (entry.getValue().isDone() && entry.getKey() != newest) {
        held -= entry.getValue().join().length;
        oldest.remove();
      }
    }
  }

  private static byte[] await(CompletableFuture<byte[]> block) throws IOException {
    try {
      return block.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a part of an image was decoded");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      if (e.getCause() instanceof RuntimeException runtime) {
        throw runtime;
      }
      throw (Error) e.getCause();
    }
  }
}
