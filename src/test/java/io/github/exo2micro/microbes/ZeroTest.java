package io.github.exo2micro.microbes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.Progress;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.microbes.Noise.Zero;
import io.github.exo2micro.microbes.Noise.Zero.Centre;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ZeroTest {

  private static final int WIDTH = 900;
  private static final int HEIGHT = 700;

  private static List<Centre> centres(java.util.function.IntToDoubleFunction difference) {
    return IntStream.range(0, 30).mapToObj(i -> new Centre(20 + 10 * i, difference.applyAsDouble(i), 2, 1000)).toList();
  }

  @Test
  void followsALineThroughWhatMostPixelsSay() {
    // Five levels are covered with stain.
    Zero zero = Zero.through(centres(i -> i > 3 && i < 9 ? 90 : 7 - 0.3 * i));
    assertEquals(7, zero.of(20), 1e-9);
    assertEquals(7 - 0.3 * 6, zero.of(80), 1e-9);
    assertEquals(7 - 0.3 * 29, zero.of(310), 1e-9);
  }

  @Test
  void staysAsItIsBeyondTheBrightnessThatWasSeen() {
    Zero zero = Zero.through(centres(i -> 5 - 0.1 * i));
    assertEquals(5, zero.of(-100), 1e-9);
    assertEquals(5 - 2.9, zero.of(1e6), 1e-9);
  }

  @Test
  void isNothingWhereTheBackgroundIsAtZero() {
    assertEquals(Zero.NONE, Zero.through(centres(i -> i % 2 == 0 ? 0.4 : -0.4)));
    assertEquals(Zero.NONE, Zero.through(List.of()));
    assertEquals("", Zero.NONE.text());
  }

  @Test
  void oneBrightnessAloneIsLevel() {
    Zero zero = Zero.through(List.of(new Centre(50, 3, 1, 900)));
    assertEquals(3, zero.of(50), 1e-9);
    assertEquals(3, zero.of(400), 1e-9);
  }

  /** Cells whose inside is nearly black: an offset of pre that is 4 grey levels too high lifts them above the noise. */
  @Test
  void aCameraOffsetThatIsALittleOffMakesNoMicrobes() throws IOException {
    List<Microbe> all = new ArrayList<>();
    MicrobeSearch.Found found = search(1, all);
    // Of 100 spots ten lie where there is no difference.
    assertEquals(90, found.count(), 1);
    assertTrue(found.chance() <= 2, "by chance " + found.chance());
    assertTrue(found.noise().contains("the background lies at"), found.noise());
    // The light of a microbe is what stands out of the background: 16 px of 120.
    assertEquals(16 * 120, all.stream().mapToDouble(Microbe::integrated).average().orElseThrow(), 0.05 * 16 * 120);
  }

  /** Images of fractions, as programs write them, and of large numbers. */
  @Test
  void anImageInOtherUnitsHasTheSameMicrobes() throws IOException {
    List<Microbe> usual = new ArrayList<>();
    search(1, usual);
    for (double unit : new double[] {1 / 65535.0, 0.01, 4096}) {
      List<Microbe> all = new ArrayList<>();
      MicrobeSearch.Found found = search(unit, all);
      assertEquals(usual.size(), found.count(), 1, "in units of " + unit);
      assertTrue(found.chance() <= 2, "by chance " + found.chance() + " in units of " + unit);
      double[] ratios = usual.stream().mapToDouble(one -> all.stream()
          .min(Comparator.comparingDouble(m -> Math.hypot(m.x() - one.x(), m.y() - one.y()))).orElseThrow().snr()
          / one.snr()).sorted().toArray();
      assertEquals(1, ratios[ratios.length / 2], 0.1, "in units of " + unit);
    }
  }

  private static MicrobeSearch.Found search(double unit, List<Microbe> all) throws IOException {
    Random random = new Random(5);
    FloatImage pre = new FloatImage(WIDTH, HEIGHT);
    FloatImage difference = new FloatImage(WIDTH, HEIGHT);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        double wall = Math.pow(Math.sin(x / 31.0) * Math.sin(y / 27.0), 4);
        double counts = 4 + 400 * wall;
        pre.set(x, y, (float) (unit * (20 + counts)));
        double light = random.nextGaussian() * Math.sqrt(3 + counts) + 12 - 0.01 * counts;
        boolean spot = x % 90 > 42 && x % 90 < 47 && y % 70 > 32 && y % 70 < 37;
        difference.set(x, y, x < 60 ? Float.NaN : (float) (unit * (light + (spot ? 120 : 0))));
      }
    }
    ExecutorService executor = Executors.newFixedThreadPool(2);
    try {
      return new MicrobeSearch(new MicrobeInputs(difference, pre, pre, (tile, inside) -> {
        java.util.Arrays.fill(inside, 0, tile.area(), true);
        return tile.area();
      }, Double.POSITIVE_INFINITY), new DetectionSettings(5, 5), executor, 2).search(all::add, Progress.none());
    } finally {
      executor.shutdownNow();
    }
  }
}
