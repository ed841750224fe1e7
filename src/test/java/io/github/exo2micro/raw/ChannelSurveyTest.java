package io.github.exo2micro.raw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.Progress;
import io.github.exo2micro.RemediableException;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.port.ImageChoice;
import io.github.exo2micro.port.ImageSource;
import io.github.exo2micro.port.RawHeader;
import io.github.exo2micro.port.RawHeader.SampleType;
import io.github.exo2micro.port.RawImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChannelSurveyTest {

  private static final int WIDTH = 41;
  private static final int HEIGHT = 30;

  @TempDir
  Path raw;

  private final List<Tile> read = Collections.synchronizedList(new ArrayList<>());

  /** RGB images whose red is x and whose blue is 0.25; a file named bad cannot be read. */
  private final ImageSource source = new ImageSource() {
    @Override
    public String name() {
      return "test";
    }

    @Override
    public Set<String> extensions() {
      return Set.of("tif");
    }

    @Override
    public RawHeader header(Path file, ImageChoice choice) {
      return new RawHeader(new ImageSize(WIDTH, HEIGHT), 3, SampleType.UINT8, "RGB, test");
    }

    @Override
    public RawImage open(Path file, ImageChoice choice) {
      if (file.toString().contains("bad")) {
        throw new RemediableException("The image is damaged.", "expected \"more\", found less", "copy again");
      }
      return new RawImage() {
        @Override
        public RawHeader header() {
          return new RawHeader(new ImageSize(WIDTH, HEIGHT), 3, SampleType.UINT8, "RGB, test");
        }

        @Override
        public void read(Tile region, float[][] into) {
          read.add(region);
          for (int i = 0; i < region.area(); i++) {
            into[0][i] = region.x() + i % region.width();
            into[1][i] = 0;
            into[2][i] = 0.25f;
          }
        }

        @Override
        public int preferredBandHeight() {
          return 1;
        }

        @Override
        public void close() {}
      };
    }
  };

  @BeforeEach
  void makeFiles() throws IOException {
    for (String name : List.of("A/pre_X.tif", "A/bad_X.tif", "B/overview.tif", "B/.hidden.tif", "B/notes.txt")) {
      Files.createDirectories(raw.resolve(name).getParent());
      Files.createFile(raw.resolve(name));
    }
  }

  private ChannelSurvey survey(int crop) throws IOException {
    return ChannelSurvey.of(new RawDirectory(raw, source.extensions()), source, crop, Progress.none());
  }

  @Test
  void measuresACentreCropOfEveryImageFile() throws IOException {
    ChannelSurvey survey = survey(11);
    assertEquals(List.of("bad_X.tif", "pre_X.tif", "overview.tif"),
        survey.files().stream().map(f -> f.file().getFileName().toString()).toList());
    assertEquals(List.of(new Tile(15, 9, 11, 11), new Tile(15, 9, 11, 11)), read);
    assertEquals(List.of(new ChannelSurvey.Channel("R", 25, 20, 121), new ChannelSurvey.Channel("G", 0, 0, 0),
        new ChannelSurvey.Channel("B", 0.25, 0.25, 121)), survey.files().get(1).channels());
  }

  @Test
  void takesSmallImagesWhole() throws IOException {
    assertEquals(WIDTH - 1, survey(1000).files().get(1).channels().get(0).maximum());
    assertEquals(new Tile(0, 0, WIDTH, HEIGHT), read.get(0));
  }

  @Test
  void aFileThatCannotBeReadIsListedAndStopsNoOther() throws IOException {
    ChannelSurvey survey = survey(10);
    assertEquals("The image is damaged. expected \"more\", found less", survey.files().get(0).problem().orElseThrow());
    assertTrue(survey.table().contains("A/bad_X.tif: !! The image is damaged."), survey.table());
    assertTrue(survey.table().contains(
        "B/overview.tif: 41 x 30 px, RGB, test: R max 24, mean 19.5000, non-zero 100; G max 0"), survey.table());
  }

  @Test
  void writesCommaSeparatedValuesWithQuotes() throws IOException {
    assertEquals("""
        sample,file,width,height,mode,channel,max,mean,nonzero,problem
        A,bad_X.tif,,,,,,,,"The image is damaged. expected ""more"", found less"
        A,pre_X.tif,41,30,"RGB, test",R,24,19.5000,100,
        A,pre_X.tif,41,30,"RGB, test",G,0,0,0,
        A,pre_X.tif,41,30,"RGB, test",B,0.250000,0.250000,100,
        B,overview.tif,41,30,"RGB, test",R,24,19.5000,100,
        B,overview.tif,41,30,"RGB, test",G,0,0,0,
        B,overview.tif,41,30,"RGB, test",B,0.250000,0.250000,100,
        """, survey(10).csv());
  }

  @Test
  void refusesACropWithoutPixelsAndALayoutThatIsNotUsable() {
    assertThrows(RemediableException.class, () -> survey(0));
    RawDirectory nowhere = new RawDirectory(raw.resolve("nowhere"), source.extensions());
    assertThrows(RemediableException.class, () -> ChannelSurvey.of(nowhere, source, 10, Progress.none()));
  }
}
