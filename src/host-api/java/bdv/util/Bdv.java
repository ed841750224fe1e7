package bdv.util;

/** Signatures of bigdataviewer-vistools 1.0.0-beta-34. */
public interface Bdv {

  BdvHandle getBdvHandle();
}
