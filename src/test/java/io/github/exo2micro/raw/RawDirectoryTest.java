package io.github.exo2micro.raw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.raw.LayoutProblem.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RawDirectoryTest {

  @TempDir
  Path raw;

  private RawDirectory directory() {
    return new RawDirectory(raw, Set.of("tif", "tiff"));
  }

  private void files(String... names) throws IOException {
    for (String name : names) {
      Path file = raw.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, new byte[0]);
    }
  }

  private Discovery all() throws IOException {
    return directory().discoverTasks(List.of(), List.of());
  }

  private static String reason(Discovery discovery) {
    assertEquals(1, discovery.skipped().size(), discovery.skipped().toString());
    return discovery.skipped().get(0).reason();
  }

  private static void assertSays(String text, String... parts) {
    for (String part : parts) {
      assertTrue(text.contains(part), "'" + part + "' is not in: " + text);
    }
  }

  /** The same name typed the same way, but one file came over a Mac, which writes accents apart from their letters. */
  @Test
  void joinsNamesThatDifferOnlyInHowAccentsAreWritten() throws IOException {
    String composed = "F\u00e4rbung";
    String apart = "Fa\u0308rbung";
    files("S/a_PreStain_" + apart + ".tif", "S/a_PostStain_" + composed + ".tif");
    Discovery found = all();
    assertEquals(List.of(), found.skipped());
    assertEquals(List.of(composed), found.present().stream().map(RawPair::dye).toList());
    assertEquals(found.present(), directory().discoverTasks(List.of("S"), List.of(apart)).present());
    assertEquals(raw.resolve("S/a_PreStain_" + apart + ".tif"), found.present().get(0).pre());
  }

  @Test
  void findsASampleHoweverItsAccentsAreWritten() throws IOException {
    files("Gru\u0308n/a_pre_D.tif", "Gru\u0308n/a_post_D.tif");
    Discovery found = directory().discoverTasks(List.of("Gr\u00fcn"), List.of());
    assertEquals(List.of(raw.resolve("Gru\u0308n/a_pre_D.tif")), found.present().stream().map(RawPair::pre).toList());
  }

  @Test
  void showsTheCharactersOfNamesThatAreNotPlain() throws IOException {
    files("S/a_pre_D\u0410PI.tif", "S/a_post_DAPI.tif");
    Discovery found = all();
    assertTrue(found.skipped().stream().anyMatch(s -> s.reason().contains("*post*_D\u0410PI (D\\u0410PI).tif")),
        found.skipped().toString());
  }

  /** A name in Latin-1 where file names are UTF-8: Java lists it, but cannot open it by what it shows. */
  @Test
  void saysOfANameInAnotherEncodingThatItMustBeRenamed() throws IOException {
    SampleFolder folder = SampleFolder.read(raw.resolve("S"), List.of("a_pre_F\ufffdrbung.tif", "a_post_X.tif"),
        Set.of("tif"));
    assertSays(folder.warnings().toString(), "UNREADABLE NAME: a_pre_F\ufffdrbung.tif", "another encoding",
        "rename it");
  }

  @Test
  void findsAllPairsOfAllSamplesByName() throws IOException {
    files("CD070/CD070_PreStain_SybrGld.tif", "CD070/CD070_PostStain_SybrGld.tif", "CD063/my_2024_pre_run3_DAPI.TIFF",
        "CD063/my_2024_post_run3_DAPI.TIFF", "CD063/pre_Cy5.tif", "CD063/post_Cy5.tif");
    Discovery found = all();
    assertTrue(found.layoutUsable());
    assertEquals(List.of(
        new RawPair("CD063", "Cy5", raw.resolve("CD063/pre_Cy5.tif"), raw.resolve("CD063/post_Cy5.tif")),
        new RawPair("CD063", "DAPI", raw.resolve("CD063/my_2024_pre_run3_DAPI.TIFF"),
            raw.resolve("CD063/my_2024_post_run3_DAPI.TIFF")),
        new RawPair("CD070", "SybrGld", raw.resolve("CD070/CD070_PreStain_SybrGld.tif"),
            raw.resolve("CD070/CD070_PostStain_SybrGld.tif"))),
        found.present());
    assertEquals(List.of(), found.skipped());
    assertEquals(List.of(), found.warnings());
    assertEquals(found.present(), found.requireRunnable(true));
  }

  @Test
  void keepsTheOrderAskedForAndDropsRepetitions() throws IOException {
    files("A/pre_X.tif", "A/post_X.tif", "B/pre_X.tif", "B/post_X.tif");
    List<RawPair> pairs = directory().discoverTasks(List.of("B", "A", "B"), List.of("X", "X")).present();
    assertEquals(List.of("B", "A"), pairs.stream().map(RawPair::sample).toList());
  }

  @Test
  void dyesDifferByCase() throws IOException {
    files("A/pre_DAPI.tif", "A/post_DAPI.tif", "A/pre_dapi.tif");
    Discovery found = all();
    assertEquals(List.of("DAPI"), found.present().stream().map(RawPair::dye).toList());
    assertEquals("dapi", found.skipped().get(0).dye());
    assertSays(reason(directory().discoverTasks(List.of(), List.of("Dapi"))), "case counts", "did you mean '");
  }

  @Test
  void aBadNameStopsNoOtherFile() throws IOException {
    files("A/pre_X.tif", "A/post_X.tif", "A/both_pre_post_X.tif", "A/X.tif", "A/preX.tif", "A/pre_.tif",
        "A/._pre_X.tif",
        "A/notes.txt");
    Discovery found = all();
    assertEquals(1, found.present().size());
    assertEquals(4, found.warnings().size());
    String text = found.warnings().toString();
    assertSays(text, "A: AMBIGUOUS: both_pre_post_X.tif", "A: NO STAIN MARKER: X.tif", "A: NO UNDERSCORE: preX.tif",
        "A: EMPTY DYE: pre_.tif");
  }

  @Test
  void saysWhichSideOfAPairIsMissing() throws IOException {
    files("A/pre_X.tif");
    assertSays(reason(all()), "incomplete pair", "the post image is missing", "'*post*_X.tif' in " + raw.resolve("A"),
        "only pre_X.tif");
    files("A/post_X.tif", "A/post_Y.tif");
    assertSays(reason(all()), "the pre image is missing", "'*pre*_Y.tif'");
  }

  @Test
  void listsEveryCandidateOfADuplicate() throws IOException {
    files("A/pre_X.tif", "A/pre2_X.tiff", "A/post_X.tif");
    assertSays(reason(all()), "duplicate", "2 pre (pre2_X.tiff, pre_X.tif)", "1 post (post_X.tif)");
  }

  @Test
  void listsTheDyesThereWhenOneIsNotFound() throws IOException {
    files("A/pre_X.tif", "A/post_X.tif", "A/pre_microbe.tif", "A/post_microbe.tif");
    assertSays(reason(directory().discoverTasks(List.of("A"), List.of("Z"))), "no image of dye 'Z'",
        "dyes there: X, microbe");
    assertSays(reason(directory().discoverTasks(List.of("A"), List.of("SybrGld_microbe"))),
        "dye names hold no underscore", "did you mean 'microbe'?");
    files("A/pre_SybrGldmicrobe.tif", "A/post_SybrGldmicrobe.tif");
    assertSays(reason(directory().discoverTasks(List.of("A"), List.of("SybrGld_microbe"))),
        "did you mean 'SybrGldmicrobe'?");
  }

  @Test
  void saysWhichSampleHasNoFolder() throws IOException {
    files("CD070/pre_X.tif", "CD070/post_X.tif");
    Discovery found = directory().discoverTasks(List.of("cd070", "CD070"), List.of());
    assertEquals(1, found.present().size());
    assertSays(reason(found), "no folder of that name", "folders there: CD070", "did you mean 'CD070'?");
  }

  @Test
  void strictDyesRefuseWithAllMissingPairsInOneMessage() throws IOException {
    files("A/pre_X.tif", "A/post_X.tif", "B/pre_X.tif");
    Discovery found = directory().discoverTasks(List.of("A", "B", "C"), List.of("X", "Y"));
    RemediableException refusal = assertThrows(RemediableException.class, () -> found.requireRunnable(true));
    assertSays(refusal.getMessage(), "5 pairs", "- A/Y: ", "- B/X: incomplete pair", "- B/Y: ", "- C/X: ", "- C/Y: ");
    assertEquals(1, found.requireRunnable(false).size());
  }

  @Test
  void whatNobodyAskedForByNameDoesNotMakeStrictDyesRefuse() throws IOException {
    files("A/pre_X.tif", "A/post_X.tif", "A/pre_Y.tif", "empty/notes.txt");
    Discovery found = all();
    assertEquals(1, found.requireRunnable(true).size());
    assertFalse(found.skipped().get(0).requested());
    assertSays(found.warnings().toString(), "empty: the folder holds no TIFF file");
    Discovery named = directory().discoverTasks(List.of("empty"), List.of());
    assertThrows(RemediableException.class, () -> named.requireRunnable(true));
  }

  @Test
  void refusesToRunNothing() throws IOException {
    files("A/pre_X.tif", "B/nonsense.tif");
    Discovery found = all();
    RemediableException refusal = assertThrows(RemediableException.class, () -> found.requireRunnable(false));
    assertSays(refusal.getMessage(), "no complete pair", "A/X: incomplete pair", "one folder per sample");
  }

  private LayoutProblem problem(Kind kind) throws IOException {
    LayoutProblem problem = directory().diagnose().orElseThrow();
    assertEquals(kind, problem.kind());
    Discovery found = all();
    assertFalse(found.layoutUsable());
    assertEquals(List.of(), found.present());
    RemediableException refusal = assertThrows(RemediableException.class, () -> found.requireRunnable(false));
    assertSays(refusal.getMessage(), raw.toString(), "one folder per sample", "CD070_PreStain_SybrGld.tif",
        "holds no underscore");
    return problem;
  }

  @Test
  void diagnosesAMissingDirectory() throws IOException {
    raw = raw.resolve("nowhere");
    assertEquals("The raw directory does not exist.", problem(Kind.MISSING).problem());
  }

  @Test
  void diagnosesAFileInsteadOfADirectory() throws IOException {
    raw = Files.createFile(raw.resolve("file"));
    assertEquals("The raw directory is a file, not a folder.", problem(Kind.NOT_A_DIRECTORY).problem());
  }

  @Test
  void diagnosesAnEmptyDirectory() throws IOException {
    assertSays(problem(Kind.EMPTY).evidence(), "is empty.");
    files(".DS_Store");
    assertSays(problem(Kind.EMPTY).evidence(), "is empty.");
    files("read me.txt", "scan_pre_DAPI.czi");
    assertSays(problem(Kind.EMPTY).evidence(), "holds only read me.txt, scan_pre_DAPI.czi",
        "Files of kind .czi can be read in Fiji");
  }

  @Test
  void diagnosesLooseImagesWithoutSampleFolders() throws IOException {
    files("a_pre_X.tif", "b.tif", "c.tif", "d.tif", "e.tif", "f.tif", "g.tiff");
    LayoutProblem problem = problem(Kind.LOOSE_FILES);
    assertSays(problem.evidence(), "7 TIFF files", "a_pre_X.tif, b.tif, c.tif, d.tif, e.tif and 2 more");
    assertSays(problem.remedy(), "make a folder there for each sample");
    files(".hidden/x.txt");
    problem(Kind.LOOSE_FILES);
  }

  @Test
  void diagnosesSampleFoldersWithoutImages() throws IOException {
    files("A/notes.txt", "B/deeper/pre_X.tif", "C/pre_X.nd2");
    assertSays(problem(Kind.NO_IMAGES).evidence(), "3 folders: A, B, C", "notes.txt, pre_X.nd2",
        "Files of kind .nd2 can be read in Fiji");
  }

  @Test
  void looseImagesBesideSampleFoldersAreAWarning() throws IOException {
    files("A/pre_X.tif", "A/post_X.tif", "loose.tif");
    Discovery found = all();
    assertEquals(1, found.present().size());
    assertSays(found.warnings().get(0).toString(), "1 TIFF file lies beside the sample folders", "loose.tif");
  }

  @Test
  void otherExtensionsCountWhereTheSourceReadsThem() throws IOException {
    files("A/pre_X.czi", "A/post_X.ND2");
    assertEquals(1, new RawDirectory(raw, Set.of("tif", "czi", "nd2")).discoverTasks(List.of(), List.of()).present()
        .size());
    files("A/pre_Y.tif", "A/post_Y.tif");
    Discovery tiffOnly = all();
    assertEquals(List.of("Y"), tiffOnly.present().stream().map(RawPair::dye).toList());
    assertSays(tiffOnly.warnings().toString(), ".czi, .nd2 can be read in Fiji");
  }

  @Test
  void refusesNamesThatLeadElsewhere() throws IOException {
    files("A/pre_X.tif", "A/post_X.tif");
    for (String name : List.of("", " ", ".", "..", "../A", "a/b", "a\\b", "/etc", "a\u0000b", "a\nb", "\u007f")) {
      RemediableException sample = assertThrows(RemediableException.class,
          () -> directory().discoverTasks(List.of(name), List.of()));
      assertSays(sample.getMessage(), "The sample name '");
      assertFalse(sample.problem().chars().anyMatch(Character::isISOControl), "control characters are made visible");
      assertThrows(RemediableException.class, () -> directory().discoverTasks(List.of("A"), List.of(name)));
    }
  }

  @Test
  void aDyeThatCannotBeAFolderIsAWarning() throws IOException {
    files("A/pre_X.tif", "A/post_X.tif", "A/pre_...tif");
    assertSays(all().warnings().toString(), "its dye '..' cannot be a folder's name");
  }
}
