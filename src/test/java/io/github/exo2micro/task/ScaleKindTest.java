package io.github.exo2micro.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.exo2micro.io.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScaleKindTest {

  private static final Map<ScaleKind, String> NAMES = Map.of(ScaleKind.MOFFAT, "moffat", ScaleKind.MANUAL, "manual",
      ScaleKind.LOCAL, "local", ScaleKind.percentile(50), "percentile_p50", ScaleKind.percentile(99.1),
      "percentile_p99.1", ScaleKind.percentile(0.0005), "percentile_p0.0005", ScaleKind.percentile(0.00001),
      "percentile_p1e-05");

  @Test
  void hasOneNameByWhichItIsFoundAgain() {
    NAMES.forEach((kind, name) -> {
      assertEquals(name, kind.name());
      assertEquals(kind, ScaleKind.of(name));
    });
    assertThrows(IllegalArgumentException.class, () -> ScaleKind.of("percentile"));
  }

  @Test
  void namesTheFileOfItsDifferenceAsTheParametersDo() {
    Parameters parameters = Parameters.of(Map.of("scale_percentile", "0.0005", "manual_scale", "2"));
    assertEquals(
        List.of("04_difference_difference", "04_difference_difference_percentile_p0.0005",
            "04_difference_difference_manual"),
        Checkpoint.of(Stage.DIFFERENCE, parameters).stream().map(Checkpoint::toString).toList());
  }

  @Test
  void travelsAsItsName() {
    ScaleSummary scale = new ScaleSummary(ScaleKind.percentile(99.1), 1.5, 0.01, Optional.of(0.99), "note");
    String json = Json.line().toJson(scale);
    assertEquals("{\"kind\":\"percentile_p99.1\",\"scale\":1.5,\"uncertainty\":0.01,\"overSubtracted\":0.99,"
        + "\"note\":\"note\"}", json);
    assertEquals(scale, Json.line().fromJson(json, ScaleSummary.class));
  }

  @Test
  void ofAnEarlierVersionsSidecarIsKnownWithoutItsShare() {
    ScaleSummary read = Json.line().fromJson("{\"kind\":\"moffat\",\"scale\":1.5,\"uncertainty\":0,\"note\":\"\"}",
        ScaleSummary.class);
    assertEquals(new ScaleSummary(ScaleKind.MOFFAT, 1.5, 0, Optional.empty(), ""), read);
  }
}
