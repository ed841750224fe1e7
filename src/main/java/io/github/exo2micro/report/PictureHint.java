package io.github.exo2micro.report;

import io.github.exo2micro.task.ScaleKind;
import java.util.List;
import java.util.stream.Stream;

/**
 * How to read a picture, in one line.
 *
 * @param name the picture's name
 * @param title for people
 * @param hint what is good and what is not
 * @param essential whether it is shown also in the report of a large batch
 */
record PictureHint(String name, String title, String hint, boolean essential) {

  /** Pictures whose names follow the search's parameters, too. */
  static final List<String> SEARCH = List.of("microbes", "microbe_density");

  static final PictureHint DIFFERENCE = new PictureHint("difference_image", "Difference",
      "Bright spots on black are candidates for microbes. Tissue that shows as a whole: wrong scale. Edges with a "
          + "bright and a dark side: misaligned.",
      true);
  private static final PictureHint LOCAL = new PictureHint("difference_image_local", "Difference, local scale",
      "The scale follows the background. Broad bright or blue areas of Difference that are gone here were uneven "
          + "light.",
      true);

  /** In the order in which a person looks. */
  static final List<PictureHint> ALL = List.of(DIFFERENCE,
      new PictureHint("microbes", "Microbes",
          "Rings on single bright spots are right. Rings along edges or in rows are chance: then look at the "
              + "alignment.",
          true),
      new PictureHint("microbe_density", "Density of microbes", "White places were not searched.", false),
      new PictureHint("alignment_checker", "Alignment checker",
          "After alignment all should be grey; red and cyan rims mean that it is off. Arrows without order are noise; "
              + "arrows that agree show what is left.",
          true),
      new PictureHint("excess_heatmap", "Excess heat map",
          "For a scale above 1 the green line should run along the bright ridge, the background; microbes are the "
              + "cloud above it. For a scale below 1 look at Pre against post.",
          false),
      LOCAL,
      new PictureHint("scale_field", "Scale of the background",
          "Black: one scale fits. Broad orange or blue: light that changed between the images; squares that repeat: "
              + "mosaic tiles. Yellow: taken for stain.",
          false),
      new PictureHint("ratio_histogram", "Ratio histogram",
          "The green line should stand on the peak, and the black curve follow its left side.", false),
      new PictureHint("registration", "Registration",
          "Each line should follow the tissue's edge (1a, 1b); both lines should meet in 2.", false),
      new PictureHint("fine_alignment", "Fine alignment",
          "Yellow should lie nearer to cyan than magenta does.", false),
      new PictureHint("pre_post_heatmap", "Pre against post",
          "One straight ridge is a common background; two ridges are two materials with different scales.", false),
      new PictureHint("pre_post_histograms", "Brightness",
          "Post should look like pre, stretched; a pile at the right end is saturation.", false),
      new PictureHint("difference_histogram", "Unscaled differences",
          "A long tail to the right is stain or microbes; a tail to the left is bleaching or misalignment.", false));

  /** The same where the difference with the local scale is the one to go on with. */
  static final List<PictureHint> LOCAL_FIRST = Stream.concat(Stream.of(LOCAL),
      ALL.stream().filter(hint -> hint != LOCAL)).toList();

  /** For the difference of another scale. */
  static PictureHint difference(ScaleKind kind) {
    return new PictureHint("difference_image" + kind.suffix(), "Difference, " + kind.title(),
        "As above, for this scale: too much blue means that too much was subtracted.", false);
  }
}
