package io.github.exo2micro.registration.local;

import io.github.exo2micro.Progress;
import io.github.exo2micro.geometry.DisplacementField;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.geometry.Median;
import io.github.exo2micro.geometry.Quantile;
import io.github.exo2micro.geometry.SeamGrid;
import io.github.exo2micro.image.Interpolation;
import io.github.exo2micro.image.ParallelLoop;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import io.github.exo2micro.image.WarpedPlane;
import io.github.exo2micro.image.tissue.Section;
import io.github.exo2micro.image.tissue.Tissue;
import io.github.exo2micro.registration.patch.RemainingError;
import io.github.exo2micro.registration.patch.KernelChoice;
import io.github.exo2micro.registration.patch.PatchPosition;
import io.github.exo2micro.registration.patch.PatchResidual;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Measures what the homography leaves, all over the tissue, coarse to fine, and makes a field of it.
 *
 * <p>Patches on a square lattice are measured at full resolution; where the field changes more than the lattice
 * resolves, one with half the spacing follows. From the patches, every fourth left out, come seam lines, placed to the
 * pixel by the images, and a smooth field with jumps along them. The field is used when the patches left out agree
 * clearly better than under the homography alone. Memory does not depend on the images' size: at most some thousand
 * patches are read. Deterministic for any number of threads.
 *
 * @param post padded post
 * @param pre padded pre
 * @param postSection post made small, with its tissue
 * @param preSection the same of {@code pre}
 * @param loop runs the measurements
 */
public record LocalAlignment(Plane post, Plane pre, Section postSection, Section preSection, ParallelLoop loop) {

  /** Side of a place over which a displacement that is left is averaged: smaller ones show too little to measure it. */
  static final int PLACE_PX = 80;

  /** Patches of the first lattice, and of all together. */
  private static final int FIRST = 700;
  private static final int MOST = 4000;
  private static final int LEVELS = 3;
  /**
   * About so many knots at most: patches cannot tell more than there are of them, and the work grows with the square.
   */
  private static final int MOST_KNOTS = MOST;
  /** Fewer do not carry a field. */
  private static final int LEAST_PATCHES = 24;
  /** A field must lower the error on left-out patches by this. */
  private static final double GAIN_PX = 0.05;
  private static final double GAIN_SHARE = 0.2;
  private static final double LEAST_JACOBIAN = 0.2;
  /** How far off a homography may be of which no patch tells anything. */
  private static final double UNKNOWN_PX = 10;
  /** Looks for more patches through a field that the look before has made better. */
  private static final int LOOKS = 2;
  /** How far beside a line its place is looked for once more, px. */
  private static final int CLOSE_PX = 16;
  /** Squares whose pixels are asked one by one at the end, and how often. */
  private static final int MOST_CELLS = 3000;
  private static final int PIXEL_STEPS = 2;
  private static final int MANY = 1000;
  /** A field that folds is made stiffer, up to so many times. */
  private static final int MOST_STIFFER = 1000;
  /** A patch that was seen through a field so near is measured as exactly as it can be, px. */
  private static final double NEAR_PX = 0.1;
  /** About so many squares choose the kernel. */
  private static final int KERNEL_SQUARES = 200;
  /** Every second of so many places tells how unsure the field is. */
  private static final int MANY_PLACES = 400;
  /** What the interior step's patches are taken to err by, px. */
  private static final double ROUGH_PX = 0.1;
  /** Where neighbours do not predict a patch to so many px, or three times its noise, a finer lattice looks. */
  private static final double UNRESOLVED_PX = 0.03;
  /** The same of small patches, which are measured through the homography and so less alike. */
  private static final double UNRESOLVED_PX_OF_SMALL = 0.12;
  /** With a smaller 97th percentile there is no piece that a field could move by much. */
  private static final double QUIET_PX = 0.3;

  /**
   * Aligns.
   *
   * @param warp padded post px → padded pre px, from the interior step
   * @param residuals what that step found left at its patches, under this homography or one near it
   * @throws IOException when a plane cannot be read
   * @throws java.util.concurrent.CancellationException when cancelled
   */
  public LocalResult align(Homography warp, List<PatchResidual> residuals, LocalParameters parameters,
      Progress progress) throws IOException {
    if (!parameters.enabled()) {
      return LocalResult.none("local alignment is switched off");
    }
    if (residuals.isEmpty()) {
      return new Run(this, warp, parameters, UNKNOWN_PX, progress).result(Optional.empty());
    }
    if (residuals.size() < LEAST_PATCHES) {
      return LocalResult.none("too few patches could be measured for a local alignment");
    }
    double[] lengths = residuals.stream().mapToDouble(PatchResidual::length).toArray();
    double median = Quantile.of(lengths, 0.5);
    double worst = Quantile.of(lengths, 0.97);
    if (median < GAIN_PX && worst < QUIET_PX) {
      return LocalResult
          .none(String.format(Locale.ROOT, "the homography leaves %.3f px (97 %%: %.3f px); no field could"
              + " lower that by %.2f px", median, worst, GAIN_PX));
    }
    Run run = new Run(this, warp, parameters, Math.max(median, worst), progress);
    return run.result(run.roughly(residuals));
  }

  /** One call. */
  private static final class Run {
    private final LocalAlignment images;
    private final Homography warp;
    private final LocalParameters parameters;
    private final Progress progress;
    private final Tissue tissue;
    private final LocalLattice lattice;
    private final LocalMeasurement measurement;
    private final int reach;
    private final boolean quick;

    Run(LocalAlignment images, Homography warp, LocalParameters parameters, double worst, Progress progress) {
      this.images = images;
      this.warp = warp;
      this.parameters = parameters;
      this.progress = progress;
      this.tissue = images.postSection.tissue();
      this.lattice = new LocalLattice(images.postSection, images.preSection.overview(), warp, FIRST);
      // Large patches keep enough at half the resolution, and are as many as they can be: one more or less does not
      // count.
      this.quick = lattice.hasLargestPatches();
      this.measurement = new LocalMeasurement(images.post, images.pre, warp, quick, images.loop);
      this.reach = (int) Math.max(12, Math.min(Math.min(64, parameters.maxCorrectionPx()), Math.ceil(4 + 3 * worst)));
    }

    /** What the interior step's patches say: near enough for most of the first lattice's to be where it has them. */
    Optional<DisplacementField> roughly(List<PatchResidual> residuals) {
      int spacing = lattice.spacing(0) * 3 / 2;
      List<LocalPatch> seen = LocalMeasurement.withoutOutliers(residuals.stream().map(r -> new LocalPatch(
          new PatchPosition((int) r.x(), (int) r.y(), 1, false), r.dx(), r.dy(), r.ncc(), ROUGH_PX, Optional.empty()))
          .toList(), spacing);
      return !quick || seen.size() < LEAST_PATCHES ? Optional.empty()
          : Optional.of(field(fit(List.of(), spacing).best(seen).solution(), seen));
    }

    /**
     * What is to be fitted, and what is kept out.
     *
     * @param patches measured
     * @param heldOut where patches are measured when there is a field to be judged by them
     */
    private record Seen(List<LocalPatch> patches, List<PatchPosition> heldOut) {

      int size() {
        return patches.size() + heldOut.size();
      }

      List<Tile> heldOutTiles() {
        return heldOut.stream().map(PatchPosition::tile).toList();
      }
    }

    /** @param roughly what is known of the displacement, if anything */
    LocalResult result(Optional<DisplacementField> roughly) throws IOException {
      Seen seen = new Seen(measurement.measure(lattice.patches(0, p -> !p.heldOut()), roughly, reach,
          progress.part(0, 0.25)), lattice.patches(0, PatchPosition::heldOut));
      int finest = 0;
      int spacing = lattice.spacing(0);
      List<LocalPatch> fitted = LocalMeasurement.withoutOutliers(seen.patches(), spacing);
      if (fitted.size() < LEAST_PATCHES) {
        return LocalResult.none("only " + fitted.size() + " patches could be measured for a local alignment");
      }
      for (int level = 1; level < LEVELS && lattice.isFiner(level) && seen.size() < MOST / 2; level++) {
        Optional<Seen> finer = refined(level, seen, fitted, progress.part(0.25, 0.55));
        if (finer.isEmpty()) {
          break;
        }
        seen = finer.get();
        finest = level;
        spacing = lattice.spacing(level);
        fitted = LocalMeasurement.withoutOutliers(seen.patches(), spacing);
      }
      List<SeamLine> lines = lines(fitted, spacing);
      SectionGaps gaps = new SectionGaps(tissue, images.preSection.tissue());
      List<SeamGrid> seams = SeamGrids.of(gaps.and(lines));
      ElasticFit fit = fit(seams, spacing);
      List<LocalPatch> clear = clearOfSeams(fitted, seams, 0.4);
      ElasticFit.Best best = fit.best(clear);
      double stiffness = best.stiffness();
      progress.report(0.7);
      DisplacementField field = field(best.solution(), clear);
      List<LocalPatch> again = again(clear, field, progress.part(0.7, 0.84));
      // The lines were placed through a field of patches that lay across them.
      List<SeamLine> closer = closer(lines, again, stiffness, spacing);
      if (!closer.equals(lines)) {
        seams = SeamGrids.of(gaps.and(closer));
        fit = fit(seams, spacing);
        again = new ArrayList<>(clearOfSeams(again, seams, 0.4));
        field = field(fit.solve(again, stiffness), again);
      }
      SecondLook look = new SecondLook(lattice, measurement, warp, seams, seen.heldOutTiles());
      for (int i = 0; i < LOOKS; i++) {
        List<LocalPatch> more = look.look(finest, i == 0 ? field : field(fit.solve(again, stiffness), again),
            progress.part(0.84 + 0.06 * i / LOOKS, 0.84 + 0.06 * (i + 1) / LOOKS));
        if (more.isEmpty()) {
          break;
        }
        again.addAll(more);
      }
      best = fit.best(again, stiffness);
      for (int stiffer = 1; stiffer <= MOST_STIFFER; stiffer *= 10) {
        ElasticFit.Best start = stiffer == 1 ? best
            : new ElasticFit.Best(stiffer * best.stiffness(), fit.solve(again, stiffer * best.stiffness()));
        Fitted through = throughPixels(fit, again, start, seen.heldOutTiles());
        DisplacementField fine = field(through.solution(), again);
        if (fine.smallestJacobian() > LEAST_JACOBIAN) {
          LocalResult judged = judged(fine, through, seen.heldOut(), again);
          return judged.field().isPresent() ? judged.with(kernel(fine)) : judged;
        }
      }
      return LocalResult.none("the displacements of neighbouring places contradict each other (the field would fold)");
    }

    /**
     * Those that were seen through another field, once more through this one: what a patch averages over a bend is then
     * a residual of it, not the displacement, and none is stretched by a field that knew of no seams.
     */
    private List<LocalPatch> again(List<LocalPatch> patches, DisplacementField field, Progress part)
        throws IOException {
      Map<Boolean, List<LocalPatch>> alike = patches.stream()
          .collect(Collectors.partitioningBy(p -> p.isSeenAlikeThrough(field, NEAR_PX)));
      Map<PatchPosition, LocalPatch> closer = new HashMap<>();
      alike.get(true).forEach(p -> closer.put(p.position(), p));
      for (LocalPatch p : measurement.measure(alike.get(false).stream().map(LocalPatch::position).toList(),
          Optional.of(field), 0, part)) {
        closer.put(p.position(), p);
      }
      return new ArrayList<>(
          patches.stream().map(LocalPatch::position).filter(closer::containsKey).map(closer::get).toList());
    }

    /**
     * A field of patches and pixels.
     *
     * @param unknown what cells say that a field like it was not told of
     */
    private record Fitted(ElasticFit.Solution solution, List<PixelFit.Unknown> unknown) {}

    /**
     * The patches' field, improved by all pixels that no held-out patch sees: by Gauss and Newton, of which a step asks
     * those alone that were not asked yet and those where the step before has moved the field.
     */
    private Fitted throughPixels(ElasticFit fit, List<LocalPatch> fitted, ElasticFit.Best start,
        List<Tile> heldOut) throws IOException {
      List<Tile> squares = lattice.squares(PixelBlocks.CELL, MOST_CELLS);
      List<Optional<PixelBlocks.Cell>> cells = new ArrayList<>(
          Collections.nCopies(squares.size(), Optional.empty()));
      ElasticFit.Solution solution = start.solution();
      Optional<PixelFit.Tuning> tuning = Optional.empty();
      Supplier<List<PixelFit.Unknown>> unknown = List::of;
      for (int step = 0; step < PIXEL_STEPS; step++) {
        // Of the first step only the way matters: half of many squares show it.
        int stride = step < PIXEL_STEPS - 1 && squares.size() > MANY ? 2 : 1;
        int[] asked = IntStream.range(0, squares.size()).filter(i -> i % stride == 0 && cells.get(i).isEmpty())
            .toArray();
        if (asked.length == 0) {
          break;
        }
        List<PixelBlocks.Cell> answers = ask(Arrays.stream(asked).mapToObj(squares::get).toList(),
            field(solution, fitted), heldOut, progress.part(0.9 + 0.03 * step, 0.93 + 0.03 * step));
        for (int i = 0; i < asked.length; i++) {
          cells.set(asked[i], Optional.of(answers.get(i)));
        }
        List<PixelBlocks.Block> blocks = cells.stream().flatMap(Optional::stream).flatMap(c -> c.blocks().stream())
            .toList();
        PixelFit.Tuning tuned = tuning.isPresent() ? tuning.get()
            : PixelFit.tuned(fit, blocks, solution, start.stiffness());
        tuning = Optional.of(tuned);
        ElasticFit.Solution before = solution;
        ElasticFit.Solution next = PixelFit.of(fit, blocks, fitted, before, tuned);
        cells.replaceAll(c -> c.flatMap(known -> PixelFit.seenFrom(next, known, before)));
        solution = next;
        unknown = () -> PixelFit.unknown(fit, blocks, before, tuned);
      }
      return new Fitted(solution, unknown.get());
    }

    private List<PixelBlocks.Cell> ask(List<Tile> squares, DisplacementField field, List<Tile> heldOut, Progress part)
        throws IOException {
      Plane seen = new WarpedPlane(images.pre, field, images.post.size()).bicubic(images.preSection.frame());
      return new PixelBlocks(images.post, seen, field, images.preSection.frame(), heldOut, images.loop).ask(squares,
          part);
    }

    private static <T> List<T> everySecond(List<T> all) {
      return IntStream.range(0, (all.size() + 1) / 2).mapToObj(i -> all.get(2 * i)).toList();
    }

    private Interpolation kernel(DisplacementField field) throws IOException {
      List<Tile> squares = lattice.squares(PixelBlocks.CELL, KERNEL_SQUARES);
      WarpedPlane seen = new WarpedPlane(images.pre, field, images.post.size());
      return new KernelChoice(images.post, seen, images.preSection.frame(), images.loop).of(squares,
          Progress.none());
    }

    private ElasticFit fit(List<SeamGrid> seams, int spacing) {
      int knots = (int) Math.max(spacing,
          Math.sqrt((double) lattice.bounds().width() * lattice.bounds().height() / MOST_KNOTS));
      return new ElasticFit(warp, lattice.bounds(), knots + knots % 2, seams);
    }

    private DisplacementField field(ElasticFit.Solution solution, List<LocalPatch> patches) {
      double longest = patches.stream().mapToDouble(p -> Math.max(Math.abs(p.dx()), Math.abs(p.dy()))).max().orElse(0);
      return solution.field(longest + 2);
    }

    /** The next lattice's patches where this one's do not predict each other; the others stay. */
    private Optional<Seen> refined(int level, Seen seen, List<LocalPatch> fitted, Progress part) throws IOException {
      int coarse = lattice.spacing(level - 1);
      ElasticFit.Tested tested = fit(List.of(), coarse).tested(fitted);
      double[] errors = tested.errors();
      double noise = Median.of(fitted.stream().mapToDouble(LocalPatch::sigma).toArray());
      Set<Long> unresolved = new TreeSet<>();
      for (int i = 0; i < errors.length; i++) {
        if (errors[i] > (quick ? Math.max(UNRESOLVED_PX, 3 * noise)
            : Math.max(UNRESOLVED_PX_OF_SMALL, 4 * noise))) {
          for (int n = 0; n < 9; n++) {
            unresolved.add(cell(fitted.get(i).position(), coarse) + ((long) (n / 3 - 1) << 32) + n % 3 - 1);
          }
        }
      }
      // Where the cells differ in size their grids are not aligned: a fine cell belongs to one coarse cell by its
      // centre.
      Predicate<PatchPosition> isUnresolved = p -> unresolved.contains(cell(p, coarse));
      List<PatchPosition> finer = lattice.patches(level, isUnresolved);
      if (finer.size() < LEAST_PATCHES || finer.size() > MOST) {
        return Optional.empty();
      }
      DisplacementField field = field(tested.solution(), fitted);
      int rest = (int) Math.ceil(Math.max(6, Math.min(reach, 2 * Quantile.of(errors, 0.98))));
      List<LocalPatch> patches = new ArrayList<>(measurement.measure(
          finer.stream().filter(p -> !p.heldOut()).toList(), Optional.of(field), rest, part));
      seen.patches().stream().filter(p -> !isUnresolved.test(p.position())).forEach(patches::add);
      List<PatchPosition> heldOut = new ArrayList<>(finer.stream().filter(PatchPosition::heldOut).toList());
      seen.heldOut().stream().filter(p -> !isUnresolved.test(p)).forEach(heldOut::add);
      return Optional.of(new Seen(patches, heldOut));
    }

    /** The cell of a lattice that holds a patch's centre. */
    private long cell(PatchPosition patch, int spacing) {
      int column = (int) ((patch.x() - lattice.bounds().x()) / spacing);
      int row = (int) ((patch.y() - lattice.bounds().y()) / spacing);
      return ((long) row << 32) + column;
    }

    /** The lines a little beside; one that spoils a regular grid goes there if the images, asked there, agree. */
    private List<SeamLine> closer(List<SeamLine> lines, List<LocalPatch> patches, double stiffness, int spacing)
        throws IOException {
      if (lines.isEmpty()) {
        return lines;
      }
      List<SeamLine> placed = askedAgain(lines, patches, stiffness, spacing);
      Map<SeamLine, SeamLine> astray = RegularSeams.astray(placed, spacing);
      if (astray.isEmpty()) {
        return placed;
      }
      List<SeamLine> moved = placed.stream().map(l -> astray.getOrDefault(l, l)).toList();
      List<SeamLine> there = askedAgain(moved, patches, stiffness, spacing);
      List<SeamLine> result = new ArrayList<>(placed);
      for (int i = 0; i < result.size(); i++) {
        if (there.get(i).isNear(moved.get(i), RegularSeams.TOLERANCE_PX)) {
          result.set(i, there.get(i));
        }
      }
      return result;
    }

    private List<SeamLine> askedAgain(List<SeamLine> lines, List<LocalPatch> patches, double stiffness, int spacing)
        throws IOException {
      List<SeamGrid> seams = SeamGrids.of(lines);
      List<LocalPatch> clear = clearOfSeams(patches, seams, 0.4);
      SeamPlacement placement = new SeamPlacement(measurement,
          field(fit(seams, spacing).solve(clear, stiffness), clear),
          tissue, lattice.bounds(), images.loop);
      List<SeamLine> placed = new ArrayList<>();
      for (SeamLine line : lines) {
        placed.add(placement.place(line, CLOSE_PX).map(line::at).orElse(line));
      }
      return placed;
    }

    private List<SeamLine> lines(List<LocalPatch> fitted, int spacing) throws IOException {
      SeamSearch search = new SeamSearch(fitted, spacing, warp);
      List<SeamSearch.Profile> profiles = search.profiles();
      List<SeamLine> lines = search.lines(profiles);
      if (lines.isEmpty()) {
        return List.of();
      }
      List<SeamLine> placed = straightened(placed(lines, fitted, spacing), fitted, spacing);
      List<SeamLine> guessed = RegularSeams.missing(placed, profiles, spacing);
      if (!guessed.isEmpty()) {
        List<SeamLine> all = new ArrayList<>(placed);
        all.addAll(guessed);
        for (SeamLine line : placed(all, fitted, spacing)) {
          SeamLine expected = guessed.stream().filter(g -> g.isNear(line, spacing)).findFirst().orElse(line);
          if (guessed.contains(expected) && Math.abs(line.at() - expected.at()) <= RegularSeams.TOLERANCE_PX) {
            placed.add(line);
          }
        }
      }
      return placed;
    }

    /** A line beside the grid of the others goes there where the images, asked with it there, put it there, too. */
    private List<SeamLine> straightened(List<SeamLine> placed, List<LocalPatch> fitted, int spacing)
        throws IOException {
      Map<SeamLine, SeamLine> astray = RegularSeams.astray(placed, spacing);
      if (astray.isEmpty()) {
        return placed;
      }
      List<SeamLine> moved = placed.stream().map(l -> astray.getOrDefault(l, l)).toList();
      List<SeamLine> again = placed(moved, fitted, spacing);
      List<SeamLine> result = new ArrayList<>(placed);
      astray.forEach((line, guess) -> again.stream().filter(a -> a.isNear(guess, RegularSeams.TOLERANCE_PX)).findFirst()
          .ifPresent(found -> result.set(result.indexOf(line), found)));
      return result;
    }

    private List<SeamLine> placed(List<SeamLine> lines, List<LocalPatch> fitted, int spacing) throws IOException {
      List<SeamGrid> grids = SeamGrids.of(lines);
      List<LocalPatch> clear = clearOfSeams(fitted, grids, 0.75 * spacing / 64.0);
      ElasticFit fit = fit(grids, spacing);
      DisplacementField field = field(fit.best(clear).solution(), clear);
      SeamPlacement placement = new SeamPlacement(measurement, field, tissue, lattice.bounds(), images.loop);
      List<SeamLine> placed = new ArrayList<>();
      for (SeamLine line : lines) {
        Optional<Double> at = placement.place(line, (int) (0.8 * spacing));
        if (at.isPresent() && placed.stream().noneMatch(p -> p.isNear(line.at(at.get()), spacing))) {
          placed.add(line.at(at.get()));
        }
      }
      return placed;
    }

    /** Those that do not lie across a seam. */
    private List<LocalPatch> clearOfSeams(List<LocalPatch> patches, List<SeamGrid> seams, double sides) {
      return patches.stream().filter(p -> seams.stream().allMatch(g -> {
        boolean post = g.frame() == SeamGrid.Frame.POST;
        return g.distance(post ? p.x() : warp.x(p.x(), p.y()), post ? p.y() : warp.y(p.x(), p.y())) >= sides
            * p.position().side();
      })).toList();
    }

    private LocalResult judged(DisplacementField field, Fitted through, List<PatchPosition> heldOut,
        List<LocalPatch> fitted) throws IOException {
      List<LocalResidual> residuals = new ArrayList<>();
      List<Double> atPatches = new ArrayList<>();
      for (LocalPatch p : measurement.measure(heldOut, Optional.of(field), 4, progress.part(0.96, 1))) {
        double[] d = field.at(p.x(), p.y());
        residuals.add(new LocalResidual(p.x(), p.y(), p.dx(), p.dy(), p.dx() - d[0], p.dy() - d[1], p.sigma()));
        atPatches.add(through.solution().variance(p.x(), p.y(), p.position().side()));
      }
      return LocalVerdict.of(field, residuals, error(through, residuals, atPatches), fitted, parameters);
    }

    private RemainingError error(Fitted through, List<LocalResidual> residuals, List<Double> atPatches) {
      List<PatchPosition> places = lattice.places(PLACE_PX);
      List<PatchPosition> asked = places.size() > MANY_PLACES ? everySecond(places) : places;
      double[] overTissue = asked.stream().mapToDouble(p -> through.solution().variance(p.x(), p.y(), PLACE_PX))
          .toArray();
      double[] lengths = residuals.stream().mapToDouble(LocalResidual::after).toArray();
      double[] sigmas = residuals.stream().mapToDouble(LocalResidual::sigma).toArray();
      if (through.unknown().size() < PixelFit.Calibration.FEWEST) {
        return RemainingError.of(lengths, sigmas, atPatches.stream().mapToDouble(v -> v).toArray(), overTissue,
            s -> s * s);
      }
      PixelFit.Calibration calibration = new PixelFit.Calibration(through.unknown());
      for (int i = 0; i < overTissue.length; i++) {
        overTissue[i] *= calibration.at(asked.get(i).x(), asked.get(i).y());
      }
      return RemainingError.of(lengths, sigmas, overTissue);
    }
  }
}
