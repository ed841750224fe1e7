package io.github.exo2micro.raw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.raw.NameProblem.Kind;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RawFileNameTest {

  private static final Set<String> TIFF = Set.of("tif", "tiff");

  @ParameterizedTest
  @CsvSource({
      "CD070_PreStain_SybrGld.tif, PRE, SybrGld",
      "CD070_PostStain_SybrGld.tif, POST, SybrGld",
      "my_2024_pre_run3_DAPI.TIFF, PRE, DAPI",
      "my_2024_post_run3_DAPI.TIFF, POST, DAPI",
      "Cypress1_PostStain_DAPI.tif, POST, DAPI",
      "Express_post_DAPI.tif, POST, DAPI",
      "EXPRESS_PostStain_DAPI.tif, POST, DAPI",
      "CYPRESS_POST_DAPI.tif, POST, DAPI",
      "Compost_pre_DAPI.tif, PRE, DAPI",
      "run_pre_DAPI.tif, PRE, DAPI",
      "2024-pre_DAPI.tif, PRE, DAPI",
      "2024pre_DAPI.tif, PRE, DAPI",
      "PRE_DAPI.tif, PRE, DAPI",
      "pReStain_DAPI.tif, PRE, DAPI",
      "samplePre_DAPI.tif, PRE, DAPI",
      "CD070PRE_DAPI.tif, PRE, DAPI",
      "DAPIPre_Cy5.tif, PRE, Cy5",
      "samplepre_DAPI.tif, PRE, DAPI",
      "SAMPLEPOST_DAPI.tif, POST, DAPI",
      "sampleprefix_PostStain_DAPI.tif, POST, DAPI",
      "a pre b_DAPI.tif, PRE, DAPI",
      "whatever_post_Cy5.tiff, POST, Cy5",
      "x_pre_dapi.tif, PRE, dapi",
      "x_pre_Cy 5.tif, PRE, Cy 5",
      "x_pre_PostMark.tif, PRE, PostMark",
      "x_pre_SybrGld_microbe.tif, PRE, microbe",
      "é_préPre_DAPI.tif, PRE, DAPI",
      "Precision_PostStain_DAPI.tif, POST, DAPI",
      "Prep3_PostStain_DAPI.tif, POST, DAPI",
      "PREP3_POSTSTAIN_DAPI.tif, POST, DAPI",
      "LakePost_PreStain_DAPI.tif, PRE, DAPI",
      "prep 3 post-stain_DAPI.tif, POST, DAPI",
      "Preparation3_post_DAPI.tif, POST, DAPI",
      "preserved_POST_DAPI.tif, POST, DAPI"
  })
  void readsSideAndDye(String name, Side side, String dye) {
    assertEquals(new RawFileName(name, side, dye), RawFileName.read(name, TIFF).orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({
      "Sample001_pre_post_DAPI.tif, AMBIGUOUS",
      "PrePost_DAPI.tif, AMBIGUOUS",
      "Precision_Postman_DAPI.tif, AMBIGUOUS",
      "PostStain_PreStain_DAPI.tif, AMBIGUOUS",
      "Post1_pre_DAPI.tif, AMBIGUOUS",
      "samplepreandpost_DAPI.tif, AMBIGUOUS",
      "Sample001_SybrGld.tif, NO_STAIN_MARKER",
      "overview.tif, NO_STAIN_MARKER",
      "CD070_PreStain.tif, NO_STAIN_MARKER",
      "_DAPI.tif, NO_STAIN_MARKER",
      "PreStain.tif, NO_UNDERSCORE",
      "CD070-post-DAPI.tif, NO_UNDERSCORE",
      "CD070_PreStain_.tif, EMPTY_DYE",
      "pre_.TIFF, EMPTY_DYE"
  })
  void namesTheRuleThatIsBroken(String name, Kind kind) {
    NameProblem problem = assertInstanceOf(NameProblem.class, RawFileName.read(name, TIFF).orElseThrow());
    assertEquals(kind, problem.kind());
    assertTrue(problem.toString().startsWith(kind.title() + ": " + name + ": "), problem.toString());
    assertFalse(problem.remedy().isEmpty());
  }

  @Test
  void saysHowToMendTheName() {
    assertTrue(remedy("PreStain.tif").endsWith("as in PreStain_DAPI.tif."));
    assertTrue(remedy("CD070_PreStain.tif").endsWith("as in Sample_PreStain_DAPI.tif."));
    assertTrue(remedy("CD070_SybrGld.tif").startsWith("add Pre or Post"));
    assertTrue(remedy("a_pre_post_DAPI.tif").startsWith("rename it so that only one of the two"));
  }

  private static String remedy(String name) {
    return ((NameProblem) RawFileName.read(name, TIFF).orElseThrow()).remedy();
  }

  @ParameterizedTest
  @CsvSource({".hidden_pre_DAPI.tif", "._CD070_PreStain_DAPI.tif", "notes_pre_DAPI.txt", "pre_DAPI.tif.bak",
      "pre_DAPI.czi",
      "tif", "pre_DAPItif"})
  void passesOverWhatIsNoImageOrHidden(String name) {
    assertTrue(RawFileName.read(name, TIFF).isEmpty());
    assertFalse(RawFileName.isImage(name, TIFF));
  }

  @Test
  void takesTheLongestExtensionThatTheSourceReads() {
    assertEquals(new RawFileName("a_pre_DAPI.ome.tif", Side.PRE, "DAPI"),
        RawFileName.read("a_pre_DAPI.ome.tif", Set.of("tif", "ome.tif")).orElseThrow());
    assertEquals(new RawFileName("a_post_DAPI.CZI", Side.POST, "DAPI"),
        RawFileName.read("a_post_DAPI.CZI", Set.of("tif", "czi")).orElseThrow());
  }
}
