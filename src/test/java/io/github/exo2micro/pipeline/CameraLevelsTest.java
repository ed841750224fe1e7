package io.github.exo2micro.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.Overview;
import io.github.exo2micro.image.tissue.CameraOffset;
import io.github.exo2micro.image.tissue.Section;
import io.github.exo2micro.port.RawHeader.SampleType;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The noise about a camera's offset, at full resolution. */
class CameraLevelsTest {

  private static final int SIDE = 640;

  /** Cells of 24 px on a camera's offset of 20; in one image with a dark margin, in the other all over. */
  private static FloatImage image(boolean margin, long seed) {
    Random random = new Random(seed);
    FloatImage image = new FloatImage(SIDE, SIDE);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        boolean outside = margin && (x < 200 || y < 200);
        double cell = 200 + 3000 * Math.pow(Math.sin(x / 7.0) * Math.sin(y / 7.0), 4);
        image.set(x, y, (float) (20 + (outside ? 0 : cell) + 2 * random.nextGaussian()));
      }
    }
    return image;
  }

  private static Section section(FloatImage image) {
    return Section.of(new Overview(image, 1, image.size()), image.size().whole(), Optional.empty());
  }

  @Test
  void anOffsetTakenFromTheOtherImageComesWithThatImagesNoise() throws Exception {
    FloatImage post = image(true, 1);
    FloatImage pre = image(false, 2);
    Section postSection = section(post);
    Section preSection = section(pre).beside(postSection);
    CameraLevels levels = CameraLevels.of(postSection, preSection, post, pre);
    CameraOffset.Known taken = assertInstanceOf(CameraOffset.Known.class, levels.pre());
    assertEquals(CameraOffset.Origin.OTHER_IMAGE, taken.origin());
    assertEquals(20, taken.level(), 1);
    assertTrue(taken.noise() < 4, "cells were taken for the camera's noise: " + taken.noise());
  }

  /** Tissue that is not much brighter than a high offset, all around a small empty corner. */
  @Test
  void faintTissueIsNoNoiseOfTheCamera() throws Exception {
    Random random = new Random(4);
    FloatImage post = new FloatImage(SIDE, SIDE);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        double cell = x + y < 170 ? 0 : 60 + 300 * Math.pow(Math.sin(x / 7.0) * Math.sin(y / 7.0), 4);
        post.set(x, y, (float) (300 + cell + 2 * random.nextGaussian()));
      }
    }
    Section section = section(post);
    CameraOffset.Known measured = assertInstanceOf(CameraOffset.Known.class,
        CameraLevels.of(section, section, post, post).post());
    assertEquals(300, measured.level(), 1);
    assertEquals(2, measured.noise(), 0.5);
    String note = new CameraLevels(measured, measured).note();
    assertTrue(note.contains("noise of a pixel ") && !note.contains("±"), "it is no uncertainty: " + note);
  }

  /** The edge of a frame that was turned: the empty wedge is hardly wider than the blocks that are looked at. */
  @Test
  void theEdgeOfTheTissueIsNoNoiseOfTheCamera() throws Exception {
    Random random = new Random(6);
    FloatImage post = new FloatImage(SIDE, SIDE);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        double cell = y < 50 - x / 14 ? 0 : 400 + 900 * Math.pow(Math.sin(x / 7.0) * Math.sin(y / 7.0), 4);
        post.set(x, y, (float) (20 + cell + 3 * random.nextGaussian()));
      }
    }
    Section section = section(post);
    CameraOffset.Known measured = assertInstanceOf(CameraOffset.Known.class,
        CameraLevels.of(section, section, post, post).post());
    assertEquals(3, measured.noise(), 0.6);
  }

  @Test
  void aBackgroundThatGlowsIsSaidAndRemembered() {
    CameraLevels levels = new CameraLevels(new CameraOffset.Unknown(19.7),
        new CameraOffset.Unknown(19.7, CameraOffset.Doubt.OTHER_IS_DARKER));
    String said = levels.contradiction(() -> 500, () -> 400).orElseThrow();
    assertTrue(said.startsWith("The background of pre is no camera offset: post,"), said);
    assertTrue(said.contains("(19.70)") && said.contains("set pre_offset and post_offset"), said);
    assertEquals(Optional.of(levels), CameraLevels.of(levels.facts()));
    assertTrue(levels.note().contains("brighter than the darkest part of the other image"), levels.note());
    CameraLevels both = new CameraLevels(new CameraOffset.Unknown(19.7), new CameraOffset.Unknown(30));
    assertEquals(Optional.empty(), both.contradiction(() -> 500, () -> 400), "two images that fill their frames agree");
  }

  @Test
  void anUnevenBackgroundIsNoSignalAndIsRemembered() {
    CameraLevels levels = new CameraLevels(new CameraOffset.Known(107.5, 3, CameraOffset.Origin.UNEVEN, 8),
        new CameraOffset.Known(100, 2, CameraOffset.Origin.MEASURED));
    assertEquals(Optional.of(levels), CameraLevels.of(levels.facts()));
    assertEquals(3 * 3 + 8, levels.postRange(SampleType.UINT16).margin());
    assertEquals(3 * 2, levels.preRange(SampleType.UINT16).margin());
    assertTrue(levels.note().contains("up to 8.00 brighter beside it"), levels.note());
  }
}
