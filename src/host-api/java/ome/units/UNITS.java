package ome.units;

import ome.units.quantity.Length;
import ome.units.unit.Unit;

/** Signatures of OME-XML 6.3. */
public final class UNITS {

  public static final Unit<Length> MICROMETER = unknown();

  public UNITS() {}

  private static Unit<Length> unknown() {
    throw new UnsupportedOperationException("signature only");
  }
}
