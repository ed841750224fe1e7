package loci.common;

/** Signatures of ome-common 6. */
public final class DebugTools {

  private DebugTools() {}

  public static synchronized void setRootLevel(String level) {
    throw new UnsupportedOperationException("signature only");
  }
}
