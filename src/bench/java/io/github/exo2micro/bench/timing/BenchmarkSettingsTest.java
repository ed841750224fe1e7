package io.github.exo2micro.bench.timing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BenchmarkSettingsTest {

  private static String refused(String... args) {
    return assertThrows(IllegalArgumentException.class, () -> Settings.of(args)).getMessage();
  }

  @Test
  void runsAllCasesUnlessSomeAreNamed() {
    assertEquals(Case.ALL, Settings.of().cases());
    assertEquals(List.of("medB", "small"), names(Settings.of("--cases", "medB, small")));
    assertEquals(List.of("tiny"), names(Settings.of("--case", "tiny 700x600 3 100 --angle 5")));
    assertEquals(List.of("small", "tiny"), names(Settings.of("--case", "tiny 700x600 3 100", "--cases", "small")));
  }

  private static List<String> names(Settings settings) {
    return settings.cases().stream().map(Case::name).toList();
  }

  @Test
  void handsOnWhatComesAfterTwoDashes() {
    assertEquals(List.of("--no-pictures", "--cases"), Settings.of("--keep", "--", "--no-pictures", "--cases").more());
    assertEquals(List.of(), Settings.of("--keep").more());
    assertEquals(List.of(), Settings.of("--keep", "--").more());
  }

  @Test
  void takesAHeapForAllCasesOrForEach() {
    Settings settings = Settings.of("--heap", "512m,full=1g");
    assertEquals(Optional.of("1g"), settings.heap("full"));
    assertEquals(Optional.of("512m"), settings.heap("small"));
    assertEquals(Optional.empty(), Settings.of("--heap", "full=1g").heap("small"));
  }

  @Test
  void saysWhatIsWrongWithAnOption() {
    assertEquals("unknown option --case-s", refused("--case-s", "x"));
    assertEquals("--data needs a value", refused("--data"));
    assertEquals("there is no case tiny", refused("--cases", "small,tiny"));
    assertTrue(refused("--threads", "1,two").startsWith("--threads takes whole numbers with commas"));
    assertTrue(refused("--tools", "nowhere").startsWith("there are no synth.py and evaluate.py in "));
    assertEquals("--repeat takes a whole number from 1", refused("--repeat", "0"));
    assertTrue(refused("--case", "tiny 7x6 3 100").contains("NAME WIDTHxHEIGHT SEED PAD"));
  }

  @Test
  void countsThePaddedPixelsOfTheLargestCaseWithoutOverflow() {
    assertEquals(34_000L * 29_000, Case.named("full").paddedPixels());
  }
}
