package io.github.exo2micro.picture.chart;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The fonts of pictures: the machine's sans-serif ones, or those in the jar where the machine has none, as in bare
 * containers and on nodes of clusters.
 *
 * <p>Java asks fontconfig which fonts there are when the first text is measured, and throws whatever comes to hand when
 * there are none. A JVM that failed once may be told of a font and try again. If it believed an outdated list of fonts
 * ({@code ~/.java/fonts}) it may not; but it still draws with fonts that are read from files.
 */
final class Lettering {

  /** The file that Java reads in place of what fontconfig says; in every OpenJDK on Linux. */
  private static final String CONFIGURATION = "sun.awt.fontconfig";
  private static final String PLAIN_FILE = "DejaVuSans.ttf";
  private static final String BOLD_FILE = "DejaVuSans-Bold.ttf";

  private static final Lettering CHOSEN = choose();

  private final Font plain;
  private final Font bold;

  private Lettering(Font plain, Font bold) {
    this.plain = plain;
    this.bold = bold;
  }

  /** @param points the size, 1/72 inch */
  static Font plain(int points) {
    return CHOSEN.plain.deriveFont((float) points);
  }

  /** @param points the size, 1/72 inch */
  static Font bold(int points) {
    return CHOSEN.bold.deriveFont((float) points);
  }

  /** Never fails: where no letters can be had at all, drawing them says so, picture by picture. */
  private static Lettering choose() {
    Lettering machine = new Lettering(new Font(Font.SANS_SERIF, Font.PLAIN, 12),
        new Font(Font.SANS_SERIF, Font.BOLD, 12));
    if (machine.isDrawable()) {
      return machine;
    }
    try {
      Lettering own = own();
      return own.isDrawable() ? own : machine;
    } catch (IOException | FontFormatException | RuntimeException | InternalError | LinkageError e) {
      return machine;
    }
  }

  private boolean isDrawable() {
    Graphics2D g = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    try {
      for (Font font : List.of(plain, bold)) {
        FontMetrics metrics = g.getFontMetrics(font);
        if (metrics.stringWidth("0") <= 0) {
          return false;
        }
      }
      return true;
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (RuntimeException | Error e) { // a bare Error in case of an outdated list, others by version of Java
      return false;
    } finally {
      g.dispose();
    }
  }

  /**
   * The fonts in the jar. They lie in a folder of their own until this Java ends, since it reads them when it needs
   * them.
   */
  private static Lettering own() throws IOException, FontFormatException {
    Path folder = Files.createTempDirectory("exo2micro-fonts-");
    folder.toFile().deleteOnExit(); // the last to be deleted, since it was the first to be named
    Path plain = unpacked(PLAIN_FILE, folder);
    Path bold = unpacked(BOLD_FILE, folder);
    System.setProperty(CONFIGURATION, configuration(plain, bold, folder).toString());
    return new Lettering(Font.createFont(Font.TRUETYPE_FONT, plain.toFile()),
        Font.createFont(Font.TRUETYPE_FONT, bold.toFile()));
  }

  private static Path unpacked(String name, Path folder) throws IOException {
    Path file = folder.resolve(name);
    file.toFile().deleteOnExit();
    try (InputStream in = Lettering.class.getResourceAsStream("fonts/" + name)) {
      if (in == null) {
        throw new IllegalStateException("fonts/" + name + " is missing from the jar");
      }
      Files.copy(in, file);
    }
    return file;
  }

  /** Says that all of Java's logical fonts are these two. */
  private static Path configuration(Path plain, Path bold, Path folder) throws IOException {
    StringBuilder text = new StringBuilder("version=1\nsequence.allfonts=all\n");
    for (String family : List.of("serif", "sansserif", "monospaced", "dialog", "dialoginput")) {
      for (String style : List.of("plain", "italic", "bold", "bolditalic")) {
        text.append(family + "." + style + ".all=" + (style.startsWith("bold") ? "bold" : "plain") + "\n");
      }
    }
    text.append("filename.plain=" + escaped(plain) + "\nfilename.bold=" + escaped(bold) + "\n");
    Path file = folder.resolve("fontconfig.properties");
    file.toFile().deleteOnExit();
    return Files.writeString(file, text);
  }

  private static String escaped(Path file) {
    return file.toString().replace(File.separator, File.separatorChar == '\\' ? "\\\\" : File.separator);
  }
}
