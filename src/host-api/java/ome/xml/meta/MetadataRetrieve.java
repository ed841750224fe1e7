package ome.xml.meta;

import ome.units.quantity.Length;

/** Signatures of OME-XML 6.3. */
public interface MetadataRetrieve {

  Length getPixelsPhysicalSizeX(int imageIndex);

  Length getPixelsPhysicalSizeY(int imageIndex);
}
