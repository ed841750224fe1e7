package io.github.exo2micro.fiji.monitor;

import io.github.exo2micro.fiji.host.TaskTile;
import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Cursor;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import javax.swing.BorderFactory;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JProgressBar;

/**
 * One task in the monitor window. Colours are told apart by people who see no red or green, and the text says it too.
 */
final class TilePanel extends JPanel {

  private static final long serialVersionUID = 1L;
  private static final Dimension SIZE = new Dimension(200, 64);
  private static final int PERMILLE = 1000;

  private final JLabel name = new JLabel();
  private final JLabel text = new JLabel();
  private final JProgressBar bar = new JProgressBar(0, PERMILLE);

  private transient TaskTile shown;

  /** @param menu what a click offers */
  TilePanel(TaskMenu menu) {
    super(new BorderLayout(0, 2));
    setCursor(Cursor.getPredefinedCursor(Cursor.HAND_CURSOR));
    addMouseListener(new MouseAdapter() {
      @Override
      public void mouseClicked(MouseEvent e) {
        if (shown != null) {
          menu.of(shown.task()).show(TilePanel.this, e.getX(), e.getY());
        }
      }
    });
    setPreferredSize(SIZE);
    name.setFont(name.getFont().deriveFont(Font.BOLD));
    bar.setPreferredSize(new Dimension(SIZE.width, 6));
    add(name, BorderLayout.NORTH);
    add(text, BorderLayout.CENTER);
    add(bar, BorderLayout.SOUTH);
  }

  void show(TaskTile tile) {
    shown = tile;
    Color colour = colour(tile.condition());
    setBorder(BorderFactory.createCompoundBorder(BorderFactory.createMatteBorder(1, 6, 1, 1, colour),
        BorderFactory.createEmptyBorder(3, 6, 3, 6)));
    name.setText(tile.task().toString());
    String first = tile.text().lines().findFirst().orElse("");
    text.setText(first);
    setToolTipText("<html>" + (tile.text() + "\nClick for its log, pictures and folder.").replace("&",
        "&amp;").replace("<", "&lt;").replace("\n", "<br>") + "</html>");
    bar.setValue((int) Math.round(PERMILLE * tile.fraction()));
    bar.setVisible(tile.condition() == TaskTile.Condition.RUNNING);
  }

  private static Color colour(TaskTile.Condition condition) {
    return switch (condition) {
      case WAITING -> new Color(0xbbbbbb);
      case RUNNING -> new Color(0x0072b2);
      case DONE -> new Color(0x009e73);
      case FAILED -> new Color(0xd55e00);
      case SKIPPED -> new Color(0xe6c34a);
      case CANCELLED -> new Color(0x777777);
    };
  }
}
