package io.github.exo2micro.fiji.monitor;

import io.github.exo2micro.Durations;
import io.github.exo2micro.batch.BatchProgress;
import io.github.exo2micro.fiji.host.BatchState;
import io.github.exo2micro.fiji.host.RunningBatch;
import io.github.exo2micro.fiji.host.TaskTile;
import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.FlowLayout;
import java.awt.Font;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JOptionPane;
import javax.swing.JPanel;
import javax.swing.JProgressBar;
import javax.swing.JScrollPane;
import javax.swing.JSplitPane;
import javax.swing.JTextArea;
import javax.swing.Timer;
import org.scijava.Context;
import org.scijava.ui.CloseConfirmable;

/**
 * Shows a batch while it runs: a tile per task, the whole's progress with the time left, memory, the log, and Abort.
 *
 * <p>It only looks, four times a second, so the batch never waits for it; closing it changes nothing. Everything is
 * called on the event thread.
 */
public final class MonitorWindow {

  private static final int REFRESH_MILLIS = 250;
  private static final int PERMILLE = 1000;

  private final RunningBatch batch;
  private final Context context;
  private final TaskMenu menu;
  private final JFrame frame;
  private final JButton report = new JButton("Open report");
  private final JProgressBar overall = new JProgressBar(0, PERMILLE);
  private final JLabel counts = new JLabel("starting …");
  private final JLabel memory = new JLabel(" ");
  private final JPanel tilePanel = new JPanel(new WrapLayout(FlowLayout.LEFT, 6, 6));
  private final List<TilePanel> tiles = new ArrayList<>();
  private final JTextArea log = new JTextArea();
  private final JButton abort = new JButton("Abort");
  private final Timer timer = new Timer(REFRESH_MILLIS, e -> refresh());
  private long linesShown;

  public MonitorWindow(RunningBatch batch, Context context) {
    this.batch = batch;
    this.context = context;
    menu = new TaskMenu(context, batch.outputDirectory());
    frame = new MonitorFrame(batch);
    frame.setDefaultCloseOperation(JFrame.DISPOSE_ON_CLOSE);
    frame.add(header(), BorderLayout.NORTH);
    frame.add(body(), BorderLayout.CENTER);
    frame.add(footer(), BorderLayout.SOUTH);
    frame.setSize(new Dimension(860, 560));
    frame.setLocationByPlatform(true);
    frame.addWindowListener(new WindowAdapter() {
      @Override
      public void windowClosed(WindowEvent e) {
        timer.stop();
      }
    });
  }

  /** Asks before Fiji is closed while the batch runs, also when its window has been closed. */
  private static final class MonitorFrame extends JFrame implements CloseConfirmable {
    private static final long serialVersionUID = 1L;
    private final transient RunningBatch batch;

    MonitorFrame(RunningBatch batch) {
      super("Exo2Micro batch: " + batch.outputDirectory());
      this.batch = batch;
    }

    @Override
    public boolean confirmClose() {
      String[] answers = {"Abort and close", "Go on"};
      return batch.state().snapshot().ended() || JOptionPane.showOptionDialog(isVisible() ? this : null,
          "The batch in " + batch.outputDirectory() + " is still running.\nAbort it and close? What is finished is "
              + "kept, and the next run goes on from there.",
          "Exo2Micro", JOptionPane.YES_NO_OPTION, JOptionPane.WARNING_MESSAGE, null, answers, answers[1]) == 0;
    }
  }

  private JPanel header() {
    JPanel panel = new JPanel(new BorderLayout(8, 4));
    panel.setBorder(BorderFactory.createEmptyBorder(8, 8, 4, 8));
    overall.setStringPainted(true);
    panel.add(overall, BorderLayout.CENTER);
    panel.add(counts, BorderLayout.SOUTH);
    return panel;
  }

  private JSplitPane body() {
    log.setEditable(false);
    log.setLineWrap(true);
    log.setWrapStyleWord(true);
    log.setFont(new Font(Font.MONOSPACED, Font.PLAIN, 12));
    JScrollPane tilesScroll = new JScrollPane(tilePanel, JScrollPane.VERTICAL_SCROLLBAR_AS_NEEDED,
        JScrollPane.HORIZONTAL_SCROLLBAR_NEVER);
    JSplitPane split = new JSplitPane(JSplitPane.VERTICAL_SPLIT, tilesScroll, new JScrollPane(log));
    split.setResizeWeight(0.45);
    split.setDividerLocation(210);
    return split;
  }

  private JPanel footer() {
    JPanel panel = new JPanel(new BorderLayout(8, 0));
    panel.setBorder(BorderFactory.createEmptyBorder(4, 8, 8, 8));
    panel.add(memory, BorderLayout.CENTER);
    abort.setToolTipText("End the running tasks; what is finished is kept, and the next start picks up from there.");
    abort.addActionListener(e -> {
      abort.setEnabled(false);
      abort.setText("Aborting …");
      batch.token().cancel();
    });
    JButton close = new JButton("Close");
    close.setToolTipText(
        "Close this window; the batch goes on. Plugins › Exo2Micro › Show Batch Monitor opens it again.");
    close.addActionListener(e -> frame.dispose());
    report.setToolTipText("The report of the batch, in the browser; it is written at the end.");
    report.addActionListener(e -> TaskMenu.open(context, batch.outputDirectory().resolve("report.html")));
    JButton folder = new JButton("Open folder");
    folder.setToolTipText("The output folder with all results.");
    folder.addActionListener(e -> TaskMenu.open(context, batch.outputDirectory()));
    JPanel buttons = new JPanel(new FlowLayout(FlowLayout.RIGHT, 6, 0));
    buttons.add(report);
    buttons.add(folder);
    buttons.add(abort);
    buttons.add(close);
    panel.add(buttons, BorderLayout.EAST);
    return panel;
  }

  /** Shows the window. */
  public void open() {
    refresh();
    frame.setVisible(true);
    timer.start();
  }

  private void refresh() {
    BatchState.Snapshot now = batch.state().snapshot();
    showTiles(now.tiles());
    now.progress().ifPresent(this::showProgress);
    memory.setText(now.memory().isEmpty() ? " " : "Memory: " + now.memory());
    showLog(now);
    report.setEnabled(now.ended() && Files.exists(batch.outputDirectory().resolve("report.html")));
    if (now.ended()) {
      overall.setValue(doneShare(now));
      abort.setEnabled(false);
      abort.setText("Abort");
      counts.setText(ended(now));
      overall.setString(100 * doneShare(now) / PERMILLE + " %");
      timer.stop();
    }
  }

  /** Of an aborted batch the bar shows what is done, not that nothing is left to do. */
  static int doneShare(BatchState.Snapshot now) {
    long left = now.tiles().stream().filter(t -> t.condition() == TaskTile.Condition.CANCELLED).count();
    return now.tiles().isEmpty() ? PERMILLE : (int) (PERMILLE * (now.tiles().size() - left) / now.tiles().size());
  }

  static String ended(BatchState.Snapshot now) {
    long failed = now.tiles().stream().filter(t -> t.condition() == TaskTile.Condition.FAILED).count();
    long done = now.tiles().stream().filter(t -> t.condition() == TaskTile.Condition.DONE).count();
    boolean aborted = now.tiles().stream().anyMatch(t -> t.condition() == TaskTile.Condition.CANCELLED);
    return (aborted ? "Aborted: " : "Finished: ") + done + " of " + now.tiles().size() + " tasks done"
        + (failed > 0 ? ", " + failed + " failed" : "")
        + ".";
  }

  private void showTiles(List<TaskTile> wanted) {
    while (tiles.size() < wanted.size()) {
      TilePanel tile = new TilePanel(menu);
      tiles.add(tile);
      tilePanel.add(tile);
      tilePanel.revalidate();
    }
    for (int i = 0; i < wanted.size(); i++) {
      tiles.get(i).show(wanted.get(i));
    }
  }

  private void showProgress(BatchProgress progress) {
    overall.setValue((int) Math.round(PERMILLE * progress.fraction()));
    overall.setString(Math.round(100 * progress.fraction()) + " %");
    counts.setText(counts(progress));
  }

  static String counts(BatchProgress progress) {
    String left = progress.secondsLeft().isPresent() && progress.fraction() < 1
        ? ", about " + Durations.clock(progress.secondsLeft().getAsDouble()) + " left" : "";
    return progress.finished() + " of " + progress.total() + " tasks ended, "
        + Durations.clock(progress.elapsedSeconds()) + " elapsed" + left;
  }

  private void showLog(BatchState.Snapshot now) {
    if (now.linesEver() != linesShown) {
      linesShown = now.linesEver();
      log.setText(String.join("\n", now.log()));
      log.setCaretPosition(log.getDocument().getLength());
    }
  }
}
