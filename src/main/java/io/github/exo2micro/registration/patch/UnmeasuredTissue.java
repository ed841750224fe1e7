package io.github.exo2micro.registration.patch;

import io.github.exo2micro.image.Tile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How much of the tissue the final alignment, by a homography or with a local field, could not be confirmed on: places
 * that show as much texture as those that were measured, but match nothing or lie clearly off. A torn or folded
 * section, or a piece that slid, shows as a region of such places.
 *
 * @param judged places that could have been measured
 * @param share of them that could not be confirmed, 0 to 1
 * @param cluster share of them in the largest region of neighbouring ones, 0 to 1
 * @param weak share of the confirmed places that only neighbours confirm together, or that lie among places that are
 *     not confirmed, 0 to 1: where that is most of them, the pair is hard to compare rather than torn
 * @param torn the part of the tissue along a tear from which no piece could be aligned on its own: one that ends
 *     inside the tissue, or that cuts off little; 0 to 1, 0 without such a tear
 * @param regions the places that could not be confirmed, those along that tear included, padded post px
 */
public record UnmeasuredTissue(int judged, double share, double cluster, double weak, double torn,
    List<Tile> regions) {

  private static final double RED_SHARE = 0.3;
  private static final double RED_CLUSTER = 0.15;
  /** Beyond this, places that are not confirmed are no evidence against the alignment as a whole. */
  private static final double MOST_WEAK = 0.5;
  private static final double AMBER_SHARE = 0.12;
  private static final double AMBER_CLUSTER = 0.04;
  private static final double PIECE_CLUSTER = 0.02;
  /** Fewer places than this beside each other can be chance: a bubble, a speck of dust. */
  private static final int LEAST_REGION = 3;
  /** Of fewer places nothing can be said. */
  private static final int LEAST_JUDGED = 12;

  /** How bad it is. */
  public enum Extent {
    /** Next to nothing. */
    NONE,
    /** A part of the tissue must not be trusted. */
    PART,
    /** The alignment as a whole must not be trusted. */
    MUCH
  }

  /** Copies the list; one that is not there is empty. */
  public UnmeasuredTissue {
    regions = regions == null ? List.of() : List.copyOf(regions);
  }

  /**
   * With places along a tear that ends inside the tissue.
   *
   * @param places padded post px
   * @param part of the tissue that they are, 0 to 1
   */
  public UnmeasuredTissue withTear(List<Tile> places, double part) {
    List<Tile> all = new ArrayList<>(regions);
    all.addAll(places);
    return new UnmeasuredTissue(judged, Math.min(1, share + part), Math.max(cluster, part), weak, part, all);
  }

  /** Whether there is a tear from which no piece could be aligned on its own: a part of the tissue, however small. */
  public boolean isTorn() {
    return torn > 0;
  }

  /** Whether a region of it may be a piece that moved on its own: smaller ones than make a result amber, too. */
  public boolean hasRegion() {
    return extent() != Extent.NONE || judged >= LEAST_JUDGED && Math.rint(cluster * judged) >= LEAST_REGION
        && cluster >= PIECE_CLUSTER;
  }

  /** Judged by the share of the tissue and by how much of it lies together. */
  public Extent extent() {
    if (judged < LEAST_JUDGED) {
      return isTorn() ? Extent.PART : Extent.NONE;
    }
    boolean region = Math.rint(cluster * judged) >= LEAST_REGION;
    if (weak <= MOST_WEAK && (share >= RED_SHARE || region && cluster >= RED_CLUSTER)) {
      return Extent.MUCH;
    }
    return isTorn() || share >= AMBER_SHARE || region && cluster >= AMBER_CLUSTER ? Extent.PART : Extent.NONE;
  }

  /**
   * The figures, for people: "43 % of the tissue matches nothing or lies off (largest region 41 %)"; a tear is named.
   */
  public String text() {
    return String.format(Locale.ROOT, "%.0f %% of the tissue matches nothing or lies off (largest region %.0f %%)",
        100 * share, 100 * cluster)
        + (isTorn() ? String.format(Locale.ROOT, ", %.1f %% along a tear that cuts off no piece", 100 * torn) : "");
  }
}
