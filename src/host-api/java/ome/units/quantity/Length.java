package ome.units.quantity;

import ome.units.unit.Unit;

/** Signatures of OME-XML 6.3. */
public class Length {

  public Length(Number value, Unit<Length> unit) {
    throw new UnsupportedOperationException("signature only");
  }

  public Number value(Unit<Length> unit) {
    throw new UnsupportedOperationException("signature only");
  }
}
