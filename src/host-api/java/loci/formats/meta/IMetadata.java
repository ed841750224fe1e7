package loci.formats.meta;

/** Signatures of Bio-Formats 7.2. */
public interface IMetadata extends MetadataStore, MetadataRetrieve {}
