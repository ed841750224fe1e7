package io.github.exo2micro.adapter.boofcv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import boofcv.abst.feature.describe.ConfigSiftDescribe;
import boofcv.alg.feature.describe.DescribePointSift;
import boofcv.factory.feature.describe.FactoryDescribeAlgs;
import boofcv.struct.feature.TupleDesc_F64;
import boofcv.struct.image.GrayF32;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SiftDescriptionTest {

  @Test
  void givesTheVeryFiguresOfBoofCv() {
    SplittableRandom random = new SplittableRandom(3);
    GrayF32 acrossX = new GrayF32(71, 53);
    GrayF32 acrossY = new GrayF32(71, 53);
    for (int i = 0; i < 71 * 53; i++) {
      // whole numbers: directions that lie exactly on a bin, and on the full turn, too
      acrossX.data[i] = random.nextInt(-3, 4);
      acrossY.data[i] = random.nextInt(-3, 4);
    }
    ConfigSiftDescribe settings = new ConfigSiftDescribe();
    DescribePointSift<GrayF32> theirs = FactoryDescribeAlgs.sift(settings, GrayF32.class);
    DescribePointSift<GrayF32> ours = new SiftDescription(settings);
    theirs.setImageGradient(acrossX, acrossY);
    ours.setImageGradient(acrossX, acrossY);
    for (int i = 0; i < 200; i++) {
      double x = random.nextDouble(71);
      double y = random.nextDouble(53);
      double sigma = random.nextDouble(1, 5);
      double angle = i % 4 == 0 ? i * Math.PI / 8 % Math.PI : random.nextDouble(-Math.PI, Math.PI);
      TupleDesc_F64 expected = new TupleDesc_F64(theirs.getDescriptorLength());
      TupleDesc_F64 seen = new TupleDesc_F64(ours.getDescriptorLength());
      theirs.process(x, y, sigma, angle, expected);
      ours.process(x, y, sigma, angle, seen);
      assertArrayEquals(expected.data, seen.data, "at " + x + ", " + y + ", turned by " + angle);
    }
  }
}
