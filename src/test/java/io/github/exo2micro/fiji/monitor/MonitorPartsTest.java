package io.github.exo2micro.fiji.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.fiji.host.TaskTile;
import io.github.exo2micro.fiji.host.TaskTile.Condition;
import io.github.exo2micro.task.TaskId;
import java.awt.Color;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.FlowLayout;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.swing.Box;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JProgressBar;
import javax.swing.border.CompoundBorder;
import javax.swing.border.MatteBorder;
import org.junit.jupiter.api.Test;

/** The parts of the monitor that need no screen. */
class MonitorPartsTest {

  private static final TaskId TASK = new TaskId("CD070", "DAPI");

  /** A panel of boxes of 50 x 20 px with gaps of 5, in a parent of that width. */
  private static Dimension preferred(int boxes, int width) {
    JPanel panel = new JPanel(new WrapLayout(FlowLayout.LEFT, 5, 5));
    for (int i = 0; i < boxes; i++) {
      Component box = Box.createRigidArea(new Dimension(50, 20));
      panel.add(box);
    }
    if (width > 0) {
      JPanel parent = new JPanel(null);
      parent.setSize(width, 10);
      parent.add(panel);
    }
    return panel.getPreferredSize();
  }

  @Test
  void boxesWrapIntoAsManyRowsAsTheWidthNeeds() {
    assertEquals(new Dimension(170, 30), preferred(3, 170));
    assertEquals(new Dimension(169, 55), preferred(3, 169));
    assertEquals(new Dimension(60, 80), preferred(3, 60));
    assertEquals(new Dimension(170, 105), preferred(10, 170));
  }

  @Test
  void aBoxThatIsWiderThanTheWindowStillGetsItsRow() {
    assertEquals(new Dimension(30, 55), preferred(2, 30));
    assertEquals(10, preferred(0, 100).height);
  }

  @Test
  void withoutAWidthEverythingStandsInOneRow() {
    assertEquals(new Dimension(4 * 55, 30), preferred(4, 0));
  }

  private static <T> List<T> parts(TilePanel panel, Class<T> type) {
    return Arrays.stream(panel.getComponents()).filter(type::isInstance).map(type::cast).toList();
  }

  private static TilePanel shown(Condition condition, String text, double fraction) {
    TilePanel panel = new TilePanel(null);
    panel.show(new TaskTile(TASK, condition, text, fraction));
    return panel;
  }

  private static Color colour(TilePanel panel) {
    return ((MatteBorder) ((CompoundBorder) panel.getBorder()).getOutsideBorder()).getMatteColor();
  }

  @Test
  void aTileShowsItsTaskTheFirstLineAndTheRestInItsTip() {
    TilePanel panel = shown(Condition.FAILED, "error: a < b & c\n  Evidence: 3 matches", 1);
    assertEquals(List.of("CD070/DAPI", "error: a < b & c"),
        parts(panel, JLabel.class).stream().map(JLabel::getText).toList());
    assertEquals("<html>error: a &lt; b &amp; c<br>  Evidence: 3 matches<br>Click for its log, pictures and folder."
        + "</html>", panel.getToolTipText());
  }

  @Test
  void onlyARunningTaskHasABar() {
    for (Condition condition : Condition.values()) {
      JProgressBar bar = parts(shown(condition, "", 0.4567), JProgressBar.class).get(0);
      assertEquals(condition == Condition.RUNNING, bar.isVisible(), condition.toString());
      assertEquals(457, bar.getValue());
    }
  }

  /** The text says it, too; but a glance must do for people who see no red or green as well. */
  @Test
  void everyConditionHasAColourOfItsOwnThatDiffersInBlueOrBrightness() {
    Set<Color> colours = new HashSet<>();
    for (Condition condition : Condition.values()) {
      assertTrue(colours.add(colour(shown(condition, "", 0))), condition.toString());
    }
    Color done = colour(shown(Condition.DONE, "", 1));
    Color failed = colour(shown(Condition.FAILED, "", 1));
    assertTrue(Math.abs(done.getBlue() - failed.getBlue()) > 60, done + " and " + failed);
  }

  @Test
  void aTileThatIsShownAgainForgetsWhatItShowed() {
    TilePanel panel = shown(Condition.RUNNING, "stage 3", 0.9);
    Color before = colour(panel);
    panel.show(new TaskTile(TASK, Condition.DONE, "", 1));
    assertNotEquals(before, colour(panel));
    assertEquals("", parts(panel, JLabel.class).get(1).getText());
    assertFalse(parts(panel, JProgressBar.class).get(0).isVisible());
  }
}
