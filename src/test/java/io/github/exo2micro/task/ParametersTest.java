package io.github.exo2micro.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.RemediableException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ParametersTest {

  /** The original's registry, in its order: name, abbreviation, default, stage. */
  private static final String REGISTRY = """
      pad pad 2000 1
      use_edges ue 1 2
      boundary_width bw 15 2
      boundary_smooth bs 10 2
      rotation_search rs 1 2
      angle_range ar 20 2
      angle_step astep 1 2
      scale_search ss 1 2
      scale_min smin 0.85 2
      scale_max smax 1.15 2
      scale_step sstep 0.05 2
      multiscale ms 1 2
      down_scale ds 0.3 2
      max_translation mtr 200 2
      max_rotation mrot 5 2
      max_scale_delta msd 0.2 2
      max_scale_diff msdf 0.15 2
      save_all_intermediates sai 0 2
      fine_ecc fecc 0 2
      stopit sit 500 2
      stopdelta sdl 1e-06 2
      interior_ecc iecc 1 3
      interior_blur_base iblur 8 3
      interior_max_correction imc 500 3
      interior_min_inlier_ratio imir 0.4 3
      scale_percentile sp none 4
      manual_scale msc none 4
      """;

  /** What the original does not have; it ignores such files, since it never asks for a name with these in it. */
  private static final String OWN = """
      page pg none 1
      channel ch none 1
      series ser none 1
      subtract_offset sub 1 4
      outside out nan 4
      local_scale lsc auto 4
      local_alignment lal auto 3
      pre_offset preo auto 2
      post_offset posto auto 2
      detect det 1 5
      detect_sigma dsig 5 5
      detect_min_area dmin 5 5
      """;

  private static List<String[]> numbers() throws IOException {
    try (InputStream in = ParametersTest.class.getResourceAsStream("numbers.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().filter(l -> !l.startsWith("#"))
          .map(l -> l.split(" ")).toList();
    }
  }

  @Test
  void theTableIsTheOriginalsRegistry() {
    List<String> found = Arrays.stream(ParameterSpec.values()).map(s -> s.parameter() + " " + s.abbreviation() + " "
        + s.text(s.defaultValue()) + " " + s.stage()).toList();
    List<String> own = OWN.lines().toList();
    assertEquals(REGISTRY.lines().toList(), found.stream().filter(line -> !own.contains(line)).toList());
    assertTrue(found.containsAll(own), "all of our own are there: " + found);
  }

  @Test
  void numbersAreWrittenAsTheOriginalWritesThemWhereThatIsExact() throws IOException {
    int exact = 0;
    for (String[] row : numbers()) {
      double value = Double.parseDouble(row[0]);
      assertEquals(row[2], SuffixFormat.number(value), row[0]);
      if (Double.parseDouble(row[1]) == value) {
        assertEquals(row[1], SuffixFormat.number(value), row[0]);
        exact++;
      }
    }
    assertTrue(exact > 30 && exact < numbers().size(), "both kinds are in the table: " + exact);
  }

  @Test
  void everyNumberComesBackFromItsText() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      double value = i % 2 == 0 ? Double.longBitsToDouble(random.nextLong())
          : Math.rint(random.nextDouble() * 1e6) / 1e4;
      if (Double.isFinite(value)) {
        assertEquals(value == 0 ? 0.0 : value, Double.parseDouble(SuffixFormat.number(value)));
      }
    }
  }

  @Test
  void aDefaultRunHasNoSuffix() {
    for (int stage = 1; stage <= 4; stage++) {
      assertEquals("", Parameters.defaults().suffix(stage));
      assertEquals("", Parameters.of(Map.of("pad", "2000", "down_scale", "0.30")).suffix(stage));
    }
  }

  @Test
  void aSuffixHoldsTheStagesOwnAndEarlierParametersInRegistryOrder() {
    Parameters parameters = Parameters.of(Map.of("manual_scale", "1.25", "interior_ecc", "false", "fine_ecc", "yes",
        "boundary-width", "20", "pad", "100", "stopdelta", "1e-7", "scale_percentile", "99.1"));
    assertEquals("_pad100", parameters.suffix(1));
    assertEquals("_pad100_bw20_fecc1_sdl1e-07", parameters.suffix(2));
    assertEquals("_pad100_bw20_fecc1_sdl1e-07_iecc0", parameters.suffix(3));
    assertEquals("_pad100_bw20_fecc1_sdl1e-07_iecc0_sp99.1_msc1.25", parameters.suffix(4));
  }

  @Test
  void differentValuesNeverShareASuffix() {
    Parameters one = Parameters.defaults().with(ParameterSpec.MANUAL_SCALE, 1.2345678);
    Parameters other = Parameters.defaults().with(ParameterSpec.MANUAL_SCALE, 1.2345679);
    assertNotEquals(one.suffix(4), other.suffix(4));
  }

  @Test
  void theSearchForMicrobesNeverChangesTheNameOfACheckpoint() {
    Parameters parameters = Parameters.defaults().with(ParameterSpec.DETECT_SIGMA, 4.5)
        .with(ParameterSpec.DETECT_MIN_AREA, 9).with(ParameterSpec.DETECT, false);
    assertEquals("", parameters.suffix(4));
    assertEquals("_det0_dsig4.5_dmin9", parameters.suffix(ParameterSpec.DETECTION));
  }

  @Test
  void aSuffixIsReadBack() {
    Random random = new Random(11);
    for (int i = 0; i < 2000; i++) {
      Parameters parameters = Parameters.defaults();
      for (ParameterSpec spec : ParameterSpec.values()) {
        if (random.nextInt(3) == 0) {
          parameters = parameters.with(spec, randomValue(spec, random));
        }
      }
      String suffix = parameters.suffix(ParameterSpec.DETECTION);
      assertEquals(Optional.of(parameters), Parameters.ofSuffix(suffix), suffix);
    }
  }

  private static Object randomValue(ParameterSpec spec, Random random) {
    double value = spec.minimum() + (spec.maximum() - spec.minimum()) * (0.001 + 0.998 * random.nextDouble());
    return switch (spec.kind()) {
      case BOOLEAN -> random.nextBoolean();
      case INTEGER, OPTIONAL_INTEGER -> (int) Math.rint(value);
      case CHOICE -> spec.choices().get(random.nextInt(spec.choices().size()));
      default -> random.nextBoolean() ? value : Math.min(spec.maximum(), Math.ceil(value * 100) / 100);
    };
  }

  @Test
  void whatIsNoSuffixIsNotRead() {
    for (String text : List.of("pad100", "_pad", "_padx", "_pad100_", "__pad100", "_nothing1", "_pad-1", "_bw1.5",
        "_ue2", "_out1", "_outzero", "_lsc", "_lsc1", "_msc0", "_sp101", "_sdlNaN")) {
      assertEquals(Optional.empty(), Parameters.ofSuffix(text), text);
    }
  }

  @Test
  void anUnknownNameIsRefusedWithTheKnownOnes() {
    RemediableException e = assertThrows(RemediableException.class, () -> Parameters.of(Map.of("boundry_width", "20")));
    assertTrue(e.problem().contains("'boundry_width'"), e.getMessage());
    for (ParameterSpec spec : ParameterSpec.values()) {
      assertTrue(e.evidence().contains(spec.parameter()), e.getMessage());
    }
  }

  @Test
  void aValueThatIsNotAllowedIsRefusedWithTheRangeAndTheDefault() {
    for (String[] bad : new String[][] {{"pad", "-1"}, {"pad", "1.5"}, {"pad", "100001"}, {"pad", "many"}, {"pad", ""},
        {"pad", "none"}, {"use_edges", "maybe"}, {"down_scale", "0"}, {"down_scale", "NaN"},
        {"max_rotation", "Infinity"},
        {"scale_percentile", "100.1"}, {"scale_percentile", "-1"}, {"manual_scale", "0"}, {"manual_scale", "-2"},
        {"manual_scale", "0x"}, {"interior_min_inlier_ratio", "1.01"}, {"outside", "zero"}, {"outside", ""},
        {"local_scale", "true"}}) {
      RemediableException e = assertThrows(RemediableException.class, () -> Parameters.of(Map.of(bad[0], bad[1])),
          bad[0] + "=" + bad[1]);
      ParameterSpec spec = ParameterSpec.named(bad[0]);
      assertTrue(e.problem().contains("'" + bad[1] + "' of " + bad[0]), e.getMessage());
      assertTrue(e.evidence().contains(spec.range()), e.getMessage());
      assertTrue(e.evidence().contains("default is " + spec.text(spec.defaultValue())), e.getMessage());
    }
  }

  @Test
  void aValueOfTheWrongTypeIsRefused() {
    assertThrows(RemediableException.class, () -> Parameters.defaults().with(ParameterSpec.USE_EDGES, (Object) 1));
    assertThrows(RemediableException.class, () -> Parameters.defaults().with(ParameterSpec.PAD, (Object) true));
    assertThrows(RemediableException.class, () -> Parameters.defaults().with(ParameterSpec.DOWN_SCALE, Double.NaN));
    assertThrows(RemediableException.class, () -> Parameters.defaults().with(ParameterSpec.OUTSIDE, LocalScale.ON));
  }

  @Test
  void aChoiceIsAConstantAndWrittenInLowerCase() {
    Parameters chosen = Parameters.of(Map.of("outside", " Post ", "local-scale", "on"));
    assertEquals(Outside.POST, chosen.choice(ParameterSpec.OUTSIDE, Outside.class));
    assertEquals(LocalScale.ON, chosen.choice(ParameterSpec.LOCAL_SCALE, LocalScale.class));
    assertEquals("_outpost_lscon", chosen.suffix(4));
    assertEquals(Parameters.defaults(), chosen.with(ParameterSpec.OUTSIDE, Outside.NAN)
        .with(ParameterSpec.LOCAL_SCALE, "auto"));
    assertEquals("auto, on or off", ParameterSpec.LOCAL_SCALE.range());
  }

  @Test
  void anOptionalValueCanBeTakenBack() {
    Parameters set = Parameters.of(Map.of("scale_percentile", "50"));
    assertEquals(Optional.of(50.0), set.optionalReal(ParameterSpec.SCALE_PERCENTILE));
    for (String none : List.of("none", "None", "")) {
      assertEquals(Parameters.defaults(), set.with(ParameterSpec.SCALE_PERCENTILE, none));
    }
  }

  @Test
  void settingAParameterLeavesTheOriginalAsItWas() {
    Parameters before = Parameters.of(Map.of("pad", "100"));
    Parameters after = before.with(ParameterSpec.PAD, 200);
    assertEquals(100, before.integer(ParameterSpec.PAD));
    assertEquals(200, after.integer(ParameterSpec.PAD));
  }

  @Test
  void allOfThemComeBackThroughTheMap() {
    Parameters parameters = Parameters.of(Map.of("pad", "17", "manual_scale", "0.1", "fine_ecc", "on"));
    assertEquals(ParameterSpec.values().length, parameters.asMap().size());
    assertEquals(parameters, Parameters.of(parameters.asMap()));
  }

  @Test
  void abbreviationsAreDistinctAndFitIntoFitsKeys() {
    Set<String> seen = new HashSet<>();
    for (ParameterSpec spec : ParameterSpec.values()) {
      assertTrue(seen.add(spec.abbreviation().toUpperCase(Locale.ROOT)), spec.abbreviation());
      assertTrue(spec.abbreviation().matches("[a-z]{1,8}"), spec.abbreviation());
    }
  }
}
