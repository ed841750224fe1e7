package io.github.exo2micro;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class DurationsTest {

  @Test
  void sayWhatAThingTook() {
    assertEquals(
        List.of("0.0 s", "12.3 s", "59.9 s", "1 min 00 s", "4 min 05 s", "59 min 59 s", "1 h 00 min", "2 h 03 min"),
        DoubleStream.of(0, 12.34, 59.94, 60, 245.3, 3599.4, 3599.6, 7390).mapToObj(Durations::taken).toList());
  }

  @Test
  void promiseNoTenthsOfASecondThatAreLeft() {
    assertEquals(List.of("0 s", "12 s", "1 min 00 s", "2 h 03 min"),
        DoubleStream.of(-3, 12.34, 59.7, 7425).mapToObj(Durations::left).toList());
  }

  @Test
  void readLikeAClock() {
    assertEquals(List.of("0:00", "0:07", "12:04", "3:05:09"),
        DoubleStream.of(-1, 7.2, 724, 11109).mapToObj(Durations::clock).toList());
  }
}
