package io.github.exo2micro.tiff.file;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The images of an OME-TIFF, as the OME-XML in its first page's description says: which page holds which channel
 * (OME-TIFF specification 6, Open Microscopy Environment). Planes that lie in other files of the set do not count.
 */
final class OmeImages {

  /**
   * One image.
   *
   * @param name of the image; may be empty
   * @param channels names of its channels in order, empty where one has none
   * @param pages page number from 1 of each channel's first plane (first z, first time), by channel from 0; channels
   *     that lie in another file are missing
   * @param planes of all pages that belong to it, from 1
   */
  record Image(String name, List<String> channels, Map<Integer, Integer> pages, List<Integer> planes) {}

  private static final String DIMENSIONS = "XYZCT";

  private final String fileName;
  private final List<Image> images = new ArrayList<>();
  private String rootUuid = "";

  private OmeImages(Path file) {
    fileName = file.getFileName().toString();
  }

  /**
   * Reads the description of the first page.
   *
   * @return the images in their order; empty when it is no OME-XML, or none that can be understood
   */
  static List<Image> of(String description, Path file, int pages) {
    if (!description.contains("<OME") && !description.contains(":OME")) {
      return List.of();
    }
    try {
      OmeImages reading = new OmeImages(file);
      reading.read(description, pages);
      return reading.images.stream().anyMatch(i -> !i.pages().isEmpty()) ? List.copyOf(reading.images) : List.of();
    } catch (XMLStreamException | RuntimeException e) {
      // A description that does not keep its own rules says nothing; the pages speak for themselves.
      return List.of();
    }
  }

  /** Bytes elements of Pixels while they are read. */
  private static final class Pixels {
    private final int sizeZ;
    private final int sizeC;
    private final int sizeT;
    private final String order;
    private final List<String> channels = new ArrayList<>();
    private int samples = 1;
    private final Map<Integer, Integer> pages = new HashMap<>();
    private final List<Integer> planes = new ArrayList<>();
    private boolean anyData;

    Pixels(XMLStreamReader xml) {
      sizeZ = number(xml, "SizeZ", 1);
      sizeC = number(xml, "SizeC", 1);
      sizeT = number(xml, "SizeT", 1);
      order = Optional.ofNullable(xml.getAttributeValue(null, "DimensionOrder")).orElse("XYCZT");
    }

    private int planeChannels() {
      return Math.max(1, sizeC / samples);
    }

    private int size(char dimension) {
      return switch (dimension) {
        case 'Z' -> sizeZ;
        case 'C' -> planeChannels();
        default -> sizeT;
      };
    }

    /** Enters planes that follow each other, from a first one on. */
    void add(Map<Character, Integer> first, int page, int count, int pagesInFile) {
      anyData = true;
      String varying = order.replace("X", "").replace("Y", "");
      long index = 0;
      long factor = 1;
      for (char dimension : varying.toCharArray()) {
        index += first.getOrDefault(dimension, 0) * factor;
        factor *= size(dimension);
      }
      for (int k = 0; k < count && page + k < pagesInFile && index + k < factor; k++) {
        long rest = index + k;
        int channel = 0;
        boolean firstPlane = true;
        for (char dimension : varying.toCharArray()) {
          int at = (int) (rest % size(dimension));
          rest /= size(dimension);
          channel = dimension == 'C' ? at : channel;
          firstPlane &= dimension == 'C' || at == 0;
        }
        planes.add(page + k + 1);
        if (firstPlane) {
          pages.putIfAbsent(channel, page + k + 1);
        }
      }
    }
  }

  private void read(String description, int pagesInFile) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newInstance();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    XMLStreamReader xml = factory
        .createXMLStreamReader(new StringReader(description.substring(description.indexOf('<'))));
    String name = "";
    Pixels pixels = null;
    while (xml.hasNext()) {
      int event = xml.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        switch (xml.getLocalName()) {
          case "OME" -> rootUuid = Optional.ofNullable(xml.getAttributeValue(null, "UUID")).orElse("");
          case "Image" -> name = Optional.ofNullable(xml.getAttributeValue(null, "Name")).orElse("");
          case "Pixels" -> pixels = new Pixels(xml);
          case "Channel" -> channel(xml, pixels);
          case "TiffData" -> tiffData(xml, pixels, pagesInFile);
          default -> {
          }
        }
      } else if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("Pixels") && pixels != null) {
        if (!pixels.anyData && images.isEmpty()) {
          pixels.add(Map.of(), 0, Integer.MAX_VALUE, pagesInFile);
        }
        images.add(new Image(name, List.copyOf(pixels.channels), Map.copyOf(pixels.pages), List.copyOf(pixels.planes)));
        pixels = null;
      }
    }
  }

  private static void channel(XMLStreamReader xml, Pixels pixels) {
    if (pixels != null) {
      pixels.channels.add(Optional.ofNullable(xml.getAttributeValue(null, "Name")).orElse(""));
      pixels.samples = Math.max(1, number(xml, "SamplesPerPixel", 1));
    }
  }

  /** Leaves the reader at the end of the element. */
  private void tiffData(XMLStreamReader xml, Pixels pixels, int pagesInFile) throws XMLStreamException {
    boolean given = xml.getAttributeValue(null, "IFD") != null;
    int page = number(xml, "IFD", 0);
    Map<Character, Integer> first = Map.of('C', number(xml, "FirstC", 0), 'Z', number(xml, "FirstZ", 0), 'T',
        number(xml, "FirstT", 0));
    int count = number(xml, "PlaneCount", given ? 1 : Integer.MAX_VALUE);
    boolean here = true;
    while (xml.hasNext()) {
      int event = xml.next();
      if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("UUID")) {
        String named = Optional.ofNullable(xml.getAttributeValue(null, "FileName")).orElse("");
        String uuid = xml.getElementText().strip();
        here = !rootUuid.isEmpty() && uuid.equals(rootUuid) || named.isEmpty() && rootUuid.isEmpty()
            || named.equals(fileName);
      } else if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("TiffData")) {
        break;
      }
    }
    if (pixels != null && here) {
      pixels.add(first, page, count, pagesInFile);
    } else if (pixels != null) {
      pixels.anyData = true;
    }
  }

  private static int number(XMLStreamReader xml, String attribute, int otherwise) {
    String text = xml.getAttributeValue(null, attribute);
    return text == null ? otherwise : Math.max(0, Integer.parseInt(text.strip()));
  }
}
