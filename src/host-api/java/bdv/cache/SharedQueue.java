package bdv.cache;

/** Signatures of bigdataviewer-core 10.4. */
public class SharedQueue {

  public SharedQueue(int numFetcherThreads, int numPriorities) {
    throw new UnsupportedOperationException("signature only");
  }

  public void shutdown() {
    throw new UnsupportedOperationException("signature only");
  }
}
