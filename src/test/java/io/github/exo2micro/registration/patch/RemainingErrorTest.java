package io.github.exo2micro.registration.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RemainingErrorTest {

  @Test
  void noPercentileLiesBelowALowerOne() {
    assertEquals(0.442, new RemainingError(0.442, 0.336).p95());
    assertEquals(0.5, new RemainingError(0.1, 0.2).atLeast(0.5, 0.3).p95());
    assertEquals(0.345, new RemainingError(0.123, 0.345).p95());
  }
}
