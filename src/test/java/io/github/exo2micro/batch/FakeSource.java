package io.github.exo2micro.batch;

import io.github.exo2micro.RemediableException;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.port.ImageChoice;
import io.github.exo2micro.port.ImageSource;
import io.github.exo2micro.port.RawHeader;
import io.github.exo2micro.port.RawImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Every file has the same header; a file named "broken" has none; pixels must not be asked for. */
public final class FakeSource implements ImageSource {

  public final AtomicInteger headers = new AtomicInteger();
  private final ImageSize size;
  /** What reading one file takes. */
  public long decodingBytes;

  public FakeSource(ImageSize size) {
    this.size = size;
  }

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public Set<String> extensions() {
    return Set.of("tif");
  }

  @Override
  public RawHeader header(Path file, ImageChoice choice) {
    headers.incrementAndGet();
    if (file.toString().contains("broken")) {
      throw new RemediableException(file + " is no image.", "it is empty", "copy it again");
    }
    ImageSize claimed = file.toString().contains("claims") ? new ImageSize(Integer.MAX_VALUE, Integer.MAX_VALUE) : size;
    return new RawHeader(claimed, 1, RawHeader.SampleType.UINT8, "fake", "", decodingBytes, List.of());
  }

  @Override
  public RawImage open(Path file, ImageChoice choice) {
    throw new AssertionError("the pre-flight check reads headers alone");
  }
}
