package io.github.exo2micro.port;

import java.util.OptionalInt;
import java.util.StringJoiner;

/**
 * Which image of a raw file with several is wanted. All numbers count from 1.
 *
 * <p>Nothing named: the largest page that is no reduced copy, mask or label, the first of equal ones. The rule is the
 * same for every reader.
 *
 * @param page of the file (of the series, where one is named), whatever it shows
 * @param channel of the image: a page of its own in most files, a sample in colour ones; with {@code page} a sample of
 *     that page
 * @param series an image of an OME-TIFF or of a microscope's own format; in other TIFFs the pages of equal size and
 *     type, in the order of their first pages
 */
public record ImageChoice(OptionalInt page, OptionalInt channel, OptionalInt series) {

  /** The largest page. */
  public static final ImageChoice LARGEST = new ImageChoice(OptionalInt.empty(), OptionalInt.empty(),
      OptionalInt.empty());

  /** @throws IllegalArgumentException for a number below 1 */
  public ImageChoice {
    if (page.orElse(1) < 1 || channel.orElse(1) < 1 || series.orElse(1) < 1) {
      throw new IllegalArgumentException("pages, channels and series count from 1: " + page + channel + series);
    }
  }

  /** "series 2, page 3"; "the largest page" where nothing is named. */
  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(", ");
    text.setEmptyValue("the largest page");
    series.ifPresent(n -> text.add("series " + n));
    page.ifPresent(n -> text.add("page " + n));
    channel.ifPresent(n -> text.add("channel " + n));
    return text.toString();
  }
}
