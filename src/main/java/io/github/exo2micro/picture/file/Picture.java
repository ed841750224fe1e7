package io.github.exo2micro.picture.file;

import java.awt.image.BufferedImage;

/** A picture that people judge a run by. Drawing needs no screen; the same values give the same pixels. */
public interface Picture {

  /** The stem of its file, without the suffix for parameters: {@code pre_post_heatmap}. */
  String name();

  /** Draws it, white where there is nothing; also when there are no data. */
  BufferedImage draw();

  /** The numbers that it shows, to be plotted elsewhere: lines that begin with {@code #}, a header, rows. */
  String csv();
}
