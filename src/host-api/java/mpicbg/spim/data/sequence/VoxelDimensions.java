package mpicbg.spim.data.sequence;

/** Signatures of spim_data 2.2. */
public interface VoxelDimensions {}
