package io.github.exo2micro.batch.summary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;

class SummaryUpdateTest {

  private static final String HEAD = "sample,dye,status\n";

  @Test
  void aTaskThatRanAgainReplacesItsRowAndLeavesTheOthers() {
    String earlier = HEAD + "\"A\",\"x\",\"complete\"\n\"B\",\"x\",\"error: two\nlines, \"\"quoted\"\"\"\n";
    assertEquals(HEAD + "\"A\",\"x\",\"complete\"\n\"B\",\"x\",\"complete\"\n",
        SummaryUpdate.csv(earlier, HEAD + "\"B\",\"x\",\"complete\"\n"));
    assertEquals(earlier + "\"C\",\"x\",\"complete\"\n",
        SummaryUpdate.csv(earlier, HEAD + "\"C\",\"x\",\"complete\"\n"));
  }

  @Test
  void aTableWithOtherColumnsIsReplaced() {
    String fresh = HEAD + "\"B\",\"x\",\"complete\"\n";
    assertEquals(fresh, SummaryUpdate.csv("sample,dye\n\"A\",\"x\"\n", fresh));
    assertEquals(fresh, SummaryUpdate.csv("", fresh));
  }

  @Test
  void theJsonKeepsTheOtherTasksToo() {
    String earlier = "{\"tasks\":[{\"sample\":\"A\",\"dye\":\"x\",\"n\":1},{\"sample\":\"B\",\"dye\":\"x\",\"n\":1}]}";
    String both = SummaryUpdate.json(earlier,
        "{\"mode\":\"serial\",\"tasks\":[{\"sample\":\"A\",\"dye\":\"x\",\"n\":2}]}");
    assertEquals(2, JsonParser.parseString(both).getAsJsonObject().getAsJsonArray("tasks").size());
    assertTrue(both.contains("\"n\": 2") && both.contains("serial"), both);
    assertFalse(SummaryUpdate.json("rubbish", "{\"tasks\":[]}").contains("rubbish"));
  }
}
