package io.github.exo2micro.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.task.PairMismatchException;
import io.github.exo2micro.task.TaskId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChosenPaddingTest {

  private static final ImageSize SIZE = new ImageSize(1600, 1200);

  private final List<Integer> tried = new ArrayList<>();

  private ChosenPadding choose(int leastThatWorks, Homography warp) throws IOException {
    return ChosenPadding.of(SIZE, SIZE, padding -> {
      tried.add(padding);
      if (padding < leastThatWorks) {
        throw new PairMismatchException(new TaskId("S", "D"), "with " + padding + " px", true);
      }
      return warp;
    });
  }

  @Test
  void theSizesDecideWhereTheCoarseAlignmentNeedsNoMore() throws IOException {
    ChosenPadding chosen = choose(0, Homography.translation(12, 7));
    assertEquals(200, chosen.pixels());
    assertTrue(chosen.reason().contains("from the sizes"), chosen.reason());
    assertEquals(List.of(200), tried);
  }

  @Test
  void theCoarseAlignmentGetsTheRoomThatItsWarpNeeds() throws IOException {
    ChosenPadding chosen = choose(0, Homography.translation(333, 0));
    assertEquals(340, chosen.pixels());
    assertTrue(chosen.reason().contains("more than the 200 px"), chosen.reason());
  }

  @Test
  void aPairOfWhichNothingIsFoundGetsRoomForHalfOfTheImageOnce() throws IOException {
    ChosenPadding chosen = choose(800, Homography.identity());
    assertEquals(800, chosen.pixels());
    assertEquals(List.of(200, 800), tried);
    assertTrue(chosen.reason().contains("found nothing with the 200 px"), chosen.reason());
  }

  @Test
  void aPairThatDoesNotMatchIsRefusedWithTheFiguresOfTheFirstTry() {
    PairMismatchException refused = assertThrows(PairMismatchException.class,
        () -> choose(9999, Homography.identity()));
    assertEquals("with 200 px", refused.evidence());
    assertEquals(List.of(200, 800), tried);
  }

  @Test
  void aNumberMeansThatNumber() {
    assertEquals(37, ChosenPadding.given(37).pixels());
  }
}
