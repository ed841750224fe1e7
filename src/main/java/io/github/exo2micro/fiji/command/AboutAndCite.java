package io.github.exo2micro.fiji.command;

import io.github.exo2micro.checkpoint.sidecar.Provenance;
import io.github.exo2micro.fiji.host.Ending;
import io.github.exo2micro.fiji.host.Exo2MicroCommand;
import io.github.exo2micro.fiji.host.Shown;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Plugins › Exo2Micro › About and Cite. */
@Plugin(type = Command.class, headless = true, menu = {@Menu(label = "Plugins"),
    @Menu(label = "Exo2Micro", weight = 40), @Menu(label = "Exo2Micro About and Cite", weight = 21)},
    description = "Version, licence, and how to cite this plugin and what it builds on.")
public final class AboutAndCite extends Exo2MicroCommand {

  @Parameter(type = ItemIO.OUTPUT, label = "About", description = "Version, licence and citations.")
  private String text;

  @Override
  protected Work prepare() {
    return () -> {
      text = Shown.text(this, "About Exo2Micro", String.join("\n",
          Provenance.software(),
          "Aligns pre-stain and post-stain fluorescence images, scales the autofluorescent background and "
              + "subtracts it.",
          "Licence: BSD-2-Clause.",
          "",
          "Please cite the version that you used:",
          "  The exo2micro for Fiji developers. " + Provenance.software() + ".",
          "  https://github.com/exo2micro/exo2micro-fiji (CITATION.cff there can be read by reference managers)",
          "",
          "and what it builds on:",
          "  Fiji: Schindelin et al. 2012, Nature Methods 9, 676, doi:10.1038/nmeth.2019",
          "  SIFT: Lowe 2004, Int. J. Computer Vision 60, 91, doi:10.1023/B:VISI.0000029664.99615.94",
          "  Bio-Formats, where it read your images: Linkert et al. 2010, J. Cell Biol. 189, 777, "
              + "doi:10.1083/jcb.201004104"));
      return Ending.DONE;
    };
  }
}
