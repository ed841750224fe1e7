package io.github.exo2micro.raw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.port.RawHeader;
import io.github.exo2micro.port.RawHeader.SampleType;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AddedChannelsTest {

  private static AddedChannels of(double... means) {
    RawHeader header = new FormulaImage(64, 48, 3, SampleType.UINT8, (x, y, c) -> 0).header();
    return AddedChannels.of(ChannelChoice.of(header, "s.tif", means));
  }

  @Test
  void aSingleChannelAddsNothing() {
    assertEquals(0, of(0.1, 60, 0.4).share());
  }

  @Test
  void whatIsSummedBesideTheBrightestCountsOnceItIsTaken() {
    assertEquals(3.0 / 60, of(1.5, 60, 1.5).share(), 1e-12);
    assertEquals(1.5 / 60, of(1.5, 60, 0.4).share(), 1e-12);
  }

  @Test
  void aSidecarGivesItBack() {
    AddedChannels added = of(1.4, 60, 1.7);
    assertEquals(added, AddedChannels.of(Map.of(AddedChannels.FACT, added.fact())));
    assertEquals(new AddedChannels(0), AddedChannels.of(Map.of("format", "TIFF")));
  }

  @Test
  void aScaleOfSumsThatDiffersFromTheBrightestChannelsIsNoted() {
    // Light of 60 and 78 counts, scale 1.3; a JPEG leaves 3.0 and 3.3 counts in red and blue.
    double sums = (78 + 3.3) / (60 + 3.0);
    String note = of(1.6, 78, 1.7).note(of(1.5, 60, 1.5), sums, 0.002).orElseThrow();
    assertTrue(note.contains("add 4.2 % to post and 5.0 % to pre"), note);
    assertTrue(note.contains("about 1.3"), note);
  }

  @Test
  void withinTheUncertaintyNothingIsSaid() {
    assertEquals(Optional.empty(), of(1.6, 78, 1.7).note(of(1.5, 60, 1.5), 1.29, 0.02));
  }

  @Test
  void realLightInAnotherChannelIsNoLeak() {
    assertEquals(Optional.empty(), of(20, 78, 0).note(of(10, 60, 0), 1.4, 0.001));
  }
}
