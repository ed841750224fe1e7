package io.github.exo2micro.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReducedPlaneTest {

  @Test
  void isTheOverviewReadByRegion() throws IOException {
    FloatImage image = new FloatImage(613, 227);
    Random random = new Random(5);
    for (int i = 0; i < image.pixels().length; i++) {
      image.pixels()[i] = random.nextInt(256);
    }
    for (int reduction : new int[] {1, 3, 7, 300}) {
      OverviewBuilder builder = new OverviewBuilder(image.size(), 0, reduction);
      builder.accept(image.size().whole(), new float[][] {image.pixels()});
      FloatImage expected = builder.build().image();
      ReducedPlane plane = new ReducedPlane(image, reduction);
      assertEquals(expected.size(), plane.size());
      for (Tile region : new Tile[] {plane.size().whole(),
          new Tile(plane.size().width() / 3, plane.size().height() / 2, 1 + plane.size().width() / 2,
              1 + plane.size().height() / 3)}) {
        float[] into = new float[region.area()];
        plane.read(region, into);
        for (int i = 0; i < into.length; i++) {
          assertEquals(expected.at(region.x() + i % region.width(), region.y() + i / region.width()), into[i], 1e-4);
        }
      }
    }
  }
}
