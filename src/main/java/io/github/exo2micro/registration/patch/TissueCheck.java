package io.github.exo2micro.registration.patch;

import io.github.exo2micro.Progress;
import io.github.exo2micro.geometry.Median;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.GaussianBlur;
import io.github.exo2micro.image.ParallelLoop;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.tissue.Tissue;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Looks at some hundred places all over the tissue, under the final alignment, and finds those where it is not
 * confirmed. Memory and time do not depend on the images' size; deterministic for any number of threads.
 *
 * @param post padded post
 * @param aligned pre as the final alignment shows it
 * @param covered 1 where {@code aligned} has pixels of the pre image, 0 where not: there nothing is expected
 * @param tissue of post
 * @param loop runs the measurements
 */
public record TissueCheck(Plane post, Plane aligned, Plane covered, Tissue tissue, ParallelLoop loop) {

  private static final int PLACES = 300;
  private static final int LARGEST_SIDE = 128;
  private static final int LEAST_SIDE = 48;
  private static final double LEAST_TISSUE = 0.5;
  /** How far a place is looked for, px; farther away than this it counts as not found. */
  private static final int REACH = 16;
  private static final double LEAST_NCC = 0.4;
  /** A place this far off is off, px, or farther than so many times the typical one. */
  private static final double OFF_PX = 3;
  private static final double OFF_TYPICAL = 4;
  /** Places with less texture than this part of a typical confirmed one say nothing. */
  private static final double LEAST_TEXTURE = 0.5;
  /** Places within one cell of each other are asked together, then within so many. */
  private static final int TOGETHER = 2;
  /** So many neighbours that are not confirmed make a place one of those that lie among them. */
  private static final int AMONG = 2;
  /**
   * However far typical places lie off, together they must lie nearer than this, px: beyond it lies what is compared
   * with.
   */
  private static final double MOST_TOGETHER = 8;
  private static final double FINE_SIGMA = 1.5;
  private static final double COARSE_SIGMA = 6;
  /** Where the whole frame counts as tissue, places no brighter than this part of a typical one are its ground. */
  private static final double GROUND = 0.1;
  /** They are told apart where a typical place is so many times as bright as the darkest. */
  private static final double GROUND_CONTRAST = 2;
  /** Nothing is expected where pre covers less than this of a place. */
  private static final float WHOLE = 0.99f;

  /** One place, and what was measured there. */
  private record Place(int column, int row, Tile tile, PatchShift shift) {

    boolean isFound() {
      return shift.found() && shift.ncc() >= LEAST_NCC;
    }

    double length() {
      return Math.hypot(shift.dx(), shift.dy());
    }

    boolean isWithin(int cells, Place other) {
      return Math.abs(column - other.column) <= cells && Math.abs(row - other.row) <= cells;
    }
  }

  /** @throws IOException when a plane cannot be read */
  public UnmeasuredTissue run(Progress progress) throws IOException {
    List<Place> places = tissue.isWholeFrame() ? withoutGround(measured(progress)) : measured(progress);
    double off = Math.max(OFF_PX,
        OFF_TYPICAL * Median.of(places.stream().filter(Place::isFound).mapToDouble(Place::length)));
    List<Place> bad = new ArrayList<>();
    List<Place> clear = new ArrayList<>();
    for (Place place : places) {
      if (place.isFound()) {
        (place.length() > off ? bad : clear).add(place);
      }
    }
    List<Place> doubtful = withTexture(places);
    int judged = bad.size() + clear.size() + doubtful.size();
    bad.addAll(unlikeTogether(doubtful, Math.min(off, MOST_TOGETHER)));
    clear.removeIf(place -> bad.stream().filter(other -> place.isWithin(1, other)).count() >= AMONG);
    int confirmed = judged - bad.size();
    double weak = confirmed == 0 ? 0 : 1 - (double) clear.size() / confirmed;
    return new UnmeasuredTissue(judged, judged == 0 ? 0 : (double) bad.size() / judged,
        judged == 0 ? 0 : (double) largestRegion(bad) / judged, weak, 0, bad.stream().map(Place::tile).toList());
  }

  /** The places but for those where both images are as dark as they ever get: there is nothing to be confirmed. */
  private List<Place> withoutGround(List<Place> places) throws IOException {
    boolean[] inPost = dark(post, places);
    boolean[] inPre = dark(aligned, places);
    return IntStream.range(0, places.size()).filter(i -> !(inPost[i] && inPre[i])).mapToObj(places::get).toList();
  }

  private boolean[] dark(Plane plane, List<Place> places) throws IOException {
    double[] levels = new double[places.size()];
    loop.run(levels.length, i -> levels[i] = mean(plane, places.get(i).tile()), Progress.none());
    double darkest = Arrays.stream(levels).min().orElse(0);
    double typical = Median.of(Arrays.stream(levels));
    boolean[] dark = new boolean[levels.length];
    for (int i = 0; i < levels.length && typical > GROUND_CONTRAST * darkest; i++) {
      dark[i] = levels[i] - darkest < GROUND * (typical - darkest);
    }
    return dark;
  }

  private static double mean(Plane plane, Tile tile) throws IOException {
    float[] pixels = new float[tile.area()];
    plane.read(tile, pixels);
    double sum = 0;
    for (float pixel : pixels) {
      sum += pixel;
    }
    return sum / pixels.length;
  }

  /** Those of the places that match nothing which show enough that they should. */
  private List<Place> withTexture(List<Place> places) throws IOException {
    if (places.stream().allMatch(Place::isFound)) {
      return List.of(); // as with most pairs, whose textures nobody need look at
    }
    double[] textures = new double[places.size()];
    loop.run(textures.length, i -> textures[i] = texture(places.get(i).tile()), Progress.none());
    double[] ofFound = IntStream.range(0, textures.length).filter(i -> places.get(i).isFound())
        .mapToDouble(i -> textures[i]).sorted().toArray();
    double least = ofFound.length == 0 ? 0 : LEAST_TEXTURE * ofFound[ofFound.length / 4];
    return IntStream.range(0, textures.length).filter(i -> !places.get(i).isFound() && textures[i] >= least)
        .mapToObj(places::get).toList();
  }

  /** Those of the places that match nothing which neighbours like them do not confirm either. */
  private List<Place> unlikeTogether(List<Place> doubtful, double allowed) throws IOException {
    float[][] surfaces = new float[doubtful.size()][];
    PatchMatcher matcher = new PatchMatcher(post, aligned);
    loop.run(surfaces.length, i -> {
      Tile tile = doubtful.get(i).tile();
      surfaces[i] = matcher.surface(new PatchPosition(tile.x(), tile.y(), tile.width(), true), REACH);
    }, Progress.none());
    List<Place> unlike = new ArrayList<>();
    for (Place here : doubtful) {
      boolean confirmed = false;
      for (int cells = 1; cells <= TOGETHER && !confirmed; cells++) {
        SharedShift shared = new SharedShift(REACH);
        for (int i = 0; i < surfaces.length; i++) {
          if (here.isWithin(cells, doubtful.get(i))) {
            shared.add(surfaces[i]);
          }
        }
        confirmed = shared.isNear(allowed);
      }
      if (!confirmed) {
        unlike.add(here);
      }
    }
    return unlike;
  }

  private List<Place> measured(Progress progress) throws IOException {
    List<int[]> cells = new ArrayList<>();
    List<Tile> tiles = new ArrayList<>();
    Tile bounds = tissue.bounds();
    int cell = (int) Math.max(LEAST_SIDE, Math.ceil(Math.sqrt(tissue.area() / PLACES)));
    int side = Math.min(LARGEST_SIDE, cell / 16 * 16);
    for (int row = 0; row * cell < bounds.height(); row++) {
      for (int column = 0; column * cell < bounds.width(); column++) {
        Tile tile = new Tile(bounds.x() + column * cell + (cell - side) / 2,
            bounds.y() + row * cell + (cell - side) / 2,
            side, side);
        if (tissue.frame().contains(tile) && tissue.fraction(tile) >= LEAST_TISSUE) {
          cells.add(new int[] {column, row});
          tiles.add(tile);
        }
      }
    }
    Place[] places = new Place[tiles.size()];
    new PlaceLoop(post, aligned, PatchMatcher.margin(0), loop).run(tiles, (i, postThere, alignedThere) -> {
      Tile tile = tiles.get(i);
      if (isCovered(tile)) {
        places[i] = new Place(cells.get(i)[0], cells.get(i)[1], tile,
            new PatchMatcher(postThere, alignedThere).expected(new PatchPosition(tile.x(), tile.y(), side, true),
                REACH));
      }
    }, progress);
    return Arrays.stream(places).filter(p -> p != null).toList();
  }

  private boolean isCovered(Tile tile) throws IOException {
    Tile needed = tile.grown(REACH).intersect(post.size().whole());
    float[] whole = new float[needed.area()];
    covered.read(needed, whole);
    for (float v : whole) {
      if (v < WHOLE) {
        return false;
      }
    }
    return true;
  }

  /**
   * Deviation of what is neither single pixels nor shading, against that of the single pixels: noise alone gives about
   * 0.2.
   */
  private double texture(Tile tile) throws IOException {
    FloatImage image = new FloatImage(tile.width(), tile.height());
    post.read(tile, image.pixels());
    float[] fine = GaussianBlur.blur(image, FINE_SIGMA).pixels();
    float[] coarse = GaussianBlur.blur(image, COARSE_SIGMA).pixels();
    double band = 0;
    double single = 0;
    for (int i = 0; i < fine.length; i++) {
      band += (fine[i] - coarse[i]) * (double) (fine[i] - coarse[i]);
      single += (image.pixels()[i] - fine[i]) * (double) (image.pixels()[i] - fine[i]);
    }
    return Math.sqrt(band / Math.max(single, 1e-9));
  }

  /** Most places in one region of neighbours, corners included. */
  private static int largestRegion(List<Place> bad) {
    boolean[] seen = new boolean[bad.size()];
    int largest = 0;
    for (int start = 0; start < seen.length; start++) {
      int size = 0;
      Deque<Integer> queue = new ArrayDeque<>();
      if (!seen[start]) {
        seen[start] = true;
        queue.add(start);
      }
      while (!queue.isEmpty()) {
        Place here = bad.get(queue.remove());
        size++;
        for (int i = 0; i < seen.length; i++) {
          Place there = bad.get(i);
          if (!seen[i] && here.isWithin(1, there)) {
            seen[i] = true;
            queue.add(i);
          }
        }
      }
      largest = Math.max(largest, size);
    }
    return largest;
  }
}
