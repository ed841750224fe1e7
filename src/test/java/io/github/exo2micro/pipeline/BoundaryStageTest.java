package io.github.exo2micro.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
}
