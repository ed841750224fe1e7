package io.github.exo2micro.microbes.list;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import ij.gui.Roi;
import ij.io.RoiDecoder;
import io.github.exo2micro.image.PixelSize;
import io.github.exo2micro.microbes.Microbe;
import io.github.exo2micro.microbes.MicrobeOutline;
import io.github.exo2micro.microbes.MicrobeSummary;
import java.awt.Rectangle;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

class MicrobeListsTest {

  private static final MicrobeOutline SQUARE = MicrobeOutline.of(new int[] {110, 111, 110, 111},
      new int[] {120, 120, 121, 121});

  private static Microbe microbe(int id, MicrobeOutline outline) {
    return new Microbe(id, 110.25, 120.75, 4, 12.5, 20, 66.25, 0.5, 22, 90, 70, id == 2, outline);
  }

  @Test
  void theTableIsInPixelsOfTheRawImageAndInMicrometres() throws IOException {
    StringWriter text = new StringWriter();
    new MicrobeTable(text, new RawFrame(100, Optional.of(new PixelSize(0.5, 0.25)))).take(microbe(1, SQUARE));
    assertEquals(
        """
            id,x_px,y_px,x_um,y_um,area_px,area_um2,mean_excess,peak_excess,integrated_excess,local_sigma,snr,post,pre,touches_edge
            1,10.250,20.750,5.125,5.188,4,0.500,12.5000,20.0000,66.2500,0.500000,22.0000,90.0000,70.0000,0
            """,
        text.toString());
  }

  @Test
  void withoutAPixelSizeTheColumnsInMicrometresAreEmpty() throws IOException {
    StringWriter text = new StringWriter();
    new MicrobeTable(text, new RawFrame(100, Optional.empty())).take(microbe(2, SQUARE));
    String[] cells = text.toString().lines().skip(1).findFirst().orElseThrow().split(",");
    assertEquals("", cells[3] + cells[4] + cells[6]);
    assertEquals("1", cells[14]);
    assertEquals(MicrobeTable.HEADER.split(",").length, cells.length);
  }

  @Test
  void geoJsonHasADetectionForEachAndTheCentresOfAll() throws IOException {
    StringWriter text = new StringWriter();
    MicrobeGeoJson json = new MicrobeGeoJson(text, new RawFrame(100, Optional.empty()));
    json.take(microbe(1, SQUARE));
    json.take(microbe(2, SQUARE));
    json.finish();
    JsonArray features = JsonParser.parseString(text.toString()).getAsJsonObject().getAsJsonArray("features");
    assertEquals(3, features.size());
    JsonObject first = features.get(0).getAsJsonObject();
    assertEquals("[[[10,20],[10,22],[12,22],[12,20],[10,20]]]",
        first.getAsJsonObject("geometry").get("coordinates").toString());
    assertEquals("detection", first.getAsJsonObject("properties").get("objectType").getAsString());
    assertEquals(66.25, first.getAsJsonObject("properties").getAsJsonObject("measurements").get("Integrated excess")
        .getAsDouble());
    // A pixel's centre is half a pixel from its corner.
    assertEquals("[10.75,21.25]", features.get(2).getAsJsonObject().getAsJsonObject("geometry")
        .getAsJsonArray("coordinates").get(1).toString());
  }

  /** The members that QuPath 0.4 and later read, each of the kind that it takes. */
  @Test
  void aFeatureHasTheFormThatQuPathReads() throws IOException {
    StringWriter text = new StringWriter();
    MicrobeGeoJson json = new MicrobeGeoJson(text, new RawFrame(100, Optional.empty()));
    json.take(microbe(7, SQUARE));
    json.finish();
    JsonObject all = JsonParser.parseString(text.toString()).getAsJsonObject();
    assertEquals("FeatureCollection", all.get("type").getAsString());
    JsonObject detection = all.getAsJsonArray("features").get(0).getAsJsonObject();
    JsonObject properties = detection.getAsJsonObject("properties");
    assertEquals("Feature Polygon detection 7", detection.get("type").getAsString() + " "
        + detection.getAsJsonObject("geometry").get("type").getAsString() + " "
        + properties.get("objectType").getAsString() + " " + properties.get("name").getAsString());
    assertEquals("{\"name\":\"Microbe\",\"color\":[255,196,0]}", properties.get("classification").toString());
    properties.getAsJsonObject("measurements").entrySet()
        .forEach(e -> assertTrue(Double.isFinite(e.getValue().getAsDouble()), e.toString()));
    JsonObject centres = all.getAsJsonArray("features").get(1).getAsJsonObject();
    assertEquals("MultiPoint annotation", centres.getAsJsonObject("geometry").get("type").getAsString() + " "
        + centres.getAsJsonObject("properties").get("objectType").getAsString());
  }

  @Test
  void geoJsonOfNothingIsStillGeoJson() throws IOException {
    StringWriter text = new StringWriter();
    new MicrobeGeoJson(text, new RawFrame(0, Optional.empty())).finish();
    assertEquals(0, JsonParser.parseString(text.toString()).getAsJsonObject().getAsJsonArray("features").size());
  }

  @Test
  void imageJReadsTheOutlines() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    MicrobeOutline corner = MicrobeOutline.of(new int[] {100, 100, 101}, new int[] {100, 101, 101});
    try (RoiSet set = new RoiSet(bytes, new RawFrame(100, Optional.empty()))) {
      set.take(microbe(1, SQUARE));
      set.take(microbe(2, corner));
      assertTrue(set.isComplete());
    }
    ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    ZipEntry entry = zip.getNextEntry();
    assertEquals("microbe-00001.roi", entry.getName());
    Roi roi = RoiDecoder.openFromByteArray(zip.readAllBytes());
    assertEquals("microbe-00001", roi.getName());
    assertEquals(new Rectangle(10, 20, 2, 2), roi.getBounds());
    zip.getNextEntry();
    Roi second = RoiDecoder.openFromByteArray(zip.readAllBytes());
    assertEquals(3, second.getStatistics().pixelCount);
    assertTrue(second.contains(0, 0) && second.contains(1, 1) && !second.contains(1, 0), second.toString());
    assertNull(zip.getNextEntry());
  }

  @Test
  void tooManyOutlinesForTheRoiManagerAreSaidToBe() throws IOException {
    try (RoiSet set = new RoiSet(new ByteArrayOutputStream(), new RawFrame(0, Optional.empty()))) {
      for (int i = 0; i <= RoiSet.MOST; i++) {
        set.take(microbe(i + 1, SQUARE));
      }
      assertFalse(set.isComplete());
    }
  }

  @Test
  void densityNeedsAPixelSizeAndNothingFoundIsNoChance() {
    MicrobeSummary known = new MicrobeSummary(300, 15, 4_000_000, 0.25, 5, 5, "d");
    assertEquals(1, known.searchedMm2(), 1e-9);
    assertEquals(300, known.perMm2().getAsDouble(), 1e-9);
    assertEquals(0.05, known.chanceShare(), 1e-9);
    MicrobeSummary unknown = new MicrobeSummary(0, 3, 0, 0, 5, 5, "d");
    assertEquals(OptionalDouble.empty(), unknown.perMm2());
    assertEquals(0, unknown.chanceShare());
    assertEquals(0, unknown.perMegapixel());
  }
}
