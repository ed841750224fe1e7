package io.github.exo2micro.tiff.file;

import static io.github.exo2micro.tiff.file.TiffDirectory.BITS_PER_SAMPLE;
import static io.github.exo2micro.tiff.file.TiffDirectory.HEIGHT;
import static io.github.exo2micro.tiff.file.TiffDirectory.IMAGE_DESCRIPTION;
import static io.github.exo2micro.tiff.file.TiffDirectory.NEW_SUBFILE_TYPE;
import static io.github.exo2micro.tiff.file.TiffDirectory.PHOTOMETRIC;
import static io.github.exo2micro.tiff.file.TiffDirectory.SAMPLES_PER_PIXEL;
import static io.github.exo2micro.tiff.file.TiffDirectory.SAMPLE_FORMAT;
import static io.github.exo2micro.tiff.file.TiffDirectory.SUBFILE_TYPE;
import static io.github.exo2micro.tiff.file.TiffDirectory.WIDTH;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.port.ImageChoice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Chooses the page to read, see {@link ImageChoice}.
 *
 * <p>Reduced copies and masks are told by NewSubfileType, SubfileType and a mask's photometric kind; labels and macro
 * pictures by their OME name, by a description that is that word alone, or by the line that Aperio's scanners write.
 * Channels are those of the OME-XML, those of ImageJ's description, or else the pages of the same size and type, in
 * their order; several colour samples of one page are its channels.
 */
public final class PageChooser {

  private static final int MOST_DESCRIPTION = 16 << 20;
  private static final int REDUCED = 1;
  private static final int MASK = 4;
  private static final Set<String> NOT_THE_SAMPLE = Set.of("label", "macro", "overview", "thumbnail", "label image",
      "macro image", "overview image", "thumbnail image");
  private static final Pattern APERIO = Pattern.compile("(?m)^(label|macro|thumbnail)\\b");

  private final TiffBytes bytes;
  private final TiffPages file;
  private final ImageChoice choice;
  private final String description;
  private final List<OmeImages.Image> ome;

  public PageChooser(TiffBytes bytes, TiffPages file, ImageChoice choice) throws IOException {
    this.bytes = bytes;
    this.file = file;
    this.choice = choice;
    this.description = file.pages().get(0).text(IMAGE_DESCRIPTION, MOST_DESCRIPTION);
    this.ome = OmeImages.of(description, bytes.file(), file.pages().size());
  }

  /** Size and type of a page: pages that share it can be channels, planes or times of one image. */
  private record Kind(long width, long height, long samples, long bits, long format) {
    static Kind of(TiffDirectory page) throws IOException {
      return new Kind(page.value(WIDTH, 0), page.value(HEIGHT, 0), page.value(SAMPLES_PER_PIXEL, 1),
          page.value(BITS_PER_SAMPLE, 1), page.value(SAMPLE_FORMAT, 1));
    }

    /** As a double: a header can claim anything. */
    double area() {
      return (double) width * height;
    }

    int colours() {
      return samples >= 3 ? 3 : 1;
    }
  }

  /**
   * The channels that a page is one of.
   *
   * @param pages number of each channel's page, 0 for one that has no page in this file
   * @param names of the channels where they have some
   * @param named whether the file says that they are channels; else they are pages of one kind
   */
  private record Channels(List<Integer> pages, List<String> names, boolean named) {}

  public TiffPage choose() throws IOException {
    List<Integer> scope = choice.series().isPresent() ? series(choice.series().getAsInt())
        : IntStream.rangeClosed(1, file.pages().size()).boxed().toList();
    if (choice.page().isPresent()) {
      int wanted = choice.page().getAsInt();
      if (wanted > scope.size()) {
        throw absent("page " + wanted,
            scope.size() + (scope.size() == 1 ? " page" : " pages") + (file.more() ? " or more" : ""),
            "give a page from 1 to " + scope.size() + ", or none for the largest.");
      }
      int page = scope.get(wanted - 1);
      return taken(page, new Channels(List.of(page), List.of(), false), sample(page, choice.channel().orElse(1)));
    }
    int largest = largest(scope);
    Channels channels = channels(largest, scope);
    int colours = kind(largest).colours();
    if (choice.channel().isEmpty()) {
      return taken(largest, channels, OptionalInt.empty());
    }
    int wanted = choice.channel().getAsInt() - 1;
    int which = wanted / colours;
    if (which >= channels.pages().size()) {
      int count = channels.pages().size() * colours;
      throw absent("channel " + (wanted + 1), count + (count == 1 ? " channel" : " channels") + " of " + size(largest),
          "give a channel from 1 to " + count + ", or none for the first.");
    }
    int page = channels.pages().get(which);
    if (page == 0) {
      throw absent("channel " + (wanted + 1), "no page for it in this file",
          "save that channel as a TIFF of its own; an OME-TIFF "
              + "can be spread over several files, and an ImageJ TIFF over 4 GB has one page alone.");
    }
    return taken(page, channels, sample(page, wanted % colours + 1));
  }

  private OptionalInt sample(int page, int channel) throws IOException {
    int colours = kind(page).colours();
    if (channel > colours) {
      throw absent("channel " + channel, colours + (colours == 1 ? " channel" : " channels") + " on page " + page,
          "give a channel from 1 to " + colours + ", or no page, so that channels are counted over pages.");
    }
    return colours == 1 || choice.channel().isEmpty() ? OptionalInt.empty() : OptionalInt.of(channel - 1);
  }

  private RemediableException absent(String what, String found, String remedy) {
    return new RemediableException("The image " + bytes.file().getFileName() + " has no " + what + ".",
        "found " + found + " (" + bytes.file() + ").", remedy);
  }

  private List<Integer> series(int wanted) throws IOException {
    List<List<Integer>> all = new ArrayList<>();
    if (!ome.isEmpty()) {
      ome.forEach(image -> all.add(image.planes()));
    } else {
      Map<Kind, List<Integer>> kinds = new LinkedHashMap<>();
      for (int page = 1; page <= file.pages().size(); page++) {
        kinds.computeIfAbsent(kind(page), k -> new ArrayList<>()).add(page);
      }
      all.addAll(kinds.values());
    }
    if (wanted > all.size() || all.get(wanted - 1).isEmpty()) {
      throw absent("series " + wanted, all.size() + " series", "give a series from 1 to " + all.size() + ", or none.");
    }
    return all.get(wanted - 1);
  }

  private TiffDirectory page(int number) {
    return file.pages().get(number - 1);
  }

  private Kind kind(int number) throws IOException {
    return Kind.of(page(number));
  }

  private String size(int number) throws IOException {
    return kind(number).width() + " x " + kind(number).height() + " px";
  }

  /** Where no page is at full resolution, the largest of all counts. */
  private int largest(List<Integer> scope) throws IOException {
    List<Integer> candidates = new ArrayList<>();
    for (int page : scope) {
      if (isImage(page)) {
        candidates.add(page);
      }
    }
    int best = 0;
    for (int page : candidates.isEmpty() ? scope : candidates) {
      if (best == 0 || kind(page).area() > kind(best).area()) {
        best = page;
      }
    }
    return best;
  }

  private boolean isImage(int number) throws IOException {
    TiffDirectory page = page(number);
    if ((page.value(NEW_SUBFILE_TYPE, 0) & (REDUCED | MASK)) != 0 || page.value(SUBFILE_TYPE, 1) == 2
        || page.value(PHOTOMETRIC, 1) == 4) {
      return false;
    }
    String own = page.text(IMAGE_DESCRIPTION, 4096).strip();
    boolean aperio = own.startsWith("Aperio") && APERIO.matcher(own).find();
    return !aperio && !NOT_THE_SAMPLE.contains(own.toLowerCase(Locale.ROOT))
        && imageOf(number).filter(i -> NOT_THE_SAMPLE.contains(i.name().strip().toLowerCase(Locale.ROOT))).isEmpty();
  }

  private Optional<OmeImages.Image> imageOf(int page) {
    return ome.stream().filter(i -> i.planes().contains(page)).findFirst();
  }

  private Channels channels(int page, List<Integer> scope) throws IOException {
    Optional<OmeImages.Image> image = imageOf(page).filter(i -> i.pages().containsValue(page));
    if (image.isPresent()) {
      int count = Math.max(image.get().channels().size(),
          image.get().pages().keySet().stream().mapToInt(c -> c + 1).max().orElse(1));
      List<Integer> pages = IntStream.range(0, count).mapToObj(c -> image.get().pages().getOrDefault(c, 0)).toList();
      return new Channels(pages, image.get().channels(), true);
    }
    List<Integer> alike = new ArrayList<>();
    for (int other : scope) {
      if (isImage(other) && kind(other).equals(kind(page))) {
        alike.add(other);
      }
    }
    OptionalInt imageJ = imageJ("channels");
    if (imageJ.isPresent() && alike.get(0) == page) {
      int count = Math.min(1000, Math.max(1, imageJ.getAsInt()));
      return new Channels(IntStream.range(0, count).mapToObj(c -> c < alike.size() ? alike.get(c) : 0).toList(),
          List.of(),
          true);
    }
    return new Channels(alike, List.of(), false);
  }

  /** ImageJ says in its description how many channels there are, unless it is one; channels change fastest. */
  private OptionalInt imageJ(String key) {
    if (!description.startsWith("ImageJ=")) {
      return OptionalInt.empty();
    }
    Matcher matcher = Pattern.compile("(?m)^" + key + "=(\\d{1,6})\\s*$").matcher(description);
    return matcher.find() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
  }

  private TiffPage taken(int page, Channels channels, OptionalInt sample) throws IOException {
    StringJoiner place = new StringJoiner(", ");
    if (ome.size() > 1) {
      imageOf(page).ifPresent(image -> place.add("series " + (ome.indexOf(image) + 1) + " of " + ome.size()));
    }
    if (file.pages().size() > 1) {
      place.add("page " + page + " of " + file.pages().size() + (file.more() ? " or more" : ""));
    }
    int channel = channels.pages().indexOf(page);
    boolean several = channels.pages().size() > 1 && channel >= 0;
    if (several && channels.named()) {
      String name = channel < channels.names().size() && !channels.names().get(channel).isBlank()
          ? " (" + channels.names().get(channel) + ")" : "";
      place.add("channel " + (channel + 1) + " of " + channels.pages().size() + name);
    }
    List<String> warnings = several && choice.channel().isEmpty() ? List.of("it has " + channels.pages().size()
        + (channels.named() ? " channels; channel " + (channel + 1) : " pages of this size; page " + page)
        + " is taken. Another one can be chosen with the parameter channel or page.") : List.of();
    return new TiffPage(page(page), file.order(), file.big(), place.toString(), sample, warnings,
        TiffPixelSize.of(description, page(page)));
  }
}
