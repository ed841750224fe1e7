package io.github.exo2micro.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.Durations;
import io.github.exo2micro.checkpoint.MicrobeFiles;
import io.github.exo2micro.checkpoint.StagePicture;
import io.github.exo2micro.microbes.MicrobeSummary;
import io.github.exo2micro.picture.MemoryPicture;
import io.github.exo2micro.picture.file.PictureFiles;
import io.github.exo2micro.task.Parameters;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the report is put together from: numbers, text, links, small pictures and their hints. */
class ReportPartsTest {

  @TempDir
  Path folder;

  @Test
  void lengthsHaveAsManyDigitsAsTheyAreWorth() {
    assertEquals(List.of("0.054 px", "1.2 px", "99.9 px", "100 px", "1235 px"), List.of(Figures.px(0.0541),
        Figures.px(1.23), Figures.px(99.94), Figures.px(100.2), Figures.px(1234.6)));
    assertEquals("–", Figures.px(OptionalDouble.empty()));
    assertEquals("0.000 px", Figures.px(OptionalDouble.of(0)));
  }

  @Test
  void memoryIsForPeople() {
    assertEquals("1.46 GB", Figures.memory(1_456_000_000L));
    assertEquals("–", Figures.memory(-1));
  }

  @Test
  void aFigureThatIsNotKnownIsADashNotANumber() {
    assertEquals("–", Figures.scale(Double.NaN));
    assertEquals("1.293", Figures.scale(1.29349));
    assertEquals("–", Figures.percent(-1));
    assertEquals("13 %", Figures.percent(0.125));
  }

  @Test
  void numbersAreTheSameInEveryLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      assertEquals("0.054 px", Figures.px(0.054));
      assertEquals("12.3 s", Durations.taken(12.3));
      assertEquals("1.46 GB", Figures.memory(1_460_000_000L));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void microbesArePerAreaWhereThePixelsSizeIsKnownAndSayWhereItIsNot() {
    MicrobeSummary known = new MicrobeSummary(2346, 3, 11_040_000, 0.25, 5, 5, "difference");
    assertEquals("2346, 3 of them expected by chance; 850 per mm² on 2.76 mm² of tissue",
        Figures.microbes(known).replace("850.0", "850").replace("2.760", "2.76"));
    String unknown = Figures.microbes(new MicrobeSummary(10, 1, 2_000_000, 0, 5, 5, "difference"));
    assertTrue(unknown.contains("per million px of tissue (the pixel size is not known)"), unknown);
  }

  @Test
  void textFromOutsideNeverBecomesMarkup() {
    assertEquals("&lt;script&gt;&amp;&quot;x&#39;", Html.escaped("<script>&\"x'"));
    assertEquals("<p class=\"n\">a &lt; b</p>\n", new Html().element("p class=\"n\"", "a < b").toString());
    assertEquals("<b>&amp;</b>", new Html().raw("<b>").text("&").raw("</b>").toString());
    assertFalse(Html.escaped("a\u202eb\u0007c").contains("\u202e"), "no character that turns the text round");
  }

  @Test
  void aLinkLeadsToItsFileWhateverItsName() {
    assertEquals("CD070/DAPI/a%20b.png", Html.link("CD070/DAPI/a b.png"));
    assertEquals("100%25%23%3F.png", Html.link("100%#?.png"));
    assertEquals("%C3%BC.png", Html.link("ü.png"));
    assertEquals("./c%3Ax/y.png", Html.link("c:x/y.png"), "a colon would make a scheme of it");
    assertEquals("a/c%3Ax.png", Html.link("a/c:x.png"));
  }

  private Path png(String name, int width, int height) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Path file = folder.resolve(name);
    Files.write(file, PictureFiles.png(image));
    return file;
  }

  private static BufferedImage decoded(Thumbnail small) throws IOException {
    String head = "data:image/jpeg;base64,";
    assertTrue(small.uri().startsWith(head));
    return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(small.uri().substring(head.length()))));
  }

  @Test
  void aSmallPictureIsAsWideAsAskedForAndKeepsItsShape() throws IOException {
    Path file = png("a.png", 1440, 720);
    for (int width : new int[] {720, 320, 1000}) {
      Thumbnail small = Thumbnail.of(file, width).orElseThrow();
      assertTrue(small.width() <= width && small.width() > width / 2, width + ": " + small.width());
      assertEquals(small.width() / 2.0, small.height(), 1);
      assertEquals(small.width(), decoded(small).getWidth());
      assertEquals(small.height(), decoded(small).getHeight());
    }
  }

  @Test
  void aPictureThatIsMissingOrDamagedIsLeftOut() throws IOException {
    assertTrue(Thumbnail.of(folder.resolve("none.png"), 320).isEmpty());
    assertTrue(Thumbnail.of(folder, 320).isEmpty());
    Path rubbish = Files.writeString(folder.resolve("rubbish.png"), "no picture");
    assertTrue(Thumbnail.of(rubbish, 320).isEmpty());
    byte[] whole = Files.readAllBytes(png("whole.png", 300, 200));
    Path cut = Files.write(folder.resolve("cut.png"), java.util.Arrays.copyOf(whole, 60));
    assertTrue(Thumbnail.of(cut, 200).isEmpty());
  }

  @Test
  void aCurveInMemoryIsShownWithoutAFile() throws IOException {
    Thumbnail curve = Thumbnail.of(new MemoryPicture("batch", List.of()).draw(), 1440);
    assertEquals(1440, curve.width());
    assertEquals(curve.height(), decoded(curve).getHeight());
  }

  @Test
  void everyPictureOfARunHasAHintInTheReport() {
    Set<String> hinted = new HashSet<>();
    for (PictureHint hint : PictureHint.ALL) {
      assertTrue(hinted.add(hint.name()), hint.name() + " stands there twice");
      assertFalse(hint.title().isBlank() || hint.hint().isBlank(), hint.name());
    }
    List<String> missing = new ArrayList<>();
    StagePicture.all(Parameters.defaults()).forEach(p -> missing.add(p.name()));
    missing.addAll(MicrobeFiles.PICTURES);
    missing.addAll(List.of("scale_field", "difference_image_local"));
    missing.removeAll(hinted);
    assertEquals(List.of(), missing);
    assertTrue(hinted.containsAll(PictureHint.SEARCH));
  }

  @Test
  void aLargeBatchStillShowsTheDifferenceAndTheAlignment() {
    long essential = PictureHint.ALL.stream().filter(PictureHint::essential).count();
    assertTrue(essential >= 2 && essential <= 4, essential + " pictures per task of a large batch");
  }
}
