package io.github.exo2micro.fiji.monitor;

import java.awt.Container;
import java.awt.Dimension;
import java.awt.FlowLayout;

/** A flow layout whose height follows from the width that its scroll pane gives it. */
final class WrapLayout extends FlowLayout {

  private static final long serialVersionUID = 1L;

  WrapLayout(int align, int horizontalGap, int verticalGap) {
    super(align, horizontalGap, verticalGap);
  }

  @Override
  public Dimension preferredLayoutSize(Container target) {
    synchronized (target.getTreeLock()) {
      int width = target.getParent() == null || target.getParent().getWidth() == 0 ? Integer.MAX_VALUE
          : target.getParent().getWidth();
      int x = 0;
      int rowHeight = 0;
      int height = getVgap();
      for (int i = 0; i < target.getComponentCount(); i++) {
        Dimension size = target.getComponent(i).getPreferredSize();
        if (x > 0 && x + getHgap() + size.width > width - getHgap()) {
          height += rowHeight + getVgap();
          x = 0;
          rowHeight = 0;
        }
        x += getHgap() + size.width;
        rowHeight = Math.max(rowHeight, size.height);
      }
      return new Dimension(width == Integer.MAX_VALUE ? x : width, height + rowHeight + getVgap());
    }
  }

  @Override
  public Dimension minimumLayoutSize(Container target) {
    return new Dimension(0, 0);
  }
}
