package io.github.exo2micro.adapter.system;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A process that writes the archive of its classes if it was started for that, and says that it ran. */
final class ArchivedChild {

  private ArchivedChild() {}

  public static void main(String[] words) throws Exception {
    if (Boolean.getBoolean("exo2micro.class.archive.record")) {
      PrintStream out = System.out;
      System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
      ClassArchive.given().orElseThrow().write();
      System.setOut(out);
    }
    System.out.println("ran");
  }
}
