package io.github.exo2micro.fiji.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.fiji.host.Exo2MicroCommand;
import io.github.exo2micro.fiji.input.DialogNews;
import io.github.exo2micro.fiji.view.ZoomAndInspect;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.module.Module;

/** What a dialog says of the folders while it is filled in. */
class DialogNewsTest {

  private static CommandContext fiji;

  @TempDir
  static Path folder;

  @BeforeAll
  static void makeFolders() throws Exception {
    fiji = new CommandContext();
    fiji.run(CreateDemoData.class, "directory", folder.toString(), "width", "210", "height", "220");
    Files.delete(folder.resolve("raw/Demo01/Demo01_PostStain_DAPI.tif"));
    Files.write(folder.resolve("raw/Demo02/Demo02_PreStain_DAPI.tif"), new byte[] {'I', 'I', 42});
    Path done = Files.createDirectories(folder.resolve("out/Demo02/SybrGld/tiff"));
    Files.createFile(done.resolve("04_difference_difference_pad110_ar31.5.tiff"));
  }

  @AfterAll
  static void close() {
    fiji.close();
  }

  private static DialogNews news(Class<? extends Exo2MicroCommand> command, Map<String, Object> inputs)
      throws Exception {
    Module module = fiji.info(command).createModule();
    fiji.context().inject(module.getDelegateObject());
    module.setInput("raw_dir", folder.resolve("raw").toFile());
    module.setInput("output_dir", folder.resolve("out").toFile());
    inputs.forEach(module::setInput);
    return ((Exo2MicroCommand) module.getDelegateObject()).news();
  }

  @Test
  void pairsThatAreIncompleteOrDamagedAreShownWithTheReason() throws Exception {
    DialogNews news = news(RunBatch.class, Map.of("pad", "110", "parameters", "angle_range=31.5"));
    assertEquals(List.of("Demo01", "Demo02"), news.names().get("samples"));
    assertTrue(news.estimate().contains("1 cannot run") && news.estimate().contains("Demo01/DAPI"), news.estimate());
    assertTrue(news.tip().contains("Demo01/DAPI"), news.tip());
    assertTrue(news.estimate().contains("damaged"), news.estimate());
    assertEquals(Map.of(), news.proposal());
  }

  @Test
  void theParametersOfTheNewestRunAreOfferedWhereTheyAreOthers() throws Exception {
    for (var command : List.of(RunBatch.class, PreflightCheck.class)) {
      Map<String, String> proposal = news(command, Map.of("pad", "auto")).proposal();
      assertEquals("110", proposal.get("pad"));
      assertEquals("angle_range=31.5", proposal.get("parameters"));
    }
    Map<String, String> one = news(ProcessOneTask.class, Map.of("sample", "Demo02", "dye", "SybrGld")).proposal();
    assertEquals("110", one.get("pad"));
    assertEquals("31.5", one.get("angle_range"));
    assertTrue(news(CheckStatus.class, Map.of()).proposal().isEmpty(), "newest is what it takes anyway");
  }

  @Test
  void theEstimateSaysWhatPaddingWasChosen() throws Exception {
    assertTrue(news(RunBatch.class, Map.of("pad", "auto")).estimate().contains("padding 60 px"));
    assertTrue(news(RunBatch.class, Map.of("pad", "333")).estimate().contains("padding 333 px"));
  }

  @Test
  void oneTaskIsChosenFromWhatTheFoldersHold() throws Exception {
    assertEquals(List.of("SybrGld"), news(ProcessOneTask.class, Map.of("sample", "Demo01", "dye", "SybrGld")).names()
        .get("dye"));
    Module module = fiji.info(ZoomAndInspect.class).createModule();
    module.setInput("output_dir", new File(folder.toFile(), "out"));
    DialogNews zoom = ((Exo2MicroCommand) module.getDelegateObject()).news();
    assertEquals(List.of("Demo02"), zoom.names().get("sample"));
  }

  @Test
  void halfTypedFoldersAreSaidInTheWordsOfTheDialog() throws Exception {
    DialogNews news = news(RunBatch.class, Map.of("raw_dir", new File("")));
    assertTrue(news.estimate().contains("Raw folder"), news.estimate());
    assertFalse(news.estimate().contains("raw_dir"), news.estimate());
  }
}
