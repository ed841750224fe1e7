package io.github.exo2micro.adapter.fiji;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.port.ImageChoice;
import io.github.exo2micro.port.RawHeader;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.StringJoiner;
import loci.formats.ImageReader;

/**
 * Which plane of a file Bio-Formats shall read, see {@link ImageChoice}: of the largest series that is no thumbnail, or
 * of the named one, the first plane, or the named page or channel.
 *
 * @param series from 0
 * @param plane from 0
 * @param sample the one colour sample of its pixels that is wanted, from 0; empty = all
 * @param place which image it is, for people; empty when it is the only one
 * @param warnings what a person should know about the choice
 */
record SeriesChoice(int series, int plane, OptionalInt sample, String place, List<String> warnings) {

  /** Chooses; leaves the reader at that series. */
  static SeriesChoice of(Path file, ImageReader reader, ImageChoice choice) {
    int all = reader.getSeriesCount();
    int series = choice.series().isPresent() ? choice.series().getAsInt() - 1 : largest(file, reader);
    if (series >= all) {
      throw absent(file, "series " + (series + 1), all + " series", all);
    }
    reader.setSeries(series);
    int colours = reader.getRGBChannelCount() >= 3 ? 3 : 1;
    int channels = reader.getEffectiveSizeC();
    int planes = reader.getImageCount();
    StringJoiner place = new StringJoiner(", ");
    if (all > 1) {
      place.add("series " + (series + 1) + " of " + all);
    }
    int wanted = choice.channel().orElse(1) - 1;
    if (choice.page().isPresent()) {
      int page = choice.page().getAsInt();
      if (page > planes) {
        throw absent(file, "page " + page, planes + " planes", planes);
      }
      if (wanted >= colours) {
        throw absent(file, "channel " + (wanted + 1), colours + " channels on page " + page, colours);
      }
      place.add("page " + page + " of " + planes);
      return new SeriesChoice(series, page - 1, sample(choice, colours, wanted), place.toString(), List.of());
    }
    if (wanted >= channels * colours) {
      throw absent(file, "channel " + (wanted + 1), channels * colours + " channels", channels * colours);
    }
    int channel = wanted / colours;
    if (planes > 1) {
      place.add("page " + (reader.getIndex(0, channel, 0) + 1) + " of " + planes);
    }
    if (channels > 1) {
      place.add("channel " + (channel + 1) + " of " + channels);
    }
    List<String> warnings = planes > 1 && choice.channel().isEmpty() ? List.of("it has " + (channels > 1 ? channels
        + " channels; channel 1" : planes + " pages of this size; page 1")
        + " is taken. Another one can be chosen with the parameter channel or page.") : List.of();
    return new SeriesChoice(series, reader.getIndex(0, channel, 0), sample(choice, colours, wanted % colours),
        place.toString(), warnings);
  }

  private static OptionalInt sample(ImageChoice choice, int colours, int wanted) {
    return colours > 1 && choice.channel().isPresent() ? OptionalInt.of(wanted) : OptionalInt.empty();
  }

  private static int largest(Path file, ImageReader reader) {
    int best = 0;
    long most = -1;
    for (int series = 0; series < reader.getSeriesCount(); series++) {
      reader.setSeries(series);
      long area = reader.isThumbnailSeries() ? 0 : (long) reader.getSizeX() * reader.getSizeY();
      if (area > most) {
        most = area;
        best = series;
      }
    }
    return best;
  }

  private static RemediableException absent(Path file, String what, String found, int most) {
    return new RemediableException("The image " + file.getFileName() + " has no " + what + ".",
        "found " + found + " (" + file
            + ").",
        "give a number from 1 to " + most + ", or none.");
  }

  /** @throws RemediableException when the reader's image is larger than this program takes */
  static void requireReadable(Path file, ImageReader reader) {
    if (!RawHeader.isReadable(reader.getSizeX(), reader.getSizeY())) {
      throw UnreadableImage.damaged(file, "an image of at most " + RawHeader.MOST_SIDE + " px a side",
          "a header that claims "
              + reader.getSizeX() + " x " + reader.getSizeY() + " px");
    }
  }
}
