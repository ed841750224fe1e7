package bdv.viewer;

/** Signatures of bigdataviewer-core 10.4. */
public interface Source<T> {}
