package loci.formats.meta;

/** Signatures of Bio-Formats 7.2. */
public interface MetadataRetrieve extends ome.xml.meta.MetadataRetrieve {}
