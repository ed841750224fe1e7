package io.github.exo2micro.fiji.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.batch.BatchProgress;
import io.github.exo2micro.fiji.Display;
import io.github.exo2micro.fiji.host.BatchState;
import io.github.exo2micro.fiji.host.RunningBatch;
import io.github.exo2micro.fiji.host.TaskTile;
import io.github.exo2micro.fiji.host.TaskTile.Condition;
import io.github.exo2micro.task.TaskId;
import java.awt.Component;
import java.awt.Container;
import java.awt.Window;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import javax.swing.JButton;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JProgressBar;
import javax.swing.JTextArea;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the monitor says of a batch, and the window itself where there is a display. */
class MonitorWordsTest {

  @TempDir
  Path output;

  private static BatchState.Snapshot ended(Condition... conditions) {
    List<TaskTile> tiles = new ArrayList<>();
    for (Condition condition : conditions) {
      tiles.add(new TaskTile(new TaskId("S" + tiles.size(), "DAPI"), condition, "", 1));
    }
    return new BatchState.Snapshot(tiles, Optional.empty(), "", List.of(), 0, true);
  }

  @Test
  void theEndSaysWhatIsDoneWhatFailedAndWhetherItWasAborted() {
    assertEquals("Finished: 2 of 2 tasks done.", MonitorWindow.ended(ended(Condition.DONE, Condition.DONE)));
    assertEquals("Finished: 1 of 3 tasks done, 1 failed.",
        MonitorWindow.ended(ended(Condition.DONE, Condition.FAILED, Condition.SKIPPED)));
    assertEquals("Aborted: 1 of 4 tasks done, 1 failed.", MonitorWindow.ended(ended(Condition.DONE, Condition.FAILED,
        Condition.CANCELLED, Condition.CANCELLED)));
    assertEquals("Finished: 0 of 0 tasks done.", MonitorWindow.ended(ended()));
  }

  @Test
  void theBarOfAnAbortedBatchShowsWhatIsDone() {
    assertEquals(1000, MonitorWindow.doneShare(ended(Condition.DONE, Condition.FAILED, Condition.SKIPPED)));
    assertEquals(250, MonitorWindow.doneShare(ended(Condition.DONE, Condition.CANCELLED, Condition.CANCELLED,
        Condition.CANCELLED)));
    assertEquals(0, MonitorWindow.doneShare(ended(Condition.CANCELLED)));
    assertEquals(1000, MonitorWindow.doneShare(ended()), "nothing to do is done");
  }

  @Test
  void timesAreSaidAsAClockShowsThemAndTheRestOnlyWhileThereIsOne() {
    assertEquals("3 of 8 tasks ended, 1:05 elapsed, about 1:00:00 left",
        MonitorWindow.counts(new BatchProgress(0.4, 3, 8, 65, OptionalDouble.of(3600))));
    assertEquals("3 of 8 tasks ended, 0:00 elapsed",
        MonitorWindow.counts(new BatchProgress(0.4, 3, 8, 0, OptionalDouble.empty())));
    assertEquals("8 of 8 tasks ended, 2:00 elapsed",
        MonitorWindow.counts(new BatchProgress(1, 8, 8, 120, OptionalDouble.of(0))));
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

  private JFrame frame() {
    return (JFrame) Arrays.stream(Window.getWindows())
        .filter(w -> w instanceof JFrame f && f.getTitle().equals("Exo2Micro batch: " + output) && f.isVisible())
        .findFirst().orElseThrow();
  }

  private static JButton button(JFrame frame, String text) {
    return all(frame, JButton.class).stream().filter(b -> text.equals(b.getText())).findFirst().orElseThrow();
  }

  @Test
  void theWindowShowsTilesProgressMemoryAndLogAndAborts() throws Exception {
    Display.require("MonitorWordsTest.theWindowShowsTilesProgressMemoryAndLogAndAborts");
    RunningBatch batch = RunningBatch.in(output);
    batch.state().queued(new TaskId("S1", "DAPI"));
    batch.state().queued(new TaskId("S2", "DAPI"));
    batch.state().log(Optional.of(new TaskId("S1", "DAPI")), "stage 1 begins");
    batch.state().overall(new BatchProgress(0.25, 0, 2, 10, OptionalDouble.of(30)));
    MonitorWindow window = Display.on(() -> new MonitorWindow(batch, null));
    Display.on(() -> {
      window.open();
      return null;
    });
    JFrame frame = Display.on(this::frame);
    try {
      Display.on(() -> {
        assertEquals(2, all(frame, TilePanel.class).size());
        assertEquals("[S1/DAPI] stage 1 begins", all(frame, JTextArea.class).get(0).getText());
        assertEquals(250, all(frame, JProgressBar.class).get(0).getValue());
        assertTrue(all(frame, JLabel.class).stream()
            .anyMatch(l -> "0 of 2 tasks ended, 0:10 elapsed, about 0:30 left".equals(l.getText())));
        assertFalse(button(frame, "Open report").isEnabled(), "it is written at the end");
        button(frame, "Abort").doClick();
        assertTrue(batch.token().isCancelled());
        assertFalse(button(frame, "Aborting …").isEnabled());
        return null;
      });
    } finally {
      Display.on(() -> {
        frame.dispose();
        return null;
      });
    }
  }
}
