package io.github.exo2micro.raw;

import io.github.exo2micro.Progress;
import io.github.exo2micro.RemediableException;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.io.CsvText;
import io.github.exo2micro.port.ImageSource;
import io.github.exo2micro.port.RawHeader;
import io.github.exo2micro.port.RawImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which channels of every raw file carry light, judged by a centre crop alone.
 *
 * @param crop side of the crop at most, px
 * @param files in order of sample and name
 */
public record ChannelSurvey(int crop, List<SurveyedFile> files) {

  /** Copies the list. */
  public ChannelSurvey {
    files = List.copyOf(files);
  }

  /**
   * One raw file.
   *
   * @param sample its folder
   * @param file where it is
   * @param header empty when it could not be read
   * @param channels in the file's order; empty when it could not be read
   * @param problem why it could not be read
   */
  public record SurveyedFile(String sample, Path file, Optional<RawHeader> header, List<Channel> channels,
      Optional<String> problem) {}

  /**
   * One channel within the crop.
   *
   * @param name R, G, B or grey
   * @param maximum largest value
   * @param mean average value
   * @param nonZero how many pixels differ from 0
   */
  public record Channel(String name, double maximum, double mean, long nonZero) {}

  /**
   * Surveys all image files in the sample folders, whatever their names say. A file that cannot be read is listed with
   * its problem and stops no other.
   *
   * @param crop side of the centre crop, px, at least 1; smaller images count whole
   * @param progress gets the fraction of files done; asked for cancellation at each
   * @throws RemediableException when the layout is not usable or {@code crop} is below 1
   * @throws IOException when the directory cannot be listed
   */
  public static ChannelSurvey of(RawDirectory raw, ImageSource source, int crop, Progress progress) throws IOException {
    if (crop < 1) {
      throw new RemediableException("The crop of the survey is too small.", "crop = " + crop + " px.",
          "give at least 1 px; the default is 1000.");
    }
    Optional<LayoutProblem> problem = raw.diagnose();
    if (problem.isPresent()) {
      throw problem.get().toException();
    }
    List<String> samples = new ArrayList<>();
    List<Path> paths = new ArrayList<>();
    for (String sample : raw.samples()) {
      for (Path file : raw.imageFiles(sample)) {
        samples.add(sample);
        paths.add(file);
      }
    }
    List<SurveyedFile> files = new ArrayList<>();
    for (int i = 0; i < paths.size(); i++) {
      files.add(survey(source, samples.get(i), paths.get(i), crop));
      progress.report((i + 1.0) / paths.size());
    }
    return new ChannelSurvey(crop, files);
  }

  private static SurveyedFile survey(ImageSource source, String sample, Path file, int crop) {
    try (RawImage image = source.open(file)) {
      return new SurveyedFile(sample, file, Optional.of(image.header()), channels(image, crop), Optional.empty());
    } catch (RemediableException e) {
      return new SurveyedFile(sample, file, Optional.empty(), List.of(), Optional.of(e.problem() + " " + e.evidence()));
    } catch (IOException e) {
      return new SurveyedFile(sample, file, Optional.empty(), List.of(), Optional.of(e.toString()));
    }
  }

  /** Reads the crop in bands of rows, so that a crop of the whole image needs no more memory than a small one. */
  private static List<Channel> channels(RawImage image, int crop) throws IOException {
    ImageSize size = image.header().size();
    int width = Math.min(crop, size.width());
    int height = Math.min(crop, size.height());
    int left = (size.width() - width) / 2;
    int top = (size.height() - height) / 2;
    int channels = image.header().colourChannels();
    int rows = Math.max(1, Math.min(height, (1 << 20) / width));
    float[][] pixels = new float[channels][Math.multiplyExact(rows, width)];
    double[] maximum = new double[channels];
    java.util.Arrays.fill(maximum, Double.NEGATIVE_INFINITY);
    double[] sum = new double[channels];
    long[] nonZero = new long[channels];
    for (int y = 0; y < height; y += rows) {
      Tile band = new Tile(left, top + y, width, Math.min(rows, height - y));
      image.read(band, pixels);
      for (int channel = 0; channel < channels; channel++) {
        for (int i = 0; i < band.area(); i++) {
          double value = pixels[channel][i];
          maximum[channel] = Math.max(maximum[channel], value);
          sum[channel] += value;
          nonZero[channel] += value != 0 ? 1 : 0;
        }
      }
    }
    List<Channel> result = new ArrayList<>();
    for (int channel = 0; channel < channels; channel++) {
      result.add(new Channel(ChannelChoice.channelName(channel, channels), maximum[channel],
          sum[channel] / ((double) width * height), nonZero[channel]));
    }
    return result;
  }

  /** Column headings of {@link #rows()}. */
  public static List<String> columns() {
    return List.of("sample", "file", "width", "height", "mode", "channel", "max", "mean", "nonzero", "problem");
  }

  /** One row per channel of each file, as text; a file that could not be read has one row. */
  public List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    for (SurveyedFile file : files) {
      String name = file.file().getFileName().toString();
      if (file.header().isEmpty()) {
        rows.add(List.of(file.sample(), name, "", "", "", "", "", "", "", file.problem().orElse("")));
        continue;
      }
      RawHeader header = file.header().get();
      for (Channel channel : file.channels()) {
        rows.add(List.of(file.sample(), name, String.valueOf(header.size().width()),
            String.valueOf(header.size().height()), header.format(), channel.name(), number(channel.maximum()),
            number(channel.mean()), String.valueOf(channel.nonZero()), ""));
      }
    }
    return rows;
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9 ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.6g", value);
  }

  /** As a table for people, one line per file. */
  public String table() {
    StringBuilder text = new StringBuilder("Channels in a centre crop of at most " + crop + " x " + crop + " px:\n");
    for (SurveyedFile file : files) {
      text.append("  ").append(file.sample()).append('/').append(file.file().getFileName()).append(": ");
      if (file.header().isEmpty()) {
        text.append("!! ").append(file.problem().orElse("")).append('\n');
        continue;
      }
      String channels = file.channels().stream().map(c -> c.name() + " max " + number(c.maximum()) + ", mean "
          + number(c.mean()) + ", non-zero " + c.nonZero()).collect(Collectors.joining("; "));
      String dark = file.channels().stream().allMatch(c -> c.nonZero() == 0) ? " (all zero)" : "";
      text.append(file.header().get().size()).append(" px, ").append(file.header().get().format()).append(": ")
          .append(channels).append(dark).append('\n');
    }
    if (files.isEmpty()) {
      text.append("  (no image)\n");
    }
    return text.toString();
  }

  /** As comma-separated values with a heading (RFC 4180, lines end in a line feed; see {@link CsvText}). */
  public String csv() {
    StringBuilder text = new StringBuilder(String.join(",", columns())).append('\n');
    for (List<String> row : rows()) {
      text.append(row.stream().map(CsvText::cell).collect(Collectors.joining(","))).append('\n');
    }
    return text.toString();
  }
}
