package io.github.exo2micro.fiji.dialog;

import io.github.exo2micro.fiji.input.DialogNews;
import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.FlowLayout;
import java.awt.Frame;
import java.awt.GraphicsEnvironment;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import java.awt.Rectangle;
import java.awt.event.ActionEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.swing.AbstractAction;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTabbedPane;
import javax.swing.JToggleButton;
import javax.swing.KeyStroke;
import javax.swing.Scrollable;

/**
 * The dialog of a command: what is needed first, the rest by group behind "Advanced…", the estimate always in sight. It
 * fits a screen of 1366 × 768 px, and writes into a field only what somebody has asked for. Lives on the event thread.
 */
public final class CommandDialog {

  private static final int MOST_WIDTH = 900;
  private static final int MOST_HEIGHT = 640;
  private static final String FIRST = "Essentials";

  private final JDialog dialog;
  private final Map<String, DialogField> fields;
  private final JLabel estimate = new JLabel("Reading the folders …");
  private final JTabbedPane tabs = new JTabbedPane();
  private final Map<String, JComponent> advanced = new LinkedHashMap<>();
  private final JButton newest = new JButton();
  private Map<String, String> proposal = Map.of();
  private boolean accepted;

  /**
   * @param title of the window
   * @param pages rows by page; the page "" is the essentials
   * @param fields the inputs, by key
   * @param defaults what the Defaults button shows, by key
   * @param estimates whether there is an estimate to show
   * @param help what the Help button does
   */
  public CommandDialog(String title, Map<String, List<Row>> pages, Map<String, DialogField> fields,
      Map<String, String> defaults, boolean estimates, Runnable help) {
    dialog = new JDialog((Frame) null, title, true);
    this.fields = new LinkedHashMap<>(fields);
    pages.forEach((name, rows) -> {
      JScrollPane page = scrolled(form(rows));
      if (name.isEmpty()) {
        tabs.addTab(FIRST, page);
      } else {
        advanced.put(name, page);
      }
    });
    JPanel content = new JPanel(new BorderLayout(0, 6));
    content.setBorder(BorderFactory.createEmptyBorder(8, 8, 8, 8));
    content.add(tabs, BorderLayout.CENTER);
    content.add(footer(estimates, defaults, help), BorderLayout.SOUTH);
    dialog.setContentPane(content);
  }

  /**
   * A line of a page.
   *
   * @param label as people read it
   * @param tip what it is about
   * @param field the field
   */
  record Row(String label, String tip, DialogField field) {}

  /** As wide as what shows it, so that fields shrink before anything is cut off. */
  private static final class Page extends JPanel implements Scrollable {
    private static final long serialVersionUID = 1L;
    private static final int STEP = 16;

    Page() {
      super(new BorderLayout());
    }

    @Override
    public Dimension getPreferredScrollableViewportSize() {
      return getPreferredSize();
    }

    @Override
    public int getScrollableUnitIncrement(Rectangle visible, int orientation, int direction) {
      return STEP;
    }

    @Override
    public int getScrollableBlockIncrement(Rectangle visible, int orientation, int direction) {
      return visible.height;
    }

    @Override
    public boolean getScrollableTracksViewportWidth() {
      return true;
    }

    @Override
    public boolean getScrollableTracksViewportHeight() {
      return false;
    }
  }

  private static JScrollPane scrolled(JPanel form) {
    JPanel top = new Page();
    top.add(form, BorderLayout.NORTH);
    JScrollPane pane = new JScrollPane(top, JScrollPane.VERTICAL_SCROLLBAR_AS_NEEDED,
        JScrollPane.HORIZONTAL_SCROLLBAR_NEVER);
    pane.setBorder(BorderFactory.createEmptyBorder());
    return pane;
  }

  private static JPanel form(List<Row> rows) {
    JPanel form = new JPanel(new GridBagLayout());
    form.setBorder(BorderFactory.createEmptyBorder(6, 6, 6, 6));
    GridBagConstraints at = new GridBagConstraints();
    at.insets = new Insets(2, 4, 2, 4);
    for (Row row : rows) {
      String tip = "<html><div style='width:320px'>" + row.tip().replace("&", "&amp;").replace("<", "&lt;")
          + "</div></html>";
      JLabel label = new JLabel(row.label());
      label.setToolTipText(tip);
      label.setLabelFor(row.field().component());
      row.field().component().setToolTipText(tip);
      at.gridx = 0;
      at.weightx = 0;
      at.fill = GridBagConstraints.NONE;
      at.anchor = row.field().isTall() ? GridBagConstraints.NORTHEAST : GridBagConstraints.EAST;
      form.add(label, at);
      at.gridx = 1;
      at.weightx = 1;
      at.fill = GridBagConstraints.HORIZONTAL;
      form.add(row.field().component(), at);
    }
    return form;
  }

  private JPanel footer(boolean estimates, Map<String, String> defaults, Runnable help) {
    JPanel footer = new JPanel(new BorderLayout(0, 4));
    estimate.setVerticalAlignment(JLabel.TOP);
    estimate.setPreferredSize(new Dimension(640, 104));
    estimate.setBorder(BorderFactory.createCompoundBorder(BorderFactory.createEtchedBorder(),
        BorderFactory.createEmptyBorder(4, 6, 4, 6)));
    if (estimates) {
      footer.add(estimate, BorderLayout.CENTER);
    }
    JPanel left = new JPanel(new FlowLayout(FlowLayout.LEFT, 4, 0));
    left.add(button("Defaults", "Puts every field but the folders back to its default.", () -> show(defaults)));
    if (!advanced.isEmpty()) {
      JToggleButton more = new JToggleButton("Advanced…");
      more.setToolTipText("Shows or hides all other inputs, by stage.");
      more.addActionListener(e -> showAdvanced(more.isSelected()));
      left.add(more);
    }
    newest.setVisible(false);
    newest.addActionListener(e -> show(proposal));
    left.add(newest);
    JPanel right = new JPanel(new FlowLayout(FlowLayout.RIGHT, 4, 0));
    JButton ok = button("OK", "Starts.", () -> close(true));
    right.add(button("Help", "What this command does, in the browser.", help));
    right.add(button("Cancel", "Changes nothing.", () -> close(false)));
    right.add(ok);
    JPanel buttons = new JPanel(new BorderLayout());
    buttons.add(left, BorderLayout.WEST);
    buttons.add(right, BorderLayout.EAST);
    footer.add(buttons, BorderLayout.SOUTH);
    dialog.getRootPane().setDefaultButton(ok);
    dialog.getRootPane().registerKeyboardAction(new AbstractAction() {
      private static final long serialVersionUID = 1L;

      @Override
      public void actionPerformed(ActionEvent e) {
        close(false);
      }
    }, KeyStroke.getKeyStroke("ESCAPE"), JComponent.WHEN_IN_FOCUSED_WINDOW);
    return footer;
  }

  private static JButton button(String text, String tip, Runnable action) {
    JButton button = new JButton(text);
    button.setToolTipText(tip);
    button.addActionListener(e -> action.run());
    return button;
  }

  private void showAdvanced(boolean shown) {
    advanced.forEach((name, page) -> {
      if (shown) {
        tabs.addTab(name, page);
      } else {
        tabs.remove(page);
      }
    });
    tabs.setTabPlacement(shown ? JTabbedPane.LEFT : JTabbedPane.TOP);
    fit();
  }

  private void fit() {
    dialog.pack();
    Rectangle screen = GraphicsEnvironment.getLocalGraphicsEnvironment().getMaximumWindowBounds();
    Dimension wanted = dialog.getSize();
    dialog.setSize(Math.min(wanted.width + 24, Math.min(MOST_WIDTH, screen.width)),
        Math.min(wanted.height, Math.min(MOST_HEIGHT, screen.height - 40)));
  }

  private void close(boolean ok) {
    accepted = ok;
    dialog.dispose();
  }

  /** Puts values into fields, by key; values of inputs that a script has given already have no field. */
  public void show(Map<String, String> values) {
    values.forEach((key, value) -> {
      if (fields.containsKey(key)) {
        fields.get(key).show(value);
      }
    });
  }

  /** What is in the fields, by key. */
  public Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    fields.forEach((key, field) -> values.put(key, field.value()));
    return values;
  }

  /** Shows what the inputs mean: names to choose from, the estimate, and the newest run's parameters. */
  public void show(DialogNews news) {
    news.names().forEach((key, names) -> {
      if (fields.containsKey(key)) {
        fields.get(key).offer(names);
      }
    });
    estimate.setText(news.estimate());
    estimate.setToolTipText(news.tip().isEmpty() ? null : news.tip());
    proposal = news.proposal();
    newest.setVisible(!proposal.isEmpty());
    newest.setText("Use the newest run's");
    newest.setToolTipText(news.proposalText());
  }

  /**
   * Shows the dialog until it is closed.
   *
   * @param began told once the dialog is about to appear
   * @return whether OK was pressed
   */
  public boolean ask(Consumer<CommandDialog> began) {
    fit();
    dialog.setLocationRelativeTo(null);
    began.accept(this);
    dialog.setVisible(true);
    return accepted;
  }
}
