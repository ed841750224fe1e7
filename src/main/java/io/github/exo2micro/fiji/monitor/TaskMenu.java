package io.github.exo2micro.fiji.monitor;

import ij.IJ;
import ij.text.TextWindow;
import io.github.exo2micro.batch.RunLog;
import io.github.exo2micro.checkpoint.TaskFolder;
import io.github.exo2micro.fiji.input.Inputs;
import io.github.exo2micro.fiji.view.ZoomAndInspect;
import io.github.exo2micro.task.TaskId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.swing.JMenu;
import javax.swing.JMenuItem;
import javax.swing.JPopupMenu;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.platform.PlatformService;

/** What can be done with a task of the monitor: its log, its pictures, Inspect, its folder. */
public final class TaskMenu {

  private static final int WIDTH = 900;
  private static final int HEIGHT = 500;
  private static final int MOST_PICTURES = 40;

  private final Context context;
  private final Path output;

  TaskMenu(Context context, Path output) {
    this.context = context;
    this.output = output;
  }

  /** The menu of a task as its files are now. */
  JPopupMenu of(TaskId task) {
    TaskFolder folder = new TaskFolder(output, task);
    JPopupMenu menu = new JPopupMenu(task.toString());
    menu.add(item("Show its log", true, () -> showLog(task)));
    List<Path> pictures = pictures(folder.pictures());
    JMenu shown = new JMenu("Show a picture");
    shown.setEnabled(!pictures.isEmpty());
    pictures.forEach(p -> shown.add(item(p.getFileName().toString(), true, () -> IJ.open(p.toString()))));
    menu.add(shown);
    menu.add(item("Inspect…", Files.isDirectory(folder.tiff()) || Files.isDirectory(folder.fits()),
        () -> inspect(task)));
    menu.add(item("Open its folder", Files.isDirectory(folder.root()), () -> open(context, folder.root())));
    return menu;
  }

  private static JMenuItem item(String text, boolean enabled, Runnable action) {
    JMenuItem item = new JMenuItem(text);
    item.setEnabled(enabled);
    // A slow disk must not stop the monitor.
    item.addActionListener(e -> new Thread(action, "exo2micro-monitor").start());
    return item;
  }

  private static List<Path> pictures(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".png")).sorted().limit(MOST_PICTURES).toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private void showLog(TaskId task) {
    Path log = output.resolve(RunLog.FILE_NAME);
    String mark = "[" + task + "]";
    try (Stream<String> lines = Files.lines(log, StandardCharsets.UTF_8)) {
      new TextWindow("Exo2Micro log of " + task, String.join("\n", lines.filter(l -> l.contains(mark)).toList()), WIDTH,
          HEIGHT);
    } catch (IOException | java.io.UncheckedIOException e) {
      IJ.error("Exo2Micro", "The log " + log + " cannot be read: " + e.getMessage());
    }
  }

  private void inspect(TaskId task) {
    context.service(CommandService.class).run(ZoomAndInspect.class, true, inspection(task));
  }

  /** All inputs that people are asked for: for one that is left out, a dialog would open. */
  Map<String, Object> inspection(TaskId task) {
    return Map.ofEntries(Map.entry("output_dir", output.toFile()), Map.entry("sample", task.sample()),
        Map.entry("dye", task.dye()), Map.entry("parameters", ""), Map.entry("row", "-1"), Map.entry("col", "-1"),
        Map.entry("size", "600"), Map.entry("sigma", "0.0"), Map.entry("image", "difference"),
        Map.entry("side_by_side", Inputs.YES), Map.entry("microbes", Inputs.YES), Map.entry("save", Inputs.NO));
  }

  /** Opens a file or folder with the program that the system has for it. */
  public static void open(Context context, Path path) {
    try {
      context.service(PlatformService.class).open(path.toUri().toURL());
    } catch (IOException e) {
      IJ.error("Exo2Micro", path + " cannot be opened: " + e.getMessage());
    }
  }
}
