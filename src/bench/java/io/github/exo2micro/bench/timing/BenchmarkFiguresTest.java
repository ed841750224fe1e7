package io.github.exo2micro.bench.timing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchmarkFiguresTest {

  @Test
  void quantilesLeaveOutWhatIsNotKnown() {
    assertEquals(2.5, Spread.quantile(List.of(4.0, Double.NaN, 1.0, 3.0, 2.0), 0.5));
    assertEquals(9.5, Spread.quantile(List.of(0.0, 10.0), 0.95));
    assertTrue(Double.isNaN(Spread.quantile(List.of(Double.NaN), 0.5)));
  }

  @Test
  void jsonKnowsNaNAndMissesNothingLoudly() throws Exception {
    Json json = Json.parse("{\"a\": {\"m\": [[1, 2], [3, NaN]]}, \"n\": null, \"s\": \"7\"}");
    assertArrayEquals(new double[] {1, 2, 3, Double.NaN}, json.at("a").at("m").numbers());
    assertTrue(Double.isNaN(json.at("a").at("gone").first().number("x")));
    assertTrue(Double.isNaN(json.number("n")));
    assertTrue(Double.isNaN(json.number("s")), "a text is no number");
    assertEquals("no status", json.text("a"));
    assertThrows(IllegalArgumentException.class, () -> Json.parse("Killed"));
    assertThrows(IllegalArgumentException.class, () -> Json.parse("{\"a\": "));
    assertEquals(Json.EMPTY, Json.read(Path.of("nowhere.json")));
  }

  @Test
  void countersReadWhatTheKernelPrintsAndNothingElse() {
    Counters counters = Counters.of("rchar: 12\nwchar: 34\nread_bytes: 5\nwrite_bytes: 6\ncancelled_write_bytes: 9\n",
        1.5);
    assertEquals(new Counters(1.5, 12, 34, 5, 6), counters);
    assertEquals(new Counters(1, 10, 30, 5, 6), counters.minus(new Counters(0.5, 2, 4, 0, 0)));
    assertTrue(Double.isNaN(Counters.of("", 1).read()));
  }
}
