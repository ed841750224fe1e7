package io.github.exo2micro.picture.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Overview;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SparsePreviewTest {

  /** x + 1000 y, and how many pixels were asked for. */
  private record Ramp(ImageSize size, AtomicLong read) implements Plane {
    @Override
    public void read(Tile region, float[] into) {
      read.addAndGet(region.area());
      for (int i = 0; i < region.area(); i++) {
        into[i] = region.x() + i % region.width() + 1000f * (region.y() + i / region.width());
      }
    }
  }

  @Test
  void showsAWholePlaneFromAFewOfItsRows() throws IOException {
    Ramp plane = new Ramp(new ImageSize(6131, 2273), new AtomicLong());
    Overview preview = SparsePreview.of(plane, 500);
    assertEquals(13, preview.reduction());
    assertEquals(new ImageSize(472, 175), preview.image().size());
    assertTrue(plane.read().get() <= plane.size().area() / 12, plane.read() + " pixels read");
    for (int y = 0; y < 174; y += 29) {
      for (int x = 0; x < 471; x += 47) {
        assertEquals(preview.toFull(x) + 1000 * preview.toFull(y), preview.image().at(x, y), 1.0, x + ", " + y);
      }
    }
  }

  @Test
  void aSmallPlaneIsItsOwnPreview() throws IOException {
    Overview preview = SparsePreview.of(new Ramp(new ImageSize(61, 23), new AtomicLong()), 1500);
    assertEquals(1, preview.reduction());
    assertEquals(60 + 22_000f, preview.image().at(60, 22));
  }
}
