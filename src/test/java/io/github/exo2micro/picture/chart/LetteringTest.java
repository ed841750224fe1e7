package io.github.exo2micro.picture.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.picture.FontlessProgram;
import io.github.exo2micro.picture.MemoryPicture;
import io.github.exo2micro.report.BatchReport;
import io.github.exo2micro.report.ReportData;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Elsewhere than on Linux Java does not ask fontconfig, and there are always fonts. */
@EnabledOnOs(OS.LINUX)
class LetteringTest {

  private static final int KINDS = 13;

  @TempDir
  Path folder;
  private Path fonts;
  private Path temporary;

  @BeforeEach
  void makeAReport() throws IOException {
    fonts = Files.createDirectories(folder.resolve("fonts"));
    temporary = Files.createDirectories(folder.resolve("tmp"));
    Files.writeString(folder.resolve("fonts.conf"),
        "<?xml version=\"1.0\"?>\n<fontconfig><dir>" + fonts + "</dir><cachedir>"
            + folder.resolve("cache") + "</cachedir></fontconfig>\n");
    new BatchReport(new ReportData("t", "now", "s", "m", "serial", 1, -1, "", false, List.of(), List.of(),
        List.of(new MemoryPicture.Sample(0, 1, 2, 3, "a")), List.of())).writeTo(folder);
    Files.delete(folder.resolve("report.html"));
  }

  /** What the program says in a Java that knows of the fonts in {@link #fonts} alone. */
  private String run(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Djava.awt.headless=true", "-XX:TieredStopAtLevel=1", "-Duser.home=" + folder,
        "-Djava.io.tmpdir=" + temporary));
    command.addAll(List.of(options));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), FontlessProgram.class.getName(), folder.toString()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("FONTCONFIG_FILE", folder.resolve("fonts.conf").toString());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said;
  }

  private static long drawn(String said) {
    return said.lines().filter(l -> l.startsWith("drawn: ")).count();
  }

  @Test
  void drawsEveryPictureAndTheReportWithoutAnyFont() throws Exception {
    String said = run();
    assertEquals(KINDS, drawn(said), said);
    assertTrue(Files.readString(folder.resolve("report.html")).contains("<img width="));
    assertHasLetters(folder.resolve("memory.png"));
    try (Stream<Path> left = Files.list(temporary)) {
      assertEquals(List.of(), left.filter(p -> p.getFileName().toString().startsWith("exo2micro")).toList());
    }
  }

  @Test
  void drawsWhereJavaRemembersFontsThatAreGone() throws Exception {
    for (String name : List.of("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")) {
      try (InputStream in = Lettering.class.getResourceAsStream("fonts/" + name)) {
        Files.copy(in, fonts.resolve(name));
      }
    }
    run();
    assertTrue(Files.isDirectory(folder.resolve(".java/fonts")), "this Java keeps no list of fonts");
    for (String name : List.of("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")) {
      Files.delete(fonts.resolve(name));
    }
    String said = run();
    assertEquals(KINDS, drawn(said), said);
    assertHasLetters(folder.resolve("memory.png"));
  }

  @Test
  void warnsOfEachPictureThatCannotBeDrawnAndWritesTheReport() throws Exception {
    // Without a folder for temporary files the fonts in the jar cannot be had either.
    String said = run("-Djava.io.tmpdir=" + folder.resolve("missing"));
    assertEquals(0, drawn(said), said);
    assertEquals(KINDS,
        said.lines().filter(l -> l.startsWith("The picture '") && l.contains("fonts-dejavu-core")).count(), said);
    assertTrue(Files.isRegularFile(folder.resolve("pre_post_heatmap.csv")));
    String report = Files.readString(folder.resolve("report.html"));
    assertTrue(report.contains("The picture &#39;memory&#39; could not be drawn"), report);
    assertFalse(report.contains("<img width="));
  }

  /** The heading is two lines of dark letters; boxes for missing letters would be fewer and lighter. */
  private static void assertHasLetters(Path png) throws IOException {
    BufferedImage image = ImageIO.read(png.toFile());
    int dark = 0;
    for (int y = 0; y < 80; y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        dark += (image.getRGB(x, y) & 0xff) < 100 ? 1 : 0;
      }
    }
    assertTrue(dark > 2000, dark + " dark pixels in the heading");
  }

  @Test
  void theFontsInTheJarHaveTheLettersThatPicturesNeed() throws Exception {
    String needed = "AZaz09 ÄöüßéñøÅ čžőł αβµσ Ωφ дж ± × ÷ − – — … ° ² ³ √ ∞ ≤ ≥ ≈ → ← ↔ · • ✔ ▲ \u201c\u201d";
    for (String name : List.of("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")) {
      try (InputStream in = Lettering.class.getResourceAsStream("fonts/" + name)) {
        Font font = Font.createFont(Font.TRUETYPE_FONT, in);
        assertEquals(-1, font.canDisplayUpTo(needed), name);
        assertFalse(font.getFontName(Locale.ROOT).contains("Vera"));
      }
    }
    assertTrue(
        new String(Lettering.class.getResourceAsStream("fonts/LICENSE.txt").readAllBytes(), StandardCharsets.UTF_8)
            .contains("Bitstream"));
  }
}
