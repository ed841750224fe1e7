package io.github.exo2micro.report;

import com.google.gson.Gson;
import io.github.exo2micro.RemediableException;
import io.github.exo2micro.io.AtomicFile;
import io.github.exo2micro.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One self-contained {@code report.html} per batch: pictures made small are inside it and link to the full ones by
 * relative
 * path; it needs neither network nor script. Beside it lies {@code report.json}, from which it can be made again.
 */
public final class BatchReport {

  /** The stem of the file names, {@code report.html} and {@code report.json}, unless another is given. */
  public static final String STEM = "report";

  private static final Gson GSON = Json.pages();

  private final ReportData data;

  /** @param data what to tell */
  public BatchReport(ReportData data) {
    this.data = data;
  }

  /** Reads the data of a batch's report, as {@link #read(Path, String)} with {@link #STEM}. */
  public static BatchReport read(Path directory) throws IOException {
    return read(directory, STEM);
  }

  /**
   * Reads the data of an earlier report.
   *
   * @param directory that holds its JSON
   * @param stem of its file name, {@link #STEM} for a batch
   * @throws RemediableException when there is none or it is damaged
   * @throws IOException when it cannot be read
   */
  public static BatchReport read(Path directory, String stem) throws IOException {
    Path file = directory.resolve(stem + ".json");
    if (!Files.isRegularFile(file)) {
      throw new RemediableException("There is no report to make again.", file + " does not exist.",
          "run the batch first, or give the output directory of one that ran.");
    }
    return new BatchReport(parse(file, Files.readString(file)));
  }

  private static ReportData parse(Path file, String json) {
    String found;
    try {
      ReportData data = GSON.fromJson(json, ReportData.class);
      if (data != null) {
        return data;
      }
      found = "the file is empty";
    } catch (RuntimeException e) { // Gson wraps what a record's constructor refuses in nothing more special
      found = e.getMessage();
    }
    throw new RemediableException("The report's data are damaged.", file + ": " + found,
        "run the batch again: what is finished is reused.");
  }

  /** What it tells. */
  public ReportData data() {
    return data;
  }

  /** Writes {@code report.html} and {@code report.json}, as {@link #writeTo(Path, String)} with {@link #STEM}. */
  public Path writeTo(Path directory) throws IOException {
    return writeTo(directory, STEM);
  }

  /**
   * Writes HTML and JSON, each whole or not at all.
   *
   * @param directory the batch's output directory, to which the data's paths are relative
   * @param stem of the file names, {@link #STEM} for a batch
   * @return the report
   * @throws IOException when they cannot be written
   */
  public Path writeTo(Path directory, String stem) throws IOException {
    Files.createDirectories(directory);
    AtomicFile.write(directory.resolve(stem + ".json"), GSON.toJson(data) + "\n");
    Path html = directory.resolve(stem + ".html");
    AtomicFile.write(html, new ReportPage(data, directory).html());
    return html;
  }
}
