package io.github.exo2micro.tiff.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which page of an OME-TIFF holds which channel. */
class OmeImagesTest {

  private static List<OmeImages.Image> images(String inside, int pages) {
    return OmeImages.of(
        "<?xml version=\"1.0\"?><!-- a comment --><OME xmlns=\"x\" UUID=\"urn:uuid:me\">" + inside + "</OME>",
        Path.of("folder", "slide.ome.tif"), pages);
  }

  private static String image(String pixels, String inside) {
    return "<Image Name=\"slide\"><Pixels " + pixels + ">" + inside + "</Pixels></Image>";
  }

  @Test
  void theOrderOfDimensionsSaysWhichPageIsAChannelsFirstPlane() {
    String channels = "<Channel Name=\"DAPI\"/><Channel Name=\"GFP\"/>";
    OmeImages.Image fastest = images(image("SizeC=\"2\" SizeZ=\"3\" SizeT=\"1\" DimensionOrder=\"XYCZT\"",
        channels + "<TiffData/>"), 6).get(0);
    assertEquals(Map.of(0, 1, 1, 2), fastest.pages());
    assertEquals(List.of("DAPI", "GFP"), fastest.channels());
    OmeImages.Image slowest = images(image("SizeC=\"2\" SizeZ=\"3\" SizeT=\"1\" DimensionOrder=\"XYZTC\"",
        channels + "<TiffData/>"), 6).get(0);
    assertEquals(Map.of(0, 1, 1, 4), slowest.pages());
    assertEquals(List.of(1, 2, 3, 4, 5, 6), slowest.planes());
  }

  @Test
  void planesMayComeInAnyOrderOfPages() {
    OmeImages.Image found = images(image("SizeC=\"3\" SizeZ=\"1\" SizeT=\"1\"",
        "<TiffData IFD=\"2\" FirstC=\"0\"/><TiffData IFD=\"0\" FirstC=\"1\"/><TiffData IFD=\"1\" FirstC=\"2\"/>"), 3)
        .get(0);
    assertEquals(Map.of(0, 3, 1, 1, 2, 2), found.pages());
  }

  @Test
  void coloursOfOnePageAreNoChannelsOfTheirOwn() {
    OmeImages.Image found = images(image("SizeC=\"3\"", "<Channel SamplesPerPixel=\"3\"/><TiffData/>"), 1).get(0);
    assertEquals(Map.of(0, 1), found.pages());
  }

  @Test
  void aChannelInAnotherFileHasNoPageHere() {
    OmeImages.Image found = images(image("SizeC=\"2\"",
        "<TiffData IFD=\"0\" FirstC=\"0\"><UUID FileName=\"slide.ome.tif\">urn:uuid:me</UUID></TiffData>"
            + "<TiffData IFD=\"0\" FirstC=\"1\"><UUID FileName=\"other.ome.tif\">urn:uuid:other</UUID></TiffData>"),
        1).get(0);
    assertEquals(Map.of(0, 1), found.pages());
  }

  @Test
  void severalImagesShareTheFilesPages() {
    List<OmeImages.Image> found = images(image("", "<TiffData IFD=\"0\"/>")
        + "<Image Name=\"label image\"><Pixels><TiffData IFD=\"1\"/></Pixels></Image>", 2);
    assertEquals(List.of("slide", "label image"), found.stream().map(OmeImages.Image::name).toList());
    assertEquals(List.of(List.of(1), List.of(2)), found.stream().map(OmeImages.Image::planes).toList());
  }

  @Test
  void whatTheFileDoesNotHoldIsNotCounted() {
    OmeImages.Image found = images(
        image("SizeC=\"4\" SizeZ=\"1000000\"", "<TiffData IFD=\"1\" PlaneCount=\"2000000000\"/>"),
        3).get(0);
    assertEquals(List.of(2, 3), found.planes());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<Image><Pixels", "<Image><Pixels SizeC=\"many\"/></Image>",
      "<Image><Pixels DimensionOrder=\"XYQ\"><TiffData/></Pixels></Image>x</Pixels>", "<Image/>"})
  void aDescriptionThatDoesNotKeepItsRulesSaysNothing(String inside) {
    assertEquals(List.of(), images(inside, 2));
  }

  /** A description is text from outside: it must not make the program read other files. */
  @Test
  void entitiesAreNotFollowed() {
    assertEquals(List.of(),
        OmeImages.of("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><OME><Image Name=\"&x;\">"
            + "<Pixels><TiffData/></Pixels></Image></OME>", Path.of("a.tif"), 1));
    assertEquals(List.of(), OmeImages.of("ImageJ=1.53\nchannels=2", Path.of("a.tif"), 2));
  }
}
