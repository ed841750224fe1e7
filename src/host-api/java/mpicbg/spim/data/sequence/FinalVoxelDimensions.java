package mpicbg.spim.data.sequence;

/** Signatures of spim_data 2.2. */
public final class FinalVoxelDimensions implements VoxelDimensions {

  public FinalVoxelDimensions(String unit, double... dimensions) {
    throw new UnsupportedOperationException("signature only");
  }
}
