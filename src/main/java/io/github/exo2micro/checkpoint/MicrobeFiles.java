package io.github.exo2micro.checkpoint;

import io.github.exo2micro.io.TemporaryFile;
import io.github.exo2micro.microbes.Microbe;
import io.github.exo2micro.microbes.MicrobeSink;
import io.github.exo2micro.microbes.list.MicrobeGeoJson;
import io.github.exo2micro.microbes.list.MicrobeTable;
import io.github.exo2micro.microbes.list.RawFrame;
import io.github.exo2micro.microbes.list.RoiSet;
import io.github.exo2micro.task.ParameterSpec;
import io.github.exo2micro.task.Parameters;
import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a task's lists of microbes as they are found: the table, outlines for QuPath, outlines for ImageJ. They are
 * seen all at once when everything is found, or never.
 */
public final class MicrobeFiles implements MicrobeSink, Closeable {

  /** The pictures of microbes. */
  public static final List<String> PICTURES = List.of("microbes", "microbe_density");

  private static final String NAME = "microbes";

  private final Path folder;
  private final String suffix;
  private final TemporaryFile tableFile;
  private final TemporaryFile outlinesFile;
  private final TemporaryFile roisFile;
  private final Writer tableText;
  private final Writer outlinesText;
  private final MicrobeTable table;
  private final MicrobeGeoJson outlines;
  private final RoiSet rois;

  public MicrobeFiles(TaskFolder task, Parameters parameters, RawFrame frame) throws IOException {
    folder = task.microbes();
    suffix = suffix(parameters);
    tableFile = TemporaryFile.beside(table(task, parameters));
    outlinesFile = TemporaryFile.beside(outlines(task, parameters));
    roisFile = TemporaryFile.beside(rois(task, parameters));
    tableText = new BufferedWriter(
        new OutputStreamWriter(Files.newOutputStream(tableFile.path()), StandardCharsets.UTF_8),
        1 << 16);
    outlinesText = new BufferedWriter(new OutputStreamWriter(new GZIPOutputStream(new BufferedOutputStream(
        Files.newOutputStream(outlinesFile.path()), 1 << 16)), StandardCharsets.UTF_8), 1 << 16);
    OutputStream zip = new BufferedOutputStream(Files.newOutputStream(roisFile.path()), 1 << 16);
    table = new MicrobeTable(tableText, frame);
    outlines = new MicrobeGeoJson(outlinesText, frame);
    rois = new RoiSet(zip, frame);
  }

  private static String suffix(Parameters parameters) {
    return parameters.suffix(ParameterSpec.DETECTION);
  }

  /** The table. */
  public static Path table(TaskFolder folder, Parameters parameters) {
    return folder.microbes().resolve(NAME + suffix(parameters) + ".csv");
  }

  /** The outlines for QuPath. */
  static Path outlines(TaskFolder folder, Parameters parameters) {
    return folder.microbes().resolve(NAME + suffix(parameters) + ".geojson.gz");
  }

  /** The outlines for ImageJ. */
  static Path rois(TaskFolder folder, Parameters parameters) {
    return folder.microbes().resolve(NAME + suffix(parameters) + "_RoiSet.zip");
  }

  /** What is known of the lists. */
  public static Path sidecar(TaskFolder folder, Parameters parameters) {
    return folder.microbes().resolve(NAME + suffix(parameters) + ".json");
  }

  @Override
  public void take(Microbe microbe) throws IOException {
    table.take(microbe);
    outlines.take(microbe);
    rois.take(microbe);
  }

  /**
   * Ends the lists and gives them their names; a RoiSet.zip of an earlier search goes when there are too many for one.
   *
   * @return the files
   */
  public List<Path> commit() throws IOException {
    outlines.finish();
    tableText.close();
    outlinesText.close();
    rois.close();
    List<Path> files = new ArrayList<>();
    for (TemporaryFile file : List.of(tableFile, outlinesFile)) {
      file.moveToTarget();
      files.add(file.target());
    }
    if (rois.isComplete()) {
      roisFile.moveToTarget();
      files.add(roisFile.target());
    } else {
      Files.deleteIfExists(folder.resolve(NAME + suffix + "_RoiSet.zip"));
    }
    return files;
  }

  @Override
  public void close() throws IOException {
    for (Closeable part : List.<Closeable>of(tableText, outlinesText, rois)) {
      try {
        part.close();
      } catch (IOException e) {
        // What is closed without a commit is deleted below, whatever is missing in it.
      }
    }
    for (TemporaryFile file : List.of(tableFile, outlinesFile, roisFile)) {
      file.close();
    }
  }
}
