package io.github.exo2micro.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonTest {

  private record Pair(String name, Optional<List<Double>> numbers) {
    private Pair {
      numbers = numbers == null ? Optional.empty() : numbers;
    }
  }

  @Test
  void leavesOutWhatIsAbsentAndFindsItAbsentAgain() {
    Pair none = new Pair("<a>", Optional.empty());
    assertEquals("{\"name\":\"<a>\"}", Json.line().toJson(none));
    assertEquals(none, Json.line().fromJson("{\"name\":\"<a>\"}", Pair.class));
    assertEquals(none, Json.line().fromJson("{\"name\":\"<a>\",\"numbers\":null}", Pair.class));
  }

  @Test
  void bringsBackWhatIsPresentWithNumbersThatAreNone() {
    Pair some = new Pair("a", Optional.of(List.of(1.5, Double.NaN, Double.NEGATIVE_INFINITY)));
    assertEquals(some, Json.line().fromJson(Json.line().toJson(some), Pair.class));
    assertEquals(some, Json.pages().fromJson(Json.pages().toJson(some), Pair.class));
  }

  private record Name(Optional<String> name) {}

  @Test
  void takesAListOfOneOrNoneAsEarlierVersionsWroteThem() {
    assertEquals(new Name(Optional.of("a")), Json.line().fromJson("{\"name\":[\"a\"]}", Name.class));
    assertEquals(new Name(Optional.empty()), Json.line().fromJson("{\"name\":[]}", Name.class));
  }
}
