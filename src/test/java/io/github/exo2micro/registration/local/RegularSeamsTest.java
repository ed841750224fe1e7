package io.github.exo2micro.registration.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.geometry.SeamGrid;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RegularSeamsTest {

  private static final int SPACING = 48;

  /**
   * Lines at 1000 and 1500 that are seen, and little evidence elsewhere; none where nothing was measured, below 700.
   */
  private static SeamSearch.Profile profile(double at2000) {
    double[] evidence = new double[180];
    for (int i = 0; i < evidence.length; i++) {
      int at = 120 + i * 12;
      evidence[i] = at < 700 ? 0 : 0.2;
      evidence[i] = Math.abs(at - 2000) <= 60 ? at2000 : evidence[i];
    }
    return new SeamSearch.Profile(SeamGrid.Frame.POST, false, 120, 12, evidence);
  }

  private static SeamLine line(double at) {
    return new SeamLine(SeamGrid.Frame.POST, false, at, 10);
  }

  @Test
  void expectsALineWhereNothingWasMeasuredThatSpeaksAgainstIt() {
    List<SeamLine> missing = RegularSeams.missing(List.of(line(1000), line(1500)), List.of(profile(0.05)), SPACING);
    assertEquals(List.of(500.0), missing.stream().map(SeamLine::at).toList());
  }

  @Test
  void expectsALineWhereDisplacementsSpeakForItAtLeastAsTheyDoAnywhere() {
    List<SeamLine> missing = RegularSeams.missing(List.of(line(1000), line(1500)), List.of(profile(1)), SPACING);
    assertEquals(List.of(500.0, 2000.0), missing.stream().map(SeamLine::at).toList());
  }

  @Test
  void expectsNothingOfLinesThatAreNotRegular() {
    assertTrue(RegularSeams.missing(List.of(line(1000), line(1500), line(1730)), List.of(profile(1)), SPACING)
        .isEmpty());
    assertTrue(RegularSeams.missing(List.of(line(1000)), List.of(profile(1)), SPACING).isEmpty());
  }

  @Test
  void namesTheOneLineThatLiesBesideTheGridOfTheOthers() {
    List<SeamLine> lines = List.of(line(1000), line(2440), line(1500), line(3000));
    assertEquals(Map.of(line(2440), line(2500)), RegularSeams.astray(lines, 2 * SPACING));
    assertEquals(Map.of(), RegularSeams.astray(lines, SPACING), "too far off to be meant by that place");
  }

  @Test
  void movesNoLineOfAGridThatIsRegularOrThatTooFewLinesMake() {
    assertEquals(Map.of(),
        RegularSeams.astray(List.of(line(1000), line(1500), line(2003), line(2500)), 2 * SPACING));
    assertEquals(Map.of(), RegularSeams.astray(List.of(line(1000), line(1500), line(1940)), 2 * SPACING));
    assertEquals(Map.of(),
        RegularSeams.astray(List.of(line(1000), line(1500), line(1940), line(2600)), 2 * SPACING));
  }
}
