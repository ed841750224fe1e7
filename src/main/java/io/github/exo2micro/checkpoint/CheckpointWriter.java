package io.github.exo2micro.checkpoint;

import io.github.exo2micro.checkpoint.sidecar.Sidecar;
import io.github.exo2micro.checkpoint.sidecar.SidecarContent;
import io.github.exo2micro.checkpoint.sidecar.SidecarFile;
import io.github.exo2micro.image.RowSink;
import io.github.exo2micro.io.PlaneWriter;
import io.github.exo2micro.io.WrittenImage;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the rows of one checkpoint and writes them in one or both formats. Nothing of it is seen before
 * {@link #commit}; closed without, it leaves nothing. Used by one thread.
 */
public final class CheckpointWriter implements RowSink, Closeable {

  /** Makes the sidecar of a written file. */
  interface SidecarMaker {
    Sidecar make(SidecarContent content, WrittenImage image) throws IOException;
  }

  private final List<PlaneWriter> writers;
  private final SidecarMaker sidecars;

  CheckpointWriter(List<PlaneWriter> writers, SidecarMaker sidecars) {
    this.writers = writers;
    this.sidecars = sidecars;
  }

  @Override
  public void append(float[] rows, int rowCount) throws IOException {
    for (PlaneWriter writer : writers) {
      writer.append(rows, rowCount);
    }
  }

  /**
   * Ends the checkpoint and makes it seen. The sidecar goes first: whatever interrupts the two renames leaves a sidecar
   * that does not fit the image, which is noticed, and never an image whose sidecar tells of an earlier one.
   *
   * @return the image files
   * @throws IllegalStateException when rows are missing
   * @throws IOException when the disk fails
   */
  public List<Path> commit(SidecarContent content) throws IOException {
    List<Path> files = new ArrayList<>();
    for (PlaneWriter writer : writers) {
      WrittenImage image = writer.finish();
      SidecarFile.write(sidecars.make(content, image), CheckpointStore.sidecarOf(image.file()));
      writer.publish();
      files.add(image.file());
    }
    return files;
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (PlaneWriter writer : writers) {
      try {
        writer.close();
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
