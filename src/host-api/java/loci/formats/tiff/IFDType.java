package loci.formats.tiff;

/** Signatures of Bio-Formats 7.2. */
public enum IFDType {
  LONG
}
