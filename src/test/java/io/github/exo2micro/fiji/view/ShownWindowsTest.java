package io.github.exo2micro.fiji.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.gui.Line;
import ij.gui.Roi;
import ij.process.ByteProcessor;
import io.github.exo2micro.fiji.Display;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Overview;
import io.github.exo2micro.picture.ZoomRegion;
import java.awt.Button;
import java.awt.Component;
import java.awt.Container;
import java.awt.Rectangle;
import java.awt.TextField;
import java.awt.event.ActionEvent;
import java.awt.event.MouseEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Linked windows and the preview that a region is picked on, where there is a display. */
class ShownWindowsTest {

  private static ImagePlus shown(String title) {
    ImagePlus image = new ImagePlus(title, new ByteProcessor(80, 60));
    image.show();
    return image;
  }

  private static void mouse(ImagePlus image, int type, int x, int y) {
    Component canvas = image.getCanvas();
    canvas.dispatchEvent(new MouseEvent(canvas, type, 0, 0, image.getCanvas().screenX(x), image.getCanvas().screenY(y),
        1, false, MouseEvent.BUTTON1));
  }

  @Test
  void theCursorOfOneWindowIsACrossInTheOthersUntilItLeaves() throws Exception {
    Display.require("ShownWindowsTest.theCursorOfOneWindowIsACrossInTheOthersUntilItLeaves");
    List<ImagePlus> images = Display.on(() -> {
      List<ImagePlus> three = List.of(shown("a"), shown("b"), shown("c"));
      LinkedWindows.link(three);
      return three;
    });
    try {
      Display.on(() -> {
        mouse(images.get(0), MouseEvent.MOUSE_MOVED, 30, 20);
        assertNull(images.get(0).getOverlay(), "not where the cursor itself is");
        for (ImagePlus other : images.subList(1, 3)) {
          Line upright = (Line) other.getOverlay().get(0);
          assertEquals(30.5, upright.x1d, 1);
          assertEquals(20.5, ((Line) other.getOverlay().get(1)).y1d, 1);
        }
        mouse(images.get(0), MouseEvent.MOUSE_EXITED, 0, 0);
        assertNull(images.get(1).getOverlay());
        return null;
      });
    } finally {
      Display.on(() -> {
        images.forEach(ImagePlus::close);
        return null;
      });
    }
  }

  @Test
  void zoomingOneWindowZoomsAllOfThem() throws Exception {
    Display.require("ShownWindowsTest.zoomingOneWindowZoomsAllOfThem");
    List<ImagePlus> images = Display.on(() -> {
      List<ImagePlus> two = List.of(shown("a"), shown("b"));
      LinkedWindows.link(two);
      return two;
    });
    try {
      Display.on(() -> {
        images.get(0).getCanvas().setMagnification(4);
        images.get(0).getCanvas().setSourceRect(new Rectangle(10, 12, 20, 15));
        mouse(images.get(0), MouseEvent.MOUSE_RELEASED, 15, 15);
        assertEquals(images.get(0).getCanvas().getMagnification(), images.get(1).getCanvas().getMagnification());
        assertEquals(images.get(0).getCanvas().getSrcRect(), images.get(1).getCanvas().getSrcRect());
        return null;
      });
    } finally {
      Display.on(() -> {
        images.forEach(ImagePlus::close);
        return null;
      });
    }
  }

  private static <T extends Component> List<T> all(Container in, Class<T> type) {
    List<T> found = new ArrayList<>();
    for (Component c : in.getComponents()) {
      if (type.isInstance(c)) {
        found.add(type.cast(c));
      }
      if (c instanceof Container inner) {
        found.addAll(all(inner, type));
      }
    }
    return found;
  }

  @Test
  void aDragOnThePreviewPicksTheRegionThatIsOpened() throws Exception {
    Display.require("ShownWindowsTest.aDragOnThePreviewPicksTheRegionThatIsOpened");
    BlockingQueue<ZoomRegion> opened = new ArrayBlockingQueue<>(5);
    RegionChooser chooser = Display.on(() -> {
      RegionChooser made = new RegionChooser(new ImagePlus("preview", new ByteProcessor(200, 150)),
          new Overview(new FloatImage(200, 150), 10, new ImageSize(2000, 1500)), 600, 1.5);
      made.ticked(true).controls(true, new RegionChooser.Choice("Open", (region, together) -> {
        assertTrue(together);
        opened.add(region);
        return "";
      }));
      return made;
    });
    try {
      Display.on(() -> {
        ImagePlus preview = chooser.getImagePlus();
        Rectangle first = preview.getRoi().getBounds();
        assertEquals(new Rectangle(70, 45, 60, 60), first, "the middle, until something is picked");
        preview.setRoi(new Roi(20, 30, 40, 25));
        mouse(preview, MouseEvent.MOUSE_RELEASED, 60, 55);
        assertEquals("400", all(chooser, TextField.class).get(0).getText());
        Button open = all(chooser, Button.class).get(0);
        open.dispatchEvent(new ActionEvent(open, ActionEvent.ACTION_PERFORMED, "Open"));
        return null;
      });
      assertEquals(new ZoomRegion(300, 200, 400, 1.5), opened.poll(20, TimeUnit.SECONDS));
    } finally {
      Display.on(chooser::close);
    }
  }
}
