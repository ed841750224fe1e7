package io.github.exo2micro.fiji.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.task.TaskId;
import java.awt.Component;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.swing.JMenu;
import javax.swing.JMenuItem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskMenuItemsTest {

  private static final TaskId TASK = new TaskId("CD070", "DAPI");

  @TempDir
  Path output;

  private List<JMenuItem> items() {
    return Arrays.stream(new TaskMenu(null, output).of(TASK).getComponents()).map(JMenuItem.class::cast).toList();
  }

  private List<String> pictures() {
    JMenu menu = (JMenu) items().get(1);
    return Arrays.stream(menu.getMenuComponents()).map((Component c) -> ((JMenuItem) c).getText()).toList();
  }

  @Test
  void whatIsNotThereYetCannotBeChosen() {
    List<JMenuItem> items = items();
    assertEquals(List.of("Show its log", "Show a picture", "Inspect…", "Open its folder"),
        items.stream().map(JMenuItem::getText).toList());
    assertEquals(List.of(true, false, false, false), items.stream().map(JMenuItem::isEnabled).toList());
  }

  @Test
  void theMenuFollowsTheFilesAsTheyAreNow() throws IOException {
    Files.createDirectories(output.resolve("CD070/DAPI/fits"));
    assertTrue(items().get(2).isEnabled(), "FITS alone can be inspected, too");
    assertTrue(items().get(3).isEnabled());
    assertFalse(items().get(1).isEnabled());
    Path pictures = Files.createDirectories(output.resolve("CD070/DAPI/pipeline_output"));
    for (String name : List.of("registration.png", "registration.csv", "alignment_checker.png")) {
      Files.createFile(pictures.resolve(name));
    }
    assertTrue(items().get(1).isEnabled());
    assertEquals(List.of("alignment_checker.png", "registration.png"), pictures());
  }

  @Test
  void aMenuOfPicturesIsNoLongerThanTheScreen() throws IOException {
    Path pictures = Files.createDirectories(output.resolve("CD070/DAPI/pipeline_output"));
    for (int i = 100; i < 160; i++) {
      Files.createFile(pictures.resolve(i + ".png"));
    }
    assertEquals(40, pictures().size());
    assertEquals("100.png", pictures().get(0));
  }
}
