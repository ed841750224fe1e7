package io.github.exo2micro.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.Overview;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.tissue.Section;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the message about a pair that does not match says of channels. */
class BoundaryStageTest {

  @Test
  void namesTheChannelsWherePreAndPostHaveOtherOnes() {
    assertEquals(
        "; not the same was taken of both files: of post channel G, of pre page 2 of 3, channel R; the parameters "
            + "channel and page choose.",
        BoundaryStage.differentImages("channel G", "page 2 of 3, channel R"));
    assertEquals(
        "; not the same was taken of both files: of post channel G, of pre its only channel; the parameters channel "
            + "and page choose.",
        BoundaryStage.differentImages("channel G", ""));
  }

  @Test
  void saysNothingWhereTheyAreTheSame() {
    assertEquals("", BoundaryStage.differentImages("channel G", "channel G"));
    assertEquals("", BoundaryStage.differentImages("", ""));
  }

  @Test
  void saysWhichImageShowsNothing() {
    FloatImage image = new FloatImage(60, 50);
    Tile frame = new Tile(10, 10, 40, 30);
    assertEquals("; post shows nothing: it has a brightness of 0 everywhere",
        BoundaryStage.nothingShown("post", section(image, frame)).replace("0.000", "0"));
    image.set(30, 30, 1);
    assertEquals("", BoundaryStage.nothingShown("post", section(image, frame)));
  }

  private static Section section(FloatImage image, Tile frame) {
    return Section.of(new Overview(image, 1, image.size()), frame, Optional.empty());
  }
}
