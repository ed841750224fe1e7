package io.github.exo2micro.picture;

import io.github.exo2micro.picture.chart.PictureLabel;
import io.github.exo2micro.picture.file.Picture;
import io.github.exo2micro.picture.file.PictureFiles;
import io.github.exo2micro.picture.file.UndrawableException;
import io.github.exo2micro.report.BatchReport;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Stores one picture of every kind and makes a report again, and says what it could not draw. Run in a Java without
 * fonts.
 */
public final class FontlessProgram {

  private FontlessProgram() {}

  /** @param args a folder with a {@code report.json} */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    PictureFiles files = new PictureFiles(folder, "");
    for (Picture picture : PicturesTest.all(new PictureLabel("CD070", "µ-dye"), 60, 1, 10)) {
      try {
        files.store(picture);
        System.out.println("drawn: " + picture.name());
      } catch (UndrawableException e) {
        System.out.println(e.getMessage());
      }
    }
    BatchReport.read(folder).writeTo(folder);
  }
}
