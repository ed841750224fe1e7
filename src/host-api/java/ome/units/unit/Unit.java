package ome.units.unit;

/** Signatures of OME-XML 6.3. */
public class Unit<Q> {

  private Unit() {}
}
