package io.github.exo2micro.pipeline;

import io.github.exo2micro.Progress;
import io.github.exo2micro.geometry.DisplacementField;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.geometry.SeamGrid;
import io.github.exo2micro.image.Coverage;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Overview;
import io.github.exo2micro.image.Percentiles;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.tissue.Tissue;
import io.github.exo2micro.microbes.MicrobeSummary;
import io.github.exo2micro.microbes.list.MicrobePlaces;
import io.github.exo2micro.picture.AlignmentChecker;
import io.github.exo2micro.picture.AlignmentView;
import io.github.exo2micro.picture.CheckedPlace;
import io.github.exo2micro.picture.DifferenceHistogram;
import io.github.exo2micro.picture.ExcessHeatmap;
import io.github.exo2micro.picture.FineAlignmentPicture;
import io.github.exo2micro.picture.LocalFieldView;
import io.github.exo2micro.picture.MicrobeDensityPicture;
import io.github.exo2micro.picture.MicrobeMap;
import io.github.exo2micro.picture.MicrobePicture;
import io.github.exo2micro.picture.PrePostHeatmap;
import io.github.exo2micro.picture.PrePostHistograms;
import io.github.exo2micro.picture.RatioHistogramPicture;
import io.github.exo2micro.picture.RegistrationPicture;
import io.github.exo2micro.picture.chart.PictureLabel;
import io.github.exo2micro.picture.file.Picture;
import io.github.exo2micro.picture.file.PictureFiles;
import io.github.exo2micro.picture.file.UndrawableException;
import io.github.exo2micro.picture.statistics.PairHistograms;
import io.github.exo2micro.picture.statistics.Preview;
import io.github.exo2micro.picture.statistics.PreviewBuilder;
import io.github.exo2micro.picture.statistics.ResidualVector;
import io.github.exo2micro.picture.statistics.ScaleLine;
import io.github.exo2micro.picture.statistics.SparsePreview;
import io.github.exo2micro.registration.boundary.CoarseResult;
import io.github.exo2micro.registration.boundary.Outlines;
import io.github.exo2micro.registration.patch.PatchResidual;
import io.github.exo2micro.registration.patch.UnmeasuredTissue;
import io.github.exo2micro.task.AlignmentSummary;
import io.github.exo2micro.task.Checkpoint;
import io.github.exo2micro.task.ParameterSpec;
import io.github.exo2micro.task.Stage;
import io.github.exo2micro.task.TaskId;
import java.awt.geom.Line2D;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;

/**
 * Draws a task's pictures from what the stages kept small, one after the other, on a thread of the task's while its
 * stages go on. A picture that cannot be stored is a warning, no more.
 */
final class TaskPictures {

  private static final int PLACES = 3;
  private static final int PLACE_PX = 256;
  /** Patches at the sample's edge fit best and show least: places are filled to this share, where there are such. */
  private static final double FILLED = 0.9;
  /** What counts as filled, of the overview's 95th percentile: above a camera's offset, under faint tissue. */
  private static final double SAMPLE = 0.1;

  private final TaskSession session;
  private final PictureFiles files;
  private final PictureFiles searchedFiles;
  private final PictureLabel label;
  /** Ends when all pictures so far are stored: one at a time, so that only one is in memory. */
  private CompletableFuture<Void> drawing = CompletableFuture.completedFuture(null);
  private Optional<Thread> drawer = Optional.empty();
  private boolean abandoned;
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();

  TaskPictures(TaskSession session) {
    this.session = session;
    TaskId task = session.request().task();
    this.label = new PictureLabel(task.sample(), task.dye(), session.pixelSize());
    this.files = new PictureFiles(session.store().folder().pictures(),
        session.parameters().suffix(Stage.DIFFERENCE.number()));
    this.searchedFiles = new PictureFiles(session.store().folder().pictures(),
        session.parameters().suffix(ParameterSpec.DETECTION));
  }

  private void store(Picture picture) {
    store(picture, files);
  }

  private void store(Picture picture, PictureFiles to) {
    Progress.requireNotInterrupted();
    drawing = drawing.thenRunAsync(() -> storeNow(picture, to), session.executor());
  }

  private void storeNow(Picture picture, PictureFiles to) {
    synchronized (this) {
      if (abandoned) {
        return;
      }
      drawer = Optional.of(Thread.currentThread());
    }
    try {
      to.store(picture);
    } catch (CancellationException e) {
      // Abandoned: nobody wants this picture any more.
      return;
    } catch (UndrawableException e) {
      failures.add(e.getMessage());
    } catch (IOException e) {
      failures.add("The picture '" + picture.name() + "' could not be stored (" + e
          + "); the images are not affected.");
    } finally {
      synchronized (this) {
        drawer = Optional.empty();
      }
    }
  }

  /**
   * Waits until all pictures are stored and warns of those that could not be.
   * What else went wrong is thrown as it was: no memory, or a bug in what is shown.
   *
   * @throws CancellationException when interrupted
   */
  void finish(Progress progress) {
    try {
      drawing.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException bug ? bug : new CompletionException(e.getCause());
    }
    for (String line = failures.poll(); line != null; line = failures.poll()) {
      session.warn(line, progress);
    }
  }

  /**
   * Draws no more: ends the picture that is being drawn and leaves out those that wait. For a task that was aborted.
   */
  synchronized void abandon() {
    abandoned = true;
    drawer.ifPresent(Thread::interrupt);
  }

  /** Waits until no picture is being drawn any more, whatever became of them. */
  void settle() {
    drawing.handle((done, failure) -> done).join();
  }

  /** What stage 2 saw and did; drawn also when it failed, since then it is wanted most. */
  void registration(CoarseResult coarse) {
    if (!session.request().options().pictures()) {
      return;
    }
    Outlines seen = coarse.outlines();
    AlignmentView view = new AlignmentView(seen.post(), seen.pre(), seen.postRing(), seen.preRing(), seen.reduction());
    store(new RegistrationPicture(label, view, coarse.boundaryOnly(), coarse.verdict().reason()));
    store(new FineAlignmentPicture(label, view, coarse.boundaryOnly(), coarse.warp(), coarse.icp().reason()));
  }

  /** Before and after, as a whole and at three places, and what is left at the patches. */
  void alignment(Alignment aligned, AlignedPatches result, Progress progress) throws IOException {
    if (!session.request().options().pictures()) {
      return;
    }
    Canvas canvas = session.canvas(progress);
    int smaller = AlignmentChecker.shrinking(canvas.post().image().width());
    Overview post = canvas.post().reducedBy(smaller);
    Plane pre = session.plane(aligned.source(), progress);
    FloatImage before = canvas.pre().reducedBy(smaller).image();
    FloatImage after = aligned.source().equals(Checkpoint.PADDED_PRE)
        ? cut(aligned.reduced(before, post.reduction()), before.size().whole()) : before;
    List<ResidualVector> residuals = result.patches().stream().filter(PatchResidual::heldOut)
        .map(r -> new ResidualVector(r.x(), r.y(), r.dx(), r.dy())).toList();
    store(new AlignmentChecker(label, post.image(), before, after, post.reduction(),
        places(regions(result.patches(), post, before), session.plane(Checkpoint.PADDED_POST, progress), pre,
            session.aligned(aligned, progress)),
        residuals, fieldView(aligned, result), unmeasured(aligned), result.note()));
  }

  /** Where the final alignment could not be confirmed, padded post px. */
  private static List<Tile> unmeasured(Alignment aligned) {
    return aligned.summary().flatMap(AlignmentSummary::unmeasured).map(UnmeasuredTissue::regions).orElse(List.of());
  }

  private LocalFieldView fieldView(Alignment aligned, AlignedPatches patches) {
    if (aligned.field().isEmpty()) {
      return LocalFieldView.NONE;
    }
    return new LocalFieldView(
        patches.heldOut().stream().map(r -> new ResidualVector(r.x(), r.y(), r.beforeX(), r.beforeY())).toList(),
        seams(aligned.field().get(), session.paddedSize()), tears(aligned.field().get()),
        aligned.field().get().pieces().map(p -> p.others().size() + 1).orElse(1));
  }

  /** The edges of the pieces of a torn section. */
  private static List<Line2D> tears(DisplacementField field) {
    return field.pieces().map(p -> p.edges().stream().<Line2D>map(e -> new Line2D.Double(e[0], e[1], e[2], e[3]))
        .toList()).orElse(List.of());
  }

  /** The seam lines, from edge to edge of the field that was measured. */
  private static List<Line2D> seams(DisplacementField field, ImageSize size) {
    List<Line2D> lines = new ArrayList<>();
    double left = Math.max(0, field.originX());
    double top = Math.max(0, field.originY());
    double right = Math.min(size.width(), left + (double) field.spacing() * field.columns());
    double bottom = Math.min(size.height(), top + (double) field.spacing() * field.rows());
    Homography back = field.warp().inverse();
    for (SeamGrid grid : field.seams()) {
      boolean ofPost = grid.frame() == SeamGrid.Frame.POST;
      Homography toFrame = ofPost ? Homography.identity() : field.warp();
      Homography toPost = ofPost ? Homography.identity() : back;
      double x1 = toFrame.x(left, top);
      double y1 = toFrame.y(left, top);
      double x2 = toFrame.x(right, bottom);
      double y2 = toFrame.y(right, bottom);
      for (double x : grid.xs()) {
        lines.add(new Line2D.Double(toPost.x(x, y1), toPost.y(x, y1), toPost.x(x, y2), toPost.y(x, y2)));
      }
      for (double y : grid.ys()) {
        lines.add(new Line2D.Double(toPost.x(x1, y), toPost.y(x1, y), toPost.x(x2, y), toPost.y(x2, y)));
      }
    }
    return lines;
  }

  /** The best-measured patches inside the sample that lie far from each other; without patches, where structure is. */
  private List<Tile> regions(List<PatchResidual> residuals, Overview post, FloatImage pre) {
    if (residuals.size() < PLACES) {
      return CheckedPlace.choose(new Preview(post.image(), pre, notBlack(post.image()), post.reduction()),
          session.paddedSize().whole(), PLACE_PX, PLACES);
    }
    double bright = SAMPLE * Percentiles.of(post.image().pixels()).at(95);
    List<PatchResidual> inside = residuals.stream().filter(r -> filled(post, place(r), bright) >= FILLED).toList();
    List<PatchResidual> best = (inside.size() >= PLACES ? inside : residuals).stream()
        .sorted(Comparator.comparingDouble(r -> -r.ncc())).toList();
    List<PatchResidual> chosen = new ArrayList<>();
    for (double apart = post.fullSize().longestSide() / 3.0; chosen.size() < PLACES; apart /= 1.5) {
      for (PatchResidual patch : best) {
        double wanted = apart;
        if (chosen.size() < PLACES && !chosen.contains(patch) && chosen.stream()
            .allMatch(c -> Math.hypot(c.x() - patch.x(), c.y() - patch.y()) >= wanted)) {
          chosen.add(patch);
        }
      }
      if (apart < 1) {
        break;
      }
    }
    return chosen.stream().sorted(Comparator.comparingDouble(PatchResidual::x))
        .map(TaskPictures::place).toList();
  }

  private static Tile place(PatchResidual patch) {
    return new Tile((int) patch.x() - PLACE_PX / 2, (int) patch.y() - PLACE_PX / 2, PLACE_PX, PLACE_PX);
  }

  /** Which share of a place is at least so bright. */
  private static double filled(Overview overview, Tile place, double bright) {
    int r = overview.reduction();
    Tile small = new Tile(place.x() / r, place.y() / r, Math.max(1, place.width() / r), Math.max(1, place.height() / r))
        .intersect(overview.image().size().whole());
    int seen = 0;
    for (int y = small.y(); y < small.bottom(); y++) {
      for (int x = small.x(); x < small.right(); x++) {
        seen += overview.image().at(x, y) >= bright ? 1 : 0;
      }
    }
    return small.isEmpty() ? 0 : (double) seen / small.area();
  }

  private static FloatImage notBlack(FloatImage image) {
    FloatImage mask = new FloatImage(image.width(), image.height());
    for (int i = 0; i < mask.pixels().length; i++) {
      mask.pixels()[i] = image.pixels()[i] > 0 ? 1 : 0;
    }
    return mask;
  }

  private static List<CheckedPlace> places(List<Tile> regions, Plane post, Plane before, Plane after)
      throws IOException {
    List<CheckedPlace> places = new ArrayList<>();
    for (Tile region : regions) {
      places.add(new CheckedPlace(region, cut(post, region), cut(before, region), cut(after, region)));
    }
    return places;
  }

  private static FloatImage cut(Plane plane, Tile region) throws IOException {
    float[] pixels = new float[region.area()];
    plane.readClipped(region, pixels);
    return new FloatImage(region.width(), region.height(), pixels);
  }

  /**
   * All that shows post against aligned pre.
   *
   * @param scales of the differences
   * @param masked where the difference has a value; empty where it has one everywhere
   */
  void difference(PairPass counted, ShownScales scales, Optional<Plane> masked, Progress progress) throws IOException {
    if (!session.request().options().pictures()) {
      return;
    }
    PairHistograms data = counted.histograms();
    Canvas canvas = session.canvas(progress);
    List<ScaleLine> lines = scales.lines();
    store(new PrePostHeatmap(label, data));
    store(new ExcessHeatmap(label, data, lines));
    store(new PrePostHistograms(label, data, canvas.rawPre().scale(), canvas.rawPre().pre()));
    store(new DifferenceHistogram(label, data));
    store(new RatioHistogramPicture(label, scales.fit(), lines, scales.scales().get(0).note()));
    Preview preview = masked.isPresent() ? covered(counted.preview(), masked.get()) : counted.preview();
    scales.differences(label, preview, data).forEach(this::store);
    scales.field(label, preview, counted.regions()).ifPresent(this::store);
  }

  private static Preview covered(Preview preview, Plane coverage) throws IOException {
    FloatImage covered = new FloatImage(preview.post().width(), preview.post().height());
    int r = preview.reduction();
    int width = coverage.size().width();
    float[] line = new float[width];
    for (int y = 0; y < covered.height(); y++) {
      coverage.read(new Tile(0, Math.min(y * r + r / 2, coverage.size().height() - 1), width, 1), line);
      for (int x = 0; x < covered.width(); x++) {
        covered.set(x, y, line[Math.min(x * r + r / 2, width - 1)] >= Coverage.WHOLE ? 1 : 0);
      }
    }
    return preview.within(covered);
  }

  /**
   * The microbes that were found, and how dense they are.
   *
   * @param difference that was searched
   */
  void microbes(Plane difference, Tissue tissue, MicrobePlaces places, MicrobeSummary summary) throws IOException {
    if (!session.request().options().pictures()) {
      return;
    }
    Overview small = SparsePreview.of(difference, PreviewBuilder.LONGEST_SIDE);
    FloatImage shown = new FloatImage(small.image().width(), small.image().height());
    for (int y = 0; y < shown.height(); y++) {
      for (int x = 0; x < shown.width(); x++) {
        boolean inside = tissue.contains(small.toFull(x), small.toFull(y));
        shown.set(x, y, inside ? small.image().at(x, y) : Float.NaN);
      }
    }
    MicrobeMap map = new MicrobeMap(label, shown, small.reduction(), places, summary, session.pixelSize());
    store(new MicrobePicture(map), searchedFiles);
    store(new MicrobeDensityPicture(map), searchedFiles);
  }
}
