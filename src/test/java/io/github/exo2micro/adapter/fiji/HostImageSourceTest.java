package io.github.exo2micro.adapter.fiji;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.port.ImageChoice;
import io.github.exo2micro.port.ImageSource;
import io.github.exo2micro.port.RawHeader;
import io.github.exo2micro.port.RawHeader.SampleType;
import io.github.exo2micro.port.RawImage;
import io.github.exo2micro.port.UnsupportedImageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Which of the two readers a file goes to. */
class HostImageSourceTest {

  private static final Path TIFF = Path.of("a_pre_DAPI.TIF");
  private static final ImageChoice SECOND = new ImageChoice(OptionalInt.empty(), OptionalInt.of(2),
      OptionalInt.empty());

  private final List<String> asked = new ArrayList<>();

  /** A reader that gives an image or throws. */
  private ImageSource reader(String name, Set<String> extensions, Supplier<RawImage> image) {
    return new ImageSource() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Set<String> extensions() {
        return extensions;
      }

      @Override
      public RawHeader header(Path file, ImageChoice choice) {
        return open(file, choice).header();
      }

      @Override
      public RawImage open(Path file, ImageChoice choice) {
        asked.add(name + " " + choice);
        return image.get();
      }
    };
  }

  private HostImageSource host(Supplier<RawImage> bioFormats, Supplier<RawImage> embedded) {
    return new HostImageSource(reader("Bio-Formats", Set.of("tif", "czi"), bioFormats),
        reader("own", Set.of("tif"), embedded));
  }

  private static final class Image implements RawImage {
    private final ImageSize size;
    private final Optional<RuntimeException> failure;
    private boolean closed;

    Image(int width, Optional<RuntimeException> failure) {
      this.size = new ImageSize(width, 10);
      this.failure = failure;
    }

    @Override
    public RawHeader header() {
      return new RawHeader(size, 1, SampleType.UINT8, "fake");
    }

    @Override
    public void read(Tile region, float[][] into) {
      failure.ifPresent(e -> {
        throw e;
      });
    }

    @Override
    public int preferredBandHeight() {
      return 1;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private static RawImage unsupported() {
    throw new UnsupportedImageException("The image a is of a kind that cannot be read.", "found JPEG 2000.",
        "save it again.",
        Optional.of(new ImageSize(20, 10)));
  }

  private static RawImage damaged() {
    throw new RemediableException("The image a is damaged.", "found nothing.", "copy it again.");
  }

  @Test
  void readsTiffsItself() throws IOException {
    Image own = new Image(20, Optional.empty());
    assertSame(own, host(HostImageSourceTest::damaged, () -> own).open(TIFF, SECOND));
    assertEquals(List.of("own channel 2"), asked);
  }

  /** Bio-Formats fills what is missing with zeros and says nothing. */
  @Test
  void takesADamagedTiffNowhereElse() {
    HostImageSource host = host(() -> new Image(20, Optional.empty()), HostImageSourceTest::damaged);
    for (int i = 0; i < 2; i++) {
      boolean header = i == 0;
      RemediableException refusal = assertThrows(RemediableException.class,
          () -> {
            if (header) {
              host.header(TIFF, SECOND);
            } else {
              host.open(TIFF, SECOND);
            }
          });
      assertEquals("The image a is damaged.", refusal.problem());
    }
    assertTrue(asked.stream().allMatch(a -> a.startsWith("own")), asked.toString());
  }

  @Test
  void takesOtherKindsOfTiffAndOtherFormatsToBioFormatsWithTheSameChoice() throws IOException {
    Image other = new Image(20, Optional.empty());
    assertSame(other, host(() -> other, HostImageSourceTest::unsupported).open(TIFF, SECOND));
    assertEquals(List.of("own channel 2", "Bio-Formats channel 2"), asked);
    assertSame(other, host(() -> other, HostImageSourceTest::damaged).open(Path.of("a_pre_DAPI.czi"), SECOND));
    assertFalse(other.closed);
    assertEquals(20, host(() -> other, HostImageSourceTest::unsupported).header(TIFF, SECOND).size().width());
  }

  @Test
  void saysWhatTheFileIsWhenBioFormatsCannotDecodeIt() {
    Image undecodable = new Image(20,
        Optional.of(new RemediableException("Bio-Formats cannot decode it.", "it says -1.", "")));
    RemediableException refusal = assertThrows(RemediableException.class,
        () -> host(() -> undecodable, HostImageSourceTest::unsupported).header(TIFF, SECOND));
    assertEquals("found JPEG 2000. Bio-Formats does not read it either: it says -1.", refusal.evidence());
    assertEquals("save it again.", refusal.remedy());
    assertTrue(undecodable.closed);
  }

  @Test
  void refusesWhenBioFormatsWouldTakeAnotherImageOfTheFile() {
    Image label = new Image(5, Optional.empty());
    RemediableException refusal = assertThrows(RemediableException.class,
        () -> host(() -> label, HostImageSourceTest::unsupported).open(TIFF, ImageChoice.LARGEST));
    assertTrue(refusal.evidence().contains("an image of 5 x 10 px instead of the chosen one of 20 x 10 px"),
        refusal.getMessage());
    assertTrue(label.closed);
  }
}
