package io.github.exo2micro.tiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.port.ImageChoice;
import io.github.exo2micro.port.RawHeader;
import io.github.exo2micro.port.RawImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of a file with several images the largest is taken, or the one that is named, and the header says which. */
class ManyImagesTest {

  private static final ImageChoice LARGEST = ImageChoice.LARGEST;

  @TempDir
  Path folder;

  private final TiffSource source = new TiffSource();

  /** A page of one value. */
  private static TestTiff page(int width, int height, int value) {
    TestTiff page = new TestTiff();
    page.width = width;
    page.height = height;
    page.formula = (x, y, c) -> value + c;
    return page;
  }

  private static ImageChoice choice(Integer page, Integer channel, Integer series) {
    return new ImageChoice(of(page), of(channel), of(series));
  }

  private static OptionalInt of(Integer number) {
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }

  private Path file(TestTiff... pages) throws IOException {
    return Files.write(folder.resolve("s_PreStain_D.tif"), TestTiff.file(pages));
  }

  /** The value of all pixels of a grey image, and what the header says. */
  private void assertTaken(int value, String place, Path file, ImageChoice choice) throws IOException {
    try (RawImage image = source.open(file, choice)) {
      RawHeader header = image.header();
      assertEquals(source.header(file, choice), header);
      assertEquals(place, header.place());
      assertEquals(1, header.colourChannels());
      float[] pixels = new float[(int) header.size().area()];
      image.read(header.size().whole(), new float[][] {pixels});
      float[] expected = new float[pixels.length];
      java.util.Arrays.fill(expected, value);
      assertArrayEquals(expected, pixels);
    }
  }

  private void assertAbsent(String problem, Path file, ImageChoice choice) {
    RemediableException refusal = assertThrows(RemediableException.class, () -> source.header(file, choice));
    assertEquals("The image s_PreStain_D.tif has " + problem, refusal.problem());
    assertTrue(refusal.evidence().startsWith("found ") && refusal.remedy().startsWith("give "), refusal.getMessage());
  }

  @Test
  void takesTheLargestPageAndNotTheLabelInFront() throws IOException {
    Path file = file(page(60, 40, 200), page(97, 53, 17));
    assertTaken(17, "page 2 of 2", file, LARGEST);
    assertEquals(List.of(), source.header(file).warnings());
    assertTaken(200, "page 1 of 2", file, choice(1, null, null));
    assertTaken(200, "page 1 of 2", file, choice(null, null, 1));
    assertTaken(17, "page 2 of 2", file, choice(null, null, 2));
    assertAbsent("no page 3.", file, choice(3, null, null));
    assertAbsent("no series 3.", file, choice(null, null, 3));
    assertAbsent("no channel 2.", file, choice(null, 2, null));
    assertAbsent("no page 2.", file, choice(2, null, 1));
  }

  @Test
  void saysNothingOfPagesInAFileOfOne() throws IOException {
    assertTaken(3, "", file(page(60, 40, 3)), LARGEST);
    assertTaken(3, "", file(page(60, 40, 3)), choice(1, 1, 1));
  }

  @Test
  void leavesOutReducedPagesMasksAndLabelsHoweverLargeTheyAre() throws IOException {
    Path file = file(page(90, 80, 1).tag(254, 4, 1), page(90, 80, 2).tag(254, 4, 4), page(90, 80, 3).tag(254, 4, 9),
        page(90, 80, 4).text(270, "Label"), page(90, 80, 5).text(270, "Aperio Image Library v11\nmacro 90x80"),
        page(90, 80, 6).tag(255, 3, 2), page(61, 47, 7));
    assertTaken(7, "page 7 of 7", file, LARGEST);
    assertTaken(4, "page 4 of 7", file, choice(4, null, null));
  }

  @Test
  void takesTheLargestOfAllWhereNoneIsAtFullResolution() throws IOException {
    assertTaken(2, "page 2 of 2", file(page(40, 30, 1).tag(254, 4, 1), page(80, 60, 2).tag(254, 4, 1)), LARGEST);
  }

  @Test
  void pagesOfOneSizeAreChannelsAndTheFirstIsTakenWithAWarning() throws IOException {
    Path file = file(page(61, 47, 1), page(61, 47, 2), page(30, 20, 9), page(61, 47, 3));
    assertTaken(1, "page 1 of 4", file, LARGEST);
    assertEquals(
        List.of("it has 3 pages of this size; page 1 is taken. Another one can be chosen with the parameter channel or "
            + "page."),
        source.header(file).warnings());
    assertTaken(3, "page 4 of 4", file, choice(null, 3, null));
    assertEquals(List.of(), source.header(file, choice(null, 3, null)).warnings());
    assertAbsent("no channel 4.", file, choice(null, 4, null));
  }

  @Test
  void countsTheChannelsThatImageJCounts() throws IOException {
    String description = "ImageJ=1.54f\nimages=6\nchannels=2\nslices=3\nhyperstack=true\n";
    TestTiff[] pages = new TestTiff[6];
    for (int i = 0; i < 6; i++) {
      pages[i] = page(61, 47, 10 + i);
    }
    pages[0].text(270, description);
    Path file = file(pages);
    assertTaken(10, "page 1 of 6, channel 1 of 2", file, LARGEST);
    assertTaken(11, "page 2 of 6, channel 2 of 2", file, choice(null, 2, null));
    assertAbsent("no channel 3.", file, choice(null, 3, null));
    assertTrue(source.header(file).warnings().get(0).startsWith("it has 2 channels; channel 1 is taken."));
  }

  /** Above 4 GB ImageJ writes one page, and the other images lie behind it. */
  @Test
  void saysThatAChannelWithoutAPageIsNotThere() throws IOException {
    Path file = file(page(61, 47, 1).text(270, "ImageJ=1.54f\nimages=2\nchannels=2\n"));
    assertTaken(1, "channel 1 of 2", file, LARGEST);
    RemediableException refusal = assertThrows(RemediableException.class,
        () -> source.header(file, choice(null, 2, null)));
    assertTrue(refusal.evidence().contains("no page for it in this file"), refusal.getMessage());
  }

  private static String ome(String images) {
    return "<?xml version=\"1.0\"?><OME xmlns=\"http://www.openmicroscopy.org/Schemas/OME/2016-06\" "
        + "UUID=\"urn:uuid:1\">"
        + images
        + "</OME>";
  }

  @Test
  void namesTheChannelsOfAnOmeTiffInTheOrderOfItsPlanes() throws IOException {
    // z changes fastest, so the second channel begins on page 3.
    TestTiff first = page(61, 47, 10).text(270,
        ome("<Image ID=\"Image:0\"><Pixels DimensionOrder=\"XYZCT\" SizeX=\"61\" SizeY=\"47\""
            + " SizeZ=\"2\" SizeC=\"2\" SizeT=\"1\"><Channel Name=\"SYBR\"/><Channel "
            + "Name=\"DAPI\"/><TiffData/></Pixels></Image>"));
    Path file = file(first, page(61, 47, 11), page(61, 47, 12), page(61, 47, 13));
    assertTaken(10, "page 1 of 4, channel 1 of 2 (SYBR)", file, LARGEST);
    assertTaken(12, "page 3 of 4, channel 2 of 2 (DAPI)", file, choice(null, 2, null));
    assertTaken(13, "page 4 of 4", file, choice(4, null, null));
  }

  @Test
  void takesTheLargestOmeImageThatIsNoLabel() throws IOException {
    String pixels = "<Pixels DimensionOrder=\"XYCZT\" SizeX=\"9\" SizeY=\"9\" SizeZ=\"1\" SizeC=\"1\" "
        + "SizeT=\"1\"><Channel/>";
    TestTiff label = page(90, 80, 1).text(270,
        ome("<Image Name=\"label image\">" + pixels + "<TiffData IFD=\"0\"/></Pixels></Image>"
            + "<Image Name=\"slide\">" + pixels + "<TiffData IFD=\"1\" PlaneCount=\"1\"/></Pixels></Image>"));
    Path file = file(label, page(61, 47, 2));
    assertTaken(2, "series 2 of 2, page 2 of 2", file, LARGEST);
    assertTaken(1, "series 1 of 2, page 1 of 2", file, choice(null, null, 1));
  }

  /** A set of files, one for each channel: what lies in this one counts, under its own number. */
  @Test
  void knowsWhichChannelOfAnOmeSetLiesInThisFile() throws IOException {
    TestTiff first = page(61, 47, 5).text(270,
        ome("<Image><Pixels DimensionOrder=\"XYCZT\" SizeX=\"61\" SizeY=\"47\" SizeZ=\"1\""
            + " SizeC=\"2\" SizeT=\"1\"><Channel Name=\"A\"/><Channel Name=\"B\"/>"
            + "<TiffData FirstC=\"0\" IFD=\"0\" PlaneCount=\"1\"><UUID "
            + "FileName=\"other.ome.tif\">urn:uuid:2</UUID></TiffData>"
            + "<TiffData FirstC=\"1\" IFD=\"0\" PlaneCount=\"1\"><UUID "
            + "FileName=\"s.ome.tif\">urn:uuid:1</UUID></TiffData>"
            + "</Pixels></Image>"));
    Path file = file(first);
    assertTaken(5, "channel 2 of 2 (B)", file, LARGEST);
    RemediableException refusal = assertThrows(RemediableException.class,
        () -> source.header(file, choice(null, 1, null)));
    assertTrue(refusal.evidence().contains("no page for it in this file"), refusal.getMessage());
  }

  @Test
  void ignoresADescriptionThatIsNoProperOmeXml() throws IOException {
    for (String broken : List.of("<OME><Image><Pixels", ome("<Image><Pixels SizeC=\"x\"/></Image>"),
        "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><OME>&b;</OME>",
        ome("<Image><Pixels SizeC=\"0\" SizeZ=\"0\"><TiffData IFD=\"2147483647\"/></Pixels></Image>"))) {
      assertTaken(4, "page 1 of 2", file(page(61, 47, 4).text(270, broken), page(20, 20, 9)), LARGEST);
    }
  }

  @Test
  void aChannelOfAColourPageIsOneOfItsSamples() throws IOException {
    for (boolean planar : new boolean[] {false, true}) {
      TestTiff rgb = page(61, 47, 20);
      rgb.samples = 3;
      rgb.planar = planar;
      Path file = file(page(30, 20, 1), rgb);
      assertTaken(22, "page 2 of 2, channel 3 of 3 (B)", file, choice(null, 3, null));
      assertTaken(21, "page 2 of 2, channel 2 of 3 (G)", file, choice(2, 2, null));
      assertEquals(3, source.header(file).colourChannels());
      assertAbsent("no channel 4.", file, choice(null, 4, null));
      assertAbsent("no channel 2.", file, choice(1, 2, null));
    }
  }

  /** 65 535 entries that a thousand directories share cost no more memory than the file has bytes. */
  @Test
  void stopsWhereDirectoriesOverlap() throws IOException {
    int entries = 60_000;
    java.nio.ByteBuffer all = java.nio.ByteBuffer.allocate(8 + 2 * 2000 + 2 + 12 * entries + 4).order(
        java.nio.ByteOrder.LITTLE_ENDIAN);
    all.put(new byte[] {'I', 'I', 42, 0, 8, 0, 0, 0});
    for (int at = 8; at + 6 < all.capacity(); at += 2) {
      // Read from any even place this is a directory of 60 000 entries at least, and its link leads on.
      all.putShort(at, (short) entries);
    }
    Path file = Files.write(folder.resolve("s_PreStain_D.tif"), all.array());
    RemediableException refusal = assertThrows(RemediableException.class, () -> source.header(file));
    assertTrue(refusal.problem().contains("damaged"), refusal.getMessage());
  }

  @Test
  void saysThatAPictureIsMeantToBeTurned() throws IOException {
    RawHeader header = source.header(file(page(61, 47, 1).tag(274, 3, 6)));
    assertEquals(List
        .of("its header asks viewers to turn it by 90 degrees clockwise (Orientation 6); the pixels are taken as they "
            + "are stored."),
        header.warnings());
    assertEquals(List.of(), source.header(file(page(61, 47, 1).tag(274, 3, 1))).warnings());
  }
}
