package io.github.exo2micro.fiji.view;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.ImageWindow;
import ij.gui.Roi;
import io.github.exo2micro.RemediableException;
import io.github.exo2micro.image.Overview;
import io.github.exo2micro.picture.ZoomRegion;
import java.awt.Button;
import java.awt.Checkbox;
import java.awt.Color;
import java.awt.FlowLayout;
import java.awt.Label;
import java.awt.Panel;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.TextField;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A preview of a whole image on which a region is picked: a click sets its place, a drag its place and size. Under it:
 * size, blur, side by side, Open, Save. Reading happens on a thread of its own.
 */
final class RegionChooser extends ImageWindow {

  private static final long serialVersionUID = 1L;

  /** What the chosen region is for. */
  @FunctionalInterface
  interface Action {
    /**
     * Does it.
     *
     * @param region what was chosen
     * @param sideBySide whether all images of the task are wanted
     * @return what to say about it, or ""
     */
    String run(ZoomRegion region, boolean sideBySide) throws IOException;
  }

  /**
   * A button.
   *
   * @param name on it
   * @param action what it does
   */
  record Choice(String name, Action action) {}

  private final transient PreviewPick pick;
  private final TextField size;
  private final TextField sigma;
  private final Checkbox together = new Checkbox("side by side");
  private final Label status = new Label("Click where to look, or drag a square.                    ");
  private final transient ExecutorService reader = Executors.newSingleThreadExecutor(work -> {
    Thread thread = new Thread(work, "exo2micro-zoom");
    thread.setDaemon(true);
    return thread;
  });

  RegionChooser(ImagePlus preview, Overview overview, int side, double blur) {
    super(preview);
    this.pick = new PreviewPick(overview.reduction(), overview.fullSize());
    size = new TextField(String.valueOf(side), 5);
    sigma = new TextField(String.valueOf(blur), 4);
    preview.setRoi(new Roi(0, 0, 1, 1));
    place(new Point(preview.getWidth() / 2, preview.getHeight() / 2));
    getCanvas().addMouseListener(new MouseAdapter() {
      @Override
      public void mouseReleased(MouseEvent e) {
        picked();
      }
    });
  }

  /** Sets the check box. */
  RegionChooser ticked(boolean value) {
    together.setState(value);
    return this;
  }

  /** Adds the controls and shows them; {@code withTogether} offers the check box. */
  void controls(boolean withTogether, Choice... choices) {
    Panel panel = new Panel(new FlowLayout(FlowLayout.LEFT, 6, 2));
    panel.add(new Label("Size (px)"));
    panel.add(size);
    panel.add(new Label("Blur, sigma (0 to 100 px)"));
    panel.add(sigma);
    if (withTogether) {
      panel.add(together);
    }
    for (Choice choice : choices) {
      Button button = new Button(choice.name());
      button.addActionListener(e -> act(choice.action()));
      panel.add(button);
    }
    add(panel);
    Panel line = new Panel(new FlowLayout(FlowLayout.LEFT, 6, 0));
    line.add(status);
    add(line);
    pack();
  }

  private void picked() {
    Roi roi = getImagePlus().getRoi();
    if (roi != null && PreviewPick.isDrag(roi.getBounds())) {
      size.setText(String.valueOf(pick.sideOf(roi.getBounds())));
    } else {
      place(getCanvas().getCursorLoc());
    }
    try {
      region();
    } catch (RemediableException e) {
      status.setText(e.problem());
    }
  }

  private void place(Point centre) {
    Roi roi = new Roi(pick.around(centre, size.getText()));
    roi.setStrokeColor(Color.YELLOW);
    getImagePlus().setRoi(roi);
  }

  private ZoomRegion region() {
    Roi roi = getImagePlus().getRoi();
    ZoomRegion region = pick.region(roi == null ? new Rectangle() : roi.getBounds(), size.getText(), sigma.getText());
    status.setText(pick.text(region));
    return region;
  }

  private void act(Action action) {
    ZoomRegion region;
    try {
      region = region();
    } catch (RemediableException e) {
      IJ.error("Exo2Micro", e.getMessage());
      return;
    }
    boolean all = together.getState();
    reader.execute(() -> {
      try {
        String said = action.run(region, all);
        if (!said.isEmpty()) {
          status.setText(said);
        }
      } catch (RemediableException | IOException e) {
        IJ.error("Exo2Micro", e.getMessage());
      }
    });
  }

  @Override
  public boolean close() {
    boolean closed = super.close();
    if (closed) {
      reader.shutdown();
    }
    return closed;
  }
}
