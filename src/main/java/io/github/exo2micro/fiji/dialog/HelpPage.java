package io.github.exo2micro.fiji.dialog;

import java.io.IOException;
import java.net.URI;
import org.scijava.Context;
import org.scijava.platform.PlatformService;

/** The documentation of the commands, in the browser. */
public final class HelpPage {

  /** Where it is. */
  static final String ADDRESS = "https://github.com/exo2micro/exo2micro-fiji/blob/main/docs/fiji.md";

  private HelpPage() {}

  /** Opens it; where no browser can be started, ImageJ's log says where it is. */
  public static void open(Context context) {
    try {
      context.service(PlatformService.class).open(URI.create(ADDRESS).toURL());
    } catch (IOException e) {
      ij.IJ.log("Help: " + ADDRESS);
    }
  }
}
