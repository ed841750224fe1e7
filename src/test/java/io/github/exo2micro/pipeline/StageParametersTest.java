package io.github.exo2micro.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.task.ParameterSpec;
import io.github.exo2micro.task.Parameters;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A parameter reaches the component of its own name: nineteen numbers in a row are easily swapped. */
class StageParametersTest {

  /** What a stage calls otherwise than the table of parameters does. */
  private static final Map<String, String> OWN_NAMES = Map.of("stopit", "max_iterations", "stopdelta", "convergence",
      "interior_ecc", "enabled", "interior_blur_base", "blur_base", "interior_max_correction", "max_correction_px",
      "interior_min_inlier_ratio", "min_inlier_ratio");

  /** Every number a value of its own, every flag the other way round. */
  private static Parameters allDifferent() {
    Parameters parameters = Parameters.defaults();
    for (ParameterSpec spec : ParameterSpec.values()) {
      int n = spec.ordinal();
      parameters = switch (spec.kind()) {
        case BOOLEAN -> parameters.with(spec, !parameters.flag(spec));
        case INTEGER -> parameters.with(spec, (int) Math.min(spec.maximum(), 101 + n));
        case REAL -> parameters.with(spec, spec.minimum() + (spec.maximum() - spec.minimum()) * (n + 1) / 1000);
        default -> parameters;
      };
    }
    // A range must not end before it begins.
    return parameters.with(ParameterSpec.SCALE_MIN, 0.9).with(ParameterSpec.SCALE_MAX, 1.7);
  }

  private static Map<String, Object> components(Record record) throws ReflectiveOperationException {
    Map<String, Object> values = new HashMap<>();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      String name = component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
      values.put(name, component.getAccessor().invoke(record));
    }
    return values;
  }

  private static void assertHandedOver(Record stage, Parameters from, String... names)
      throws ReflectiveOperationException {
    Map<String, Object> found = components(stage);
    for (String name : names) {
      Object expected = from.value(ParameterSpec.named(name)).orElseThrow();
      assertEquals(expected, found.get(OWN_NAMES.getOrDefault(name, name)), name);
    }
    assertEquals(names.length, found.size(), "components that no parameter fills: " + found.keySet());
  }

  @Test
  void theBoundaryStageGetsEachOfItsParametersInItsPlace() throws ReflectiveOperationException {
    Parameters parameters = allDifferent();
    String[] names = Arrays.stream(ParameterSpec.values()).filter(s -> s.stage() == 2)
        .filter(s -> s != ParameterSpec.SAVE_ALL_INTERMEDIATES && s.kind() != ParameterSpec.Kind.AUTO_REAL)
        .map(ParameterSpec::parameter).toArray(String[]::new);
    assertHandedOver(StageParameters.boundary(parameters), parameters, names);
  }

  @Test
  void theInteriorStageGetsEachOfItsParametersInItsPlace() throws ReflectiveOperationException {
    Parameters parameters = allDifferent();
    assertHandedOver(StageParameters.interior(parameters), parameters, "interior_ecc", "interior_blur_base",
        "interior_max_correction", "interior_min_inlier_ratio");
  }

  @Test
  void localAlignmentIsOnByAutoAndOffByOffAndHasTheInteriorsLimit() {
    Parameters limited = Parameters.of(Map.of("interior_max_correction", "37"));
    assertTrue(StageParameters.local(limited).enabled());
    assertEquals(37, StageParameters.local(limited).maxCorrectionPx());
    assertFalse(StageParameters.local(Parameters.of(Map.of("local_alignment", "off"))).enabled());
  }

  @Test
  void everyValueOfThisTestIsTellable() {
    Parameters parameters = allDifferent();
    Map<Object, Long> numbers = Arrays.stream(ParameterSpec.values())
        .filter(s -> s.kind() == ParameterSpec.Kind.INTEGER || s.kind() == ParameterSpec.Kind.REAL)
        .map(s -> parameters.value(s).orElseThrow())
        .collect(Collectors.groupingBy(v -> v, Collectors.counting()));
    numbers.values().removeIf(n -> n == 1);
    assertEquals(Map.of(), numbers, "two parameters with the same value could be swapped unnoticed");
  }
}
