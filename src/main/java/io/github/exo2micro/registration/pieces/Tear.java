package io.github.exo2micro.registration.pieces;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A torn section whose pieces were aligned each on its own.
 *
 * @param pieces the first one first, against which the others moved
 * @param gap the part of the tissue in which no piece is shown, 0 to 1
 */
public record Tear(List<Piece> pieces, double gap) {

  /**
   * A piece of a torn section.
   *
   * @param share of post's tissue that it is, 0 to 1
   * @param shiftX how far its middle has moved against the first piece, post px along x
   * @param shiftY the same along y
   * @param turnDegrees how far it has turned against the first piece, positive from x towards y
   * @param errorPx median error, on patches that were never fitted or over places of it; empty where it is not known
   * @param errorP95Px the 95th percentile
   */
  public record Piece(double share, double shiftX, double shiftY, double turnDegrees, OptionalDouble errorPx,
      OptionalDouble errorP95Px) {

    /** How far its middle has moved, post px. */
    public double shiftPx() {
      return Math.hypot(shiftX, shiftY);
    }
  }

  /** Copies the list. */
  public Tear {
    pieces = List.copyOf(pieces);
  }

  /**
   * For people: "torn in 2 pieces, each aligned on its own: piece 2 (49 % of the tissue) moved by 120.0 px, turned by
   * 0.00°".
   */
  public String text() {
    return "torn in " + pieces.size() + " pieces, each aligned on its own: " + moves();
  }

  /** How each piece but the first moved, for people. */
  public String moves() {
    return IntStream.range(1, pieces.size()).mapToObj(k -> {
      Piece p = pieces.get(k);
      return String.format(Locale.ROOT, "piece %d (%.0f %% of the tissue) moved by %.1f px, turned by %.2f°", k + 1,
          100 * p.share(), p.shiftPx(), Math.rint(100 * p.turnDegrees()) / 100 + 0.0);
    }).collect(Collectors.joining(", "));
  }

  /** What of the tissue shows no piece, for people; empty when that is next to nothing. */
  public String gapText() {
    return gap < 0.0005 ? ""
        : String.format(Locale.ROOT, "%.1f %% of the tissue's area lies in the gap and has no difference", 100 * gap);
  }
}
