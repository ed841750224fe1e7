package io.github.exo2micro.registration.patch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.Progress;
import io.github.exo2micro.geometry.DisplacementField;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.ParallelLoop;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.WarpedPlane;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PlaceLoopTest {

  private static final ImageSize SIZE = new ImageSize(3000, 3000);
  private static final int MOST_PX = 2 << 20;
  private static final ExecutorService EXECUTOR = Executors.newFixedThreadPool(2);

  @AfterAll
  static void end() {
    EXECUTOR.shutdown();
  }

  /** Values from a formula; books what is fetched at a time. */
  private static final class Booked implements Plane {
    private final List<Long> fetched = new ArrayList<>();

    @Override
    public ImageSize size() {
      return SIZE;
    }

    @Override
    public void read(Tile region, float[] into) {
      for (int i = 0; i < region.area(); i++) {
        into[i] = (region.y() + i / region.width()) * 7 + (region.x() + i % region.width()) % 13;
      }
    }

    @Override
    public Plane fetched(List<Tile> regions, ParallelLoop loop) {
      fetched.add(regions.stream().mapToLong(r -> r.intersect(SIZE.whole()).area()).sum());
      return this;
    }

    long most() {
      return fetched.stream().mapToLong(f -> f).max().orElse(0);
    }
  }

  private static List<Tile> places() {
    List<Tile> places = new ArrayList<>();
    for (int y = 0; y + 64 <= SIZE.height(); y += 80) {
      for (int x = 0; x + 64 <= SIZE.width(); x += 80) {
        places.add(new Tile(x, y, 64, 64));
      }
    }
    return places;
  }

  private static float[] sums(Plane post, Plane pre) throws IOException {
    List<Tile> places = places();
    float[] sums = new float[places.size()];
    new PlaceLoop(post, pre, 6, new ParallelLoop(EXECUTOR, 2)).run(places, (i, postThere, preThere) -> {
      Tile wide = places.get(i).grown(6);
      float[] pixels = new float[wide.area()];
      preThere.readClipped(wide, pixels);
      for (float v : pixels) {
        sums[i] += v;
      }
    }, Progress.none());
    return sums;
  }

  /** A displacement that changes by 240 px over two nodes, again and again: each place by it needs much of pre. */
  private static DisplacementField tornEverywhere() {
    float[] d = new float[31 * 31];
    for (int i = 0; i < d.length; i++) {
      d[i] = i % 2 * 240;
    }
    return new DisplacementField(Homography.identity(), 0, 0, 100, 31, 31, d, d, List.of());
  }

  @Test
  void noMoreOfTheSourceIsFetchedAtATimeWhereATurnOrATearNeedsMoreOfIt() throws IOException {
    Homography turned = Homography.of(new double[] {0.71, -0.71, 1500, 0.71, 0.71, -600, 0, 0, 1});
    for (DisplacementField field : List.of(DisplacementField.none(turned), tornEverywhere())) {
      Booked post = new Booked();
      Booked pre = new Booked();
      sums(post, new WarpedPlane(pre, field, SIZE));
      long lastPlace = 2 << 18; // in two pieces of the source at most
      assertTrue(post.most() + pre.most() < MOST_PX + lastPlace, post.most() + " and " + pre.most() + " px at a time");
      assertTrue(pre.fetched.size() > 1 && pre.most() > MOST_PX / 4, "several places at a time: " + pre.fetched);
    }
  }

  @Test
  void aFieldThatHardlyBendsFetchesAsMuchAsItShows() throws IOException {
    Booked straight = new Booked();
    Booked bent = new Booked();
    sums(new Booked(), new WarpedPlane(straight, Homography.identity(), SIZE));
    float[] d = new float[31 * 31];
    for (int i = 0; i < d.length; i++) {
      d[i] = i / 31 * 4;
    }
    sums(new Booked(), new WarpedPlane(bent,
        new DisplacementField(Homography.identity(), 0, 0, 100, 31, 31, d, d, List.of()), SIZE));
    double shown = straight.fetched.stream().mapToLong(f -> f).sum();
    double times = bent.fetched.stream().mapToLong(f -> f).sum() / shown;
    assertTrue(times > 1 && times < 2, times + " times as much, though it is 120 px at the lower end");
  }

  @Test
  void howManyPlacesAreFetchedTogetherChangesNoValue() throws IOException {
    DisplacementField field = tornEverywhere();
    WarpedPlane pre = new WarpedPlane(new Booked(), field, SIZE);
    List<Tile> places = places();
    float[] alone = new float[places.size()];
    for (int i = 0; i < alone.length; i++) {
      Tile wide = places.get(i).grown(6);
      float[] pixels = new float[wide.area()];
      pre.readClipped(wide, pixels);
      for (float v : pixels) {
        alone[i] += v;
      }
    }
    assertArrayEquals(alone, sums(new Booked(), pre));
  }
}
