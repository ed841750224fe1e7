package io.github.exo2micro.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChildBooksTest {

  private static Optional<HeldMemory> held(double gb) {
    return Optional.of(new HeldMemory((long) (gb * 1e9), (long) (gb * 1.5e9)));
  }

  @Test
  void aBatchWithoutChildrenHasNoLinesAboutThem() {
    assertEquals(List.of(), new ChildBooks().lines(5));
  }

  @Test
  void everyTaskHasItsPeakAndOneThatDiedBeforeItTellsNoneIsUnknown() {
    ChildBooks books = new ChildBooks();
    books.begins(11);
    books.taskEnded(11, "S1/DAPI", 1_250_000_000, Optional.empty());
    books.taskEnded(12, "S2/DAPI", -1, Optional.empty());
    assertEquals(List.of("[mem] The sizes above are of this process alone; with its children:",
        "[mem] peak:       2.50 GB  all processes together", "[mem] peak:       1.25 GB  S1/DAPI, process 11",
        "[mem] peak:    unknown     S2/DAPI, process 12"), books.lines(2_500_000_000L));
  }

  @Test
  void aChildThatHoldsMoreAfterEachTaskIsNamed() {
    ChildBooks books = new ChildBooks();
    books.begins(7);
    books.taskEnded(7, "a", 1, held(0.1));
    books.taskEnded(7, "b", 1, held(0.4));
    books.taskEnded(7, "c", 1, held(2.1));
    List<String> warnings = books.warnings();
    assertEquals(1, warnings.size());
    assertTrue(
        warnings.get(0).contains("worker process 7 holds 3.00 GB more after its last task than after its first, 3"
            + " tasks in all") && warnings.get(0).contains("heap in use +2.00 GB"),
        warnings.get(0));
  }

  @Test
  void aChildThatGivesBackWhatItTookIsFine() {
    ChildBooks books = new ChildBooks();
    books.taskEnded(7, "a", 1, held(0.1));
    books.taskEnded(7, "b", 1, held(5));
    books.taskEnded(7, "c", 1, held(0.1));
    assertEquals(List.of(), books.warnings());
  }

  @Test
  void aNewChildWithAnOldProcessNumberBeginsANewBook() {
    ChildBooks books = new ChildBooks();
    books.taskEnded(7, "a", 1, held(0.1));
    books.begins(7);
    books.taskEnded(7, "b", 1, held(3));
    assertEquals(List.of(), books.warnings());
  }
}
