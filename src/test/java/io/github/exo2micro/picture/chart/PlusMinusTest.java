package io.github.exo2micro.picture.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PlusMinusTest {

  @Test
  void theUncertaintyHasTwoDigitsAndTheValueAsManyPlaces() {
    assertEquals("1.30133 ± 0.00092", PlusMinus.text(1.301334, 0.000923));
    assertEquals("1.30 ± 0.12", PlusMinus.text(1.3012, 0.1234));
    assertEquals("1301 ± 120", PlusMinus.text(1301.2, 119.6));
  }

  @Test
  void aValueOfUnknownUncertaintyStandsAlone() {
    assertEquals("1.301", PlusMinus.text(1.30133, 0));
    assertEquals("1.301", PlusMinus.text(1.30133, Double.NaN));
  }
}
