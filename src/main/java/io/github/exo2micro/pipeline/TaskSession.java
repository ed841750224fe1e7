package io.github.exo2micro.pipeline;

import io.github.exo2micro.Progress;
import io.github.exo2micro.RemediableException;
import io.github.exo2micro.checkpoint.CheckpointStore;
import io.github.exo2micro.checkpoint.RawWatch;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.PixelSize;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.TileSweep;
import io.github.exo2micro.image.tissue.Tissue;
import io.github.exo2micro.io.FilePlane;
import io.github.exo2micro.io.FramedFile;
import io.github.exo2micro.port.FeatureExtractor;
import io.github.exo2micro.port.ImageSource;
import io.github.exo2micro.port.RawHeader;
import io.github.exo2micro.task.Checkpoint;
import io.github.exo2micro.task.ParameterSpec;
import io.github.exo2micro.task.Parameters;
import io.github.exo2micro.task.TaskRequest;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What the stages of one task share while it runs: the checkpoints that are open, the threads, what earlier stages
 * found. Used by one thread; closes what it opened.
 */
final class TaskSession implements Closeable {

  /** So much of a difference between pixel sizes and warp is a matter of shrinking sections and of stitching. */
  private static final double PIXEL_SIZES = 0.1;

  private final TaskRequest request;
  private final ImageSource source;
  private final FeatureExtractor features;
  private final RawHeader postHeader;
  private final RawHeader preHeader;
  private final RawWatch rawFiles;
  private final CheckpointStore store;
  private final int threads;
  private final ExecutorService executor;
  private final Map<Checkpoint, FilePlane> open = new HashMap<>();
  private final List<String> warnings = new ArrayList<>();
  private final TaskPictures pictures;
  private Optional<Canvas> canvas = Optional.empty();
  private Optional<Sections> sections = Optional.empty();

  TaskSession(TaskRequest request, ImageSource source, FeatureExtractor features) throws IOException {
    this.request = request;
    this.source = source;
    this.features = features;
    this.postHeader = source.header(request.post(), request.parameters().imageChoice());
    this.preHeader = source.header(request.pre(), request.parameters().imageChoice());
    this.rawFiles = RawWatch.of(request.post(), request.pre());
    this.store = CheckpointStore.of(request, paddedSize());
    this.store.measured(postHeader.pixel(), preHeader.pixel());
    this.pictures = new TaskPictures(this);
    // One tile at a time holds one set of buffers: what a retry after an out-of-memory kill wants.
    this.threads = request.smallFootprint() ? 1 : request.threads();
    this.executor = Executors.newFixedThreadPool(threads, work -> {
      Thread thread = new Thread(work, "exo2micro " + request.task());
      thread.setDaemon(true);
      return thread;
    });
  }

  TaskRequest request() {
    return request;
  }

  Parameters parameters() {
    return request.parameters();
  }

  ImageSource source() {
    return source;
  }

  FeatureExtractor features() {
    return features;
  }

  RawHeader postHeader() {
    return postHeader;
  }

  RawHeader preHeader() {
    return preHeader;
  }

  /** The raw files as they were when the task began. */
  RawWatch rawFiles() {
    return rawFiles;
  }

  CheckpointStore store() {
    return store;
  }

  ExecutorService executor() {
    return executor;
  }

  int threads() {
    return threads;
  }

  TaskPictures pictures() {
    return pictures;
  }

  TileSweep sweep() {
    return new TileSweep(executor, threads);
  }

  /** Size of every checkpoint of the task. */
  ImageSize paddedSize() {
    return postHeader.size().union(preHeader.size()).padded(request.parameters().integer(ParameterSpec.PAD));
  }

  /** Where the raw post lies on the canvas. */
  Tile postFrame() {
    return frame(postHeader.size());
  }

  /** Where the raw pre lies on the canvas. */
  Tile preFrame() {
    return frame(preHeader.size());
  }

  /** What an alignment shows of its source, which is there. */
  Plane aligned(Alignment alignment, Progress progress) throws IOException {
    // Where the Python original's image ends inside its canvas is not known.
    Tile frame = alignment.source().equals(Checkpoint.PADDED_PRE) ? preFrame() : paddedSize().whole();
    return alignment.warped(plane(alignment.source(), progress), frame, paddedSize());
  }

  private Tile frame(ImageSize raw) {
    int pad = request.parameters().integer(ParameterSpec.PAD);
    return raw.whole().shifted(pad, pad);
  }

  /** Size of a pixel of post on the sample, where its file says so. */
  Optional<PixelSize> pixelSize() {
    return postHeader.pixel();
  }

  /**
   * Warns when the pixel sizes that the files tell and the scale that the warp found contradict each other: then one of
   * the files is wrong, and all in µm with it.
   *
   * @param warp padded post px → padded pre px
   */
  void comparePixelSizes(Homography warp, Progress progress) {
    if (postHeader.pixel().isEmpty() || preHeader.pixel().isEmpty()) {
      return;
    }
    double post = postHeader.pixel().get().mean();
    double pre = preHeader.pixel().get().mean();
    double x = paddedSize().width() / 2.0;
    double y = paddedSize().height() / 2.0;
    double found = Math.hypot(warp.x(x + 1, y) - warp.x(x, y), warp.y(x + 1, y) - warp.y(x, y));
    if (Math.abs(found / (post / pre) - 1) > PIXEL_SIZES) {
      warn(String.format(java.util.Locale.ROOT,
          "The pixel sizes contradict the images: post says %.4g µm and pre %.4g µm, a ratio of %.3f, but a px of post "
              + "is %.3f px of pre. Lengths and areas in µm follow post's file: correct the pixel size of the wrong "
              + "one (in Fiji: Image > Properties) and run again.",
          post, pre, post / pre, found),
          progress);
    }
  }

  /** A line that a person should see in the summary. */
  void warn(String line, Progress progress) {
    warnings.add(line);
    progress.note("⚠ " + line);
  }

  List<String> warnings() {
    return warnings;
  }

  /** A checkpoint that is there and usable, opened once. */
  FilePlane plane(Checkpoint checkpoint, Progress progress) throws IOException {
    FilePlane known = open.get(checkpoint);
    if (known != null) {
      return known;
    }
    CheckpointStore.Reusable reused = store.reuse(checkpoint, false, progress)
        .orElseThrow(() -> vanished(checkpoint));
    FilePlane plane = framed(checkpoint, reused, reused.open());
    open.put(checkpoint, plane);
    return plane;
  }

  /** Our own padding is 0; what another program wrote there is read. */
  private FilePlane framed(Checkpoint checkpoint, CheckpointStore.Reusable reused, FilePlane plane) {
    boolean post = checkpoint.equals(Checkpoint.PADDED_POST);
    boolean padded = post || checkpoint.equals(Checkpoint.PADDED_PRE);
    return padded && reused.sidecar().isPresent() ? new FramedFile(plane, post ? postFrame() : preFrame()) : plane;
  }

  /** The plan has seen it, or an earlier stage of this run has made it. */
  private RemediableException vanished(Checkpoint checkpoint) {
    return new RemediableException("A checkpoint was deleted or damaged while the task was running.",
        checkpoint + " was in " + store.folder().root() + " a moment ago and cannot be used any more.",
        "leave the output folder alone while a batch runs, and the disk connected; then start the same command again: "
            + "what is finished is kept.");
  }

  /** Forgets the open file of a checkpoint that is about to be replaced. */
  void release(Checkpoint checkpoint) throws IOException {
    FilePlane plane = open.remove(checkpoint);
    if (plane != null) {
      plane.close();
    }
  }

  /** Closes all checkpoints: compressed ones keep 20 MB of unpacked strips each, and the next stage reads others. */
  void releaseAll() throws IOException {
    for (Checkpoint checkpoint : List.copyOf(open.keySet())) {
      release(checkpoint);
    }
  }

  /** What stage 1 kept small; made by a pass over the padded images when stage 1 was reused. */
  Canvas canvas(Progress progress) throws IOException {
    if (canvas.isEmpty()) {
      canvas = Optional.of(Canvas.of(this, progress));
    }
    return canvas.get();
  }

  /**
   * Both images with camera offset and tissue: what stage 2 decided, for all stages; made again from the canvas, the
   * same, in a run that resumes.
   */
  Sections sections(Progress progress) throws IOException {
    if (sections.isEmpty()) {
      sections = Optional.of(Sections.of(canvas(progress), this));
    }
    return sections.get();
  }

  /** Where post shows tissue, padded post px: the task's one tissue mask. */
  Tissue tissue(Progress progress) throws IOException {
    return sections(progress).post().tissue();
  }

  void keep(Canvas made) {
    canvas = Optional.of(made);
    sections = Optional.empty();
  }

  @Override
  public void close() throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      pictures.abandon();
    }
    pictures.settle();
    executor.shutdownNow();
    for (FilePlane plane : open.values()) {
      plane.close();
    }
  }
}
