package io.github.exo2micro.batch.summary;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.exo2micro.io.Json;
import io.github.exo2micro.report.ReportData;
import io.github.exo2micro.report.ReportTask;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts the tasks of a run into the summary of the folder's earlier batch: rows of the same sample and dye are replaced,
 * others stay. One task that is processed again must not cost the table of a night's batch.
 */
public final class SummaryUpdate {

  private SummaryUpdate() {}

  /** The earlier table with the fresh rows in; the fresh table where the columns are others. */
  static String csv(String earlier, String fresh) {
    List<String> old = records(earlier);
    List<String> now = records(fresh);
    if (old.isEmpty() || !old.get(0).equals(now.get(0))) {
      return fresh;
    }
    Map<String, String> rows = new LinkedHashMap<>();
    old.subList(1, old.size()).forEach(row -> rows.put(key(row), row));
    now.subList(1, now.size()).forEach(row -> rows.put(key(row), row));
    return now.get(0) + "\n" + String.join("\n", rows.values()) + "\n";
  }

  /** Lines, of which those inside quotes belong together. */
  private static List<String> records(String csv) {
    List<String> records = new ArrayList<>();
    StringBuilder record = new StringBuilder();
    boolean quoted = false;
    for (char c : csv.toCharArray()) {
      quoted ^= c == '"';
      if (c == '\n' && !quoted) {
        records.add(record.toString());
        record.setLength(0);
      } else {
        record.append(c);
      }
    }
    if (!record.isEmpty()) {
      records.add(record.toString());
    }
    return records;
  }

  /** Sample and dye: the first two cells, quoted. */
  private static String key(String row) {
    boolean quoted = false;
    int cells = 0;
    for (int i = 0; i < row.length(); i++) {
      quoted ^= row.charAt(i) == '"';
      if (row.charAt(i) == ',' && !quoted && ++cells == 2) {
        return row.substring(0, i);
      }
    }
    return row;
  }

  /** The fresh summary with the earlier one's other tasks; the fresh one alone where the earlier cannot be read. */
  static String json(String earlier, String fresh) {
    try {
      JsonObject now = JsonParser.parseString(fresh).getAsJsonObject();
      Map<String, JsonElement> tasks = new LinkedHashMap<>();
      for (JsonElement task : JsonParser.parseString(earlier).getAsJsonObject().getAsJsonArray("tasks")) {
        tasks.put(key(task), task);
      }
      for (JsonElement task : now.getAsJsonArray("tasks")) {
        tasks.put(key(task), task);
      }
      JsonArray all = new JsonArray();
      tasks.values().forEach(all::add);
      now.add("tasks", all);
      return Json.strict().toJson(now) + "\n";
    } catch (RuntimeException e) { // Gson says in many ways that a text is not what it should be
      return fresh;
    }
  }

  private static String key(JsonElement task) {
    return task.getAsJsonObject().get("sample").getAsString() + "\n" + task.getAsJsonObject().get("dye").getAsString();
  }

  /** The fresh report with the earlier one's other tasks and its comparisons. */
  public static ReportData report(ReportData earlier, ReportData fresh) {
    Map<String, ReportTask> tasks = new LinkedHashMap<>();
    earlier.tasks().forEach(t -> tasks.put(key(t), t));
    fresh.tasks().forEach(t -> tasks.put(key(t), t));
    int count = tasks.size();
    String title = fresh.title().replaceFirst("^\\d+ tasks? of", count + (count == 1 ? " task of" : " tasks of"));
    return new ReportData(title, fresh.created(), fresh.software(), fresh.machine(), fresh.mode(), fresh.wallSeconds(),
        fresh.peakBytes(), fresh.preflight(), fresh.aborted(), List.copyOf(tasks.values()), fresh.parameters(),
        fresh.memory(), earlier.sweeps());
  }

  private static String key(ReportTask task) {
    return task.sample() + "\n" + task.dye() + "\n" + task.variant();
  }
}
