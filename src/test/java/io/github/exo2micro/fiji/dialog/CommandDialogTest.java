package io.github.exo2micro.fiji.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.fiji.Display;
import io.github.exo2micro.fiji.input.DialogNews;
import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.swing.AbstractButton;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.JLabel;
import javax.swing.JTabbedPane;
import javax.swing.JTextField;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** The dialog of a command, where there is a display: what its buttons do, and what comes while it is filled in. */
class CommandDialogTest {

  private final AtomicInteger helped = new AtomicInteger();
  private final Map<String, DialogField> fields = new LinkedHashMap<>();

  /** A field that is a text and remembers what it was offered. */
  private static final class Plain implements DialogField {
    private final JTextField text = new JTextField(12);
    private List<String> offered = List.of();

    @Override
    public JComponent component() {
      return text;
    }

    @Override
    public String value() {
      return text.getText();
    }

    @Override
    public void show(String value) {
      text.setText(value);
    }

    @Override
    public void offer(List<String> names) {
      offered = names;
    }
  }

  @BeforeEach
  void needsADisplay(TestInfo test) {
    Display.require("CommandDialogTest." + test.getTestMethod().orElseThrow().getName());
  }

  private CommandDialog dialog() throws Exception {
    return Display.on(() -> {
      for (String key : List.of("sample", "pad")) {
        fields.put(key, new Plain());
      }
      CommandDialog.Row first = new CommandDialog.Row("Sample", "a < b & c", fields.get("sample"));
      CommandDialog.Row second = new CommandDialog.Row("Padding", "px", fields.get("pad"));
      Map<String, List<CommandDialog.Row>> pages = new LinkedHashMap<>();
      pages.put("", List.of(first));
      pages.put("Stage 1", List.of(second));
      return new CommandDialog("exo2micro test", pages, fields, Map.of("pad", "2000"), true, helped::incrementAndGet);
    });
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

  private static JDialog shown() {
    return (JDialog) Arrays.stream(Window.getWindows())
        .filter(w -> w instanceof JDialog d && d.getTitle().equals("exo2micro test") && d.isVisible()).findFirst()
        .orElseThrow();
  }

  private static AbstractButton button(String text) {
    return all(shown(), AbstractButton.class).stream().filter(b -> text.equals(b.getText())).findFirst().orElseThrow();
  }

  /** Asks, and does something on the event thread once the dialog is there. */
  private static boolean ask(CommandDialog dialog, Runnable meanwhile) throws Exception {
    return Display.on(() -> dialog.ask(d -> EventQueue.invokeLater(() -> {
      try {
        meanwhile.run();
      } finally {
        if (Arrays.stream(Window.getWindows()).anyMatch(w -> w instanceof JDialog && w.isVisible())) {
          shown().dispose();
        }
      }
    })));
  }

  @Test
  void okAcceptsAndCancelDoesNot() throws Exception {
    assertTrue(ask(dialog(), () -> button("OK").doClick()));
    assertFalse(ask(dialog(), () -> button("Cancel").doClick()));
    assertFalse(ask(dialog(), () -> shown().dispose()), "closing the window is no OK");
  }

  @Test
  void theRestOfTheInputsComesWithAdvancedAndGoesAgain() throws Exception {
    List<List<String>> tabs = new ArrayList<>();
    ask(dialog(), () -> {
      for (int i = 0; i < 3; i++) {
        JTabbedPane pane = all(shown(), JTabbedPane.class).get(0);
        List<String> titles = new ArrayList<>();
        for (int t = 0; t < pane.getTabCount(); t++) {
          titles.add(pane.getTitleAt(t));
        }
        tabs.add(titles);
        button("Advanced…").doClick();
      }
    });
    assertEquals(List.of(List.of("Essentials"), List.of("Essentials", "Stage 1"), List.of("Essentials")), tabs);
  }

  @Test
  void defaultsPutBackWhatHasOneAndNothingElse() throws Exception {
    CommandDialog dialog = dialog();
    Display.on(() -> {
      dialog.show(Map.of("sample", "CD070", "pad", "7", "nobody", "x"));
      return null;
    });
    ask(dialog, () -> button("Defaults").doClick());
    assertEquals(Map.of("sample", "CD070", "pad", "2000"), Display.on(dialog::values));
  }

  @Test
  void newsOffersNamesTellsTheEstimateAndProposesTheNewestRun() throws Exception {
    CommandDialog dialog = dialog();
    List<String> seen = new ArrayList<>();
    ask(dialog, () -> {
      dialog.show(new DialogNews("<html>12 GB</html>", "all of it", Map.of("sample", List.of("A", "B"), "other",
          List.of("C")), Map.of("pad", "9"), "run of Monday"));
      JLabel estimate = all(shown(), JLabel.class).stream().filter(l -> "<html>12 GB</html>".equals(l.getText()))
          .findFirst().orElseThrow();
      seen.add(estimate.getToolTipText());
      seen.add(button("Use the newest run's").getToolTipText());
      button("Use the newest run's").doClick();
      seen.add(dialog.values().get("pad"));
      dialog.show(DialogNews.NONE);
      seen.add(String.valueOf(all(shown(), AbstractButton.class).stream()
          .anyMatch(b -> "Use the newest run's".equals(b.getText()) && b.isVisible())));
    });
    assertEquals(List.of("all of it", "run of Monday", "9", "false"), seen);
    assertEquals(List.of("A", "B"), ((Plain) fields.get("sample")).offered);
  }

  @Test
  void helpLeavesTheDialogOpenAndTipsAreNoMarkup() throws Exception {
    List<String> tips = new ArrayList<>();
    boolean accepted = ask(dialog(), () -> {
      button("Help").doClick();
      tips.add(fields.get("sample").component().getToolTipText());
      button("OK").doClick();
    });
    assertTrue(accepted);
    assertEquals(1, helped.get());
    assertTrue(tips.get(0).contains("a &lt; b &amp; c"), tips.toString());
  }

  @Test
  void itFitsASmallScreen() throws Exception {
    List<java.awt.Dimension> sizes = new ArrayList<>();
    ask(dialog(), () -> sizes.add(shown().getSize()));
    assertTrue(sizes.get(0).width <= 900 && sizes.get(0).height <= 640, sizes.toString());
  }

  /** Of many changes in a row only the last is asked about, and an answer that comes late is not shown. */
  @Test
  void updatesFollowTheLastChangeAndEndWithTheDialog() throws Exception {
    CommandDialog dialog = dialog();
    BlockingQueue<String> asked = new ArrayBlockingQueue<>(100);
    CountDownLatch answered = new CountDownLatch(1);
    DialogUpdates updates = Display.on(() -> new DialogUpdates(dialog, values -> {
      asked.add(values.get("sample"));
      answered.countDown();
      return new DialogNews("", "", Map.of("sample", List.of(values.get("sample"))), Map.of(), "");
    }));
    Display.on(() -> {
      for (String name : List.of("a", "b", "c")) {
        dialog.show(Map.of("sample", name));
        updates.changed();
      }
      return null;
    });
    assertTrue(answered.await(20, TimeUnit.SECONDS));
    Display.on(() -> {
      updates.close();
      return null;
    });
    assertEquals("c", asked.poll());
    assertTrue(asked.isEmpty(), asked.toString());
    Display.on(() -> {
      updates.changed();
      return null;
    });
    Display.on(() -> null);
    assertTrue(asked.isEmpty(), "nobody is asked once the dialog is over");
  }
}
