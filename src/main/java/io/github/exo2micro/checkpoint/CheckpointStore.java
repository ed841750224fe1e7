package io.github.exo2micro.checkpoint;

import io.github.exo2micro.Progress;
import io.github.exo2micro.checkpoint.sidecar.InputIdentity;
import io.github.exo2micro.checkpoint.sidecar.PixelSizeFact;
import io.github.exo2micro.checkpoint.sidecar.Provenance;
import io.github.exo2micro.checkpoint.sidecar.Sidecar;
import io.github.exo2micro.checkpoint.sidecar.SidecarContent;
import io.github.exo2micro.checkpoint.sidecar.SidecarFile;
import io.github.exo2micro.checkpoint.sidecar.TaskInputs;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.PixelSize;
import io.github.exo2micro.io.FilePlane;
import io.github.exo2micro.io.FitsCard;
import io.github.exo2micro.io.FitsPlane;
import io.github.exo2micro.io.FitsWriter;
import io.github.exo2micro.io.PixelChecksum;
import io.github.exo2micro.io.PlainFile;
import io.github.exo2micro.io.PlaneWriter;
import io.github.exo2micro.io.TemporaryFile;
import io.github.exo2micro.io.WrittenImage;
import io.github.exo2micro.task.Checkpoint;
import io.github.exo2micro.task.CheckpointFormat;
import io.github.exo2micro.task.DifferenceSummary;
import io.github.exo2micro.task.LocalScale;
import io.github.exo2micro.task.ParameterSpec;
import io.github.exo2micro.task.Parameters;
import io.github.exo2micro.task.TaskRequest;
import io.github.exo2micro.tiff.plane.DeflatedTiffWriter;
import io.github.exo2micro.tiff.plane.FieldTiffPlane;
import io.github.exo2micro.tiff.plane.FieldTiffWriter;
import io.github.exo2micro.tiff.plane.Float32TiffPlane;
import io.github.exo2micro.tiff.plane.Float32TiffWriter;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The checkpoints of one task with one set of parameters: where they are, whether they can be used, and how new ones
 * are written. Reading takes the TIFF file first, then the FITS file, whatever the format of writing; but where both
 * are there with different pixels, the newer one, and where the TIFF file has lost its sidecar, the FITS file of the
 * same run.
 *
 * <p>Used by one thread at a time.
 */
public final class CheckpointStore {

  private final TaskFolder folder;
  private final Parameters parameters;
  private final CheckpointFormat format;
  private final boolean compressed;
  private final int threads;
  private final Optional<TaskInputs> inputs;
  private Optional<PixelSize> postPixel = Optional.empty();
  private Optional<PixelSize> prePixel = Optional.empty();
  private final Map<Path, InputIdentity> verified = new HashMap<>();

  /**
   * @param format in which new checkpoints are written
   * @param compressed whether new TIFF checkpoints are compressed
   * @param threads for compressing and for verifying, at least 1
   * @param inputs the raw files and the padded size as they are now; empty where they are not known, as for a status:
   *     then nothing is compared with them
   */
  public CheckpointStore(TaskFolder folder, Parameters parameters, CheckpointFormat format, boolean compressed,
      int threads, Optional<TaskInputs> inputs) {
    this.folder = folder;
    this.parameters = parameters;
    this.format = format;
    this.compressed = compressed;
    this.threads = threads;
    this.inputs = inputs;
  }

  /** The store of a request, with its raw files as they are now. */
  public static CheckpointStore of(TaskRequest request, ImageSize paddedSize) throws IOException {
    return new CheckpointStore(new TaskFolder(request.outputDirectory(), request.task()), request.parameters(),
        request.options().format(), request.options().compressed(), request.threads(),
        Optional.of(TaskInputs.of(request.post(), request.pre(), paddedSize)));
  }

  /** Where the task's files lie. */
  public TaskFolder folder() {
    return folder;
  }

  /**
   * What a complete run has: also the field of local displacements and the difference with a local scale, where the run
   * that made the images found that they need one.
   */
  public List<Checkpoint> checkpoints() throws IOException {
    boolean found = parameters.choice(ParameterSpec.LOCAL_SCALE, LocalScale.class) == LocalScale.AUTO
        && sidecar(Checkpoint.DIFFERENCE).map(s -> DifferenceSummary.writesLocal(s.facts())).orElse(false);
    List<Checkpoint> all = new ArrayList<>(found ? Checkpoint.atMost(parameters) : Checkpoint.all(parameters));
    if (sidecar(Checkpoint.INTERIOR_PRE).map(s -> LocalField.isUsed(s.facts())).orElse(false)) {
      all.add(all.indexOf(Checkpoint.INTERIOR_PRE), Checkpoint.LOCAL_FIELD);
    }
    return all;
  }

  /** The path of the checkpoint's TIFF file, there or not. */
  public Path tiff(Checkpoint checkpoint) {
    return folder.tiff().resolve(checkpoint.stem(parameters) + ".tiff");
  }

  /** The path of the checkpoint's FITS file, there or not; the field beside FITS files is a TIFF file, too. */
  public Path fits(Checkpoint checkpoint) {
    return folder.fits().resolve(checkpoint.stem(parameters)
        + (checkpoint.equals(Checkpoint.LOCAL_FIELD) ? ".tiff" : ".fits"));
  }

  /** Its possible files, in the order of reading. */
  private List<Path> files(Checkpoint checkpoint) throws IOException {
    Path tiff = tiff(checkpoint);
    Path fits = fits(checkpoint);
    Optional<Sidecar> ofTiff = SidecarFile.read(sidecarOf(tiff)).sidecar();
    Optional<Sidecar> ofFits = SidecarFile.read(sidecarOf(fits)).sidecar();
    boolean fitsIsNewer = ofTiff.isPresent() && ofFits.isPresent()
        && !ofTiff.get().checksum().equals(ofFits.get().checksum())
        && ofFits.get().modifiedMillis() > ofTiff.get().modifiedMillis();
    boolean fitsIsKnown = ofTiff.isEmpty() && ofFits.isPresent() && !isNewer(tiff, ofFits.get().modifiedMillis());
    return fitsIsNewer || fitsIsKnown ? List.of(fits, tiff) : List.of(tiff, fits);
  }

  /** Whether another program wrote a file after a time; both formats of one run end within a second or so. */
  private static boolean isNewer(Path file, long millis) throws IOException {
    return PlainFile.exists(file) && Files.getLastModifiedTime(file).toMillis() > millis + 1000;
  }

  /** The files that a run with this format has of it, in the order of reading. */
  List<Path> wanted(Checkpoint checkpoint) {
    List<Path> wanted = new ArrayList<>();
    if (format.hasTiff()) {
      wanted.add(tiff(checkpoint));
    }
    if (format.hasFits()) {
      wanted.add(fits(checkpoint));
    }
    return wanted;
  }

  /** The sidecar's path beside an image file. */
  public static Path sidecarOf(Path image) {
    String name = image.getFileName().toString();
    return image.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ".json");
  }

  /** Opens an image file of either format. */
  public static FilePlane open(Path image) throws IOException {
    if (image.getFileName().toString().startsWith(Checkpoint.LOCAL_FIELD.toString())) {
      return new FieldTiffPlane(image);
    }
    return image.toString().endsWith(".fits") ? new FitsPlane(image) : new Float32TiffPlane(image);
  }

  private CheckpointJudge judge(CheckpointJudge.Pixels pixels, Progress progress) {
    return new CheckpointJudge(this, parameters, inputs, pixels, threads, progress);
  }

  private static CheckpointJudge.Pixels pixels(boolean verify) {
    return verify ? CheckpointJudge.Pixels.READ : CheckpointJudge.Pixels.IF_TOUCHED;
  }

  /** The checksum of a file's pixels; read once as long as the file does not change. */
  String checksum(FilePlane plane, int threads, Progress progress) throws IOException {
    InputIdentity now = InputIdentity.ofFile(plane.file());
    InputIdentity known = verified.get(plane.file());
    if (known == null || !known.isSameContent(now)) {
      known = new InputIdentity(now.name(), now.bytes(), now.modifiedMillis(),
          PixelChecksum.of(plane, threads, progress));
      verified.put(plane.file(), known);
    }
    return known.checksum();
  }

  /**
   * Judges a checkpoint by its header, length and sidecar alone, without reading a pixel: for estimates and a quick
   * status.
   */
  public CheckpointVerdict quickVerdict(Checkpoint checkpoint) throws IOException {
    return verdict(checkpoint, judge(CheckpointJudge.Pixels.UNREAD, Progress.none()));
  }

  /**
   * Judges a checkpoint without changing anything: the first of its files that is usable, else the first that is there.
   *
   * @param verify compare the checksum of all pixels; without, this is done only for a file whose time differs from
   *     what its sidecar says
   * @param progress gets the fraction verified
   */
  public CheckpointVerdict verdict(Checkpoint checkpoint, boolean verify, Progress progress) throws IOException {
    return verdict(checkpoint, judge(pixels(verify), progress));
  }

  /** Judges one of its files. */
  CheckpointVerdict verdict(Checkpoint checkpoint, Path file, CheckpointJudge.Pixels pixels, Progress progress)
      throws IOException {
    return judge(pixels, progress).judge(checkpoint, file);
  }

  /** The files that the format asks for and that are not there, or not usable; judged without reading a pixel. */
  public List<Path> missingFiles(Checkpoint checkpoint) throws IOException {
    List<Path> missing = new ArrayList<>();
    for (Path file : wanted(checkpoint)) {
      if (!verdict(checkpoint, file, CheckpointJudge.Pixels.UNREAD, Progress.none()).isUsable()) {
        missing.add(file);
      }
    }
    return missing;
  }

  private CheckpointVerdict verdict(Checkpoint checkpoint, CheckpointJudge judge) throws IOException {
    CheckpointVerdict best = new CheckpointVerdict.Missing(CheckpointVerdict.NOT_THERE);
    for (Path file : files(checkpoint)) {
      CheckpointVerdict verdict = judge.judge(checkpoint, file);
      if (verdict.isUsable()) {
        return verdict;
      }
      if (best.reason().equals(CheckpointVerdict.NOT_THERE)) {
        best = verdict;
      }
    }
    return best;
  }

  /**
   * The file of a usable checkpoint. A damaged one is set aside, at most one for each name, and a line says why; a
   * stale one stays until its successor replaces it, and a line says what has changed.
   *
   * @param verify as in {@link #verdict}
   * @param progress gets the fraction verified, and the lines
   */
  public Optional<Reusable> reuse(Checkpoint checkpoint, boolean verify, Progress progress) throws IOException {
    CheckpointJudge judge = judge(pixels(verify), progress);
    for (Path file : files(checkpoint)) {
      CheckpointVerdict verdict = judge.judge(checkpoint, file);
      if (verdict instanceof CheckpointVerdict.Intact intact) {
        return Optional.of(new Reusable(file, Optional.of(intact.sidecar())));
      }
      if (verdict instanceof CheckpointVerdict.Foreign foreign) {
        progress.note(file.getFileName() + " is reused: " + foreign.reason() + ".");
        return Optional.of(new Reusable(file, Optional.empty()));
      }
      if (verdict instanceof CheckpointVerdict.Stale stale) {
        progress.note(file.getFileName() + " is out of date: " + stale.reason() + ". It is made again.");
      }
      if (verdict instanceof CheckpointVerdict.Damaged damaged) {
        Path aside = setAside(file);
        progress.note(file.getFileName() + " is damaged: " + damaged.reason() + ". It is kept as "
            + aside.getFileName() + " and made again.");
      }
    }
    return Optional.empty();
  }

  /**
   * A checkpoint that can be read.
   *
   * @param file the image file
   * @param sidecar what is known about it; empty for the Python original's
   */
  public record Reusable(Path file, Optional<Sidecar> sidecar) {
    /** Opens it; close it when done. */
    public FilePlane open() throws IOException {
      return CheckpointStore.open(file);
    }
  }

  static Path setAside(Path file) throws IOException {
    Path aside = PlainFile.setAside(file);
    Path sidecar = sidecarOf(file);
    if (Files.exists(sidecar, LinkOption.NOFOLLOW_LINKS)) {
      PlainFile.setAside(sidecar);
    }
    return aside;
  }

  /** The sidecar of a checkpoint, also of one whose image was dropped; the TIFF file's first. */
  public Optional<Sidecar> sidecar(Checkpoint checkpoint) throws IOException {
    for (Path file : files(checkpoint)) {
      Optional<Sidecar> sidecar = SidecarFile.read(sidecarOf(file)).sidecar();
      if (sidecar.isPresent()) {
        return sidecar;
      }
    }
    return Optional.empty();
  }

  /** What a checkpoint that is there is known by; empty when it is not there. */
  Optional<InputIdentity> identity(Checkpoint checkpoint) throws IOException {
    for (Path file : files(checkpoint)) {
      Optional<Sidecar> sidecar = SidecarFile.read(sidecarOf(file)).sidecar();
      if (sidecar.isPresent()) {
        Sidecar s = sidecar.get();
        return Optional.of(new InputIdentity(checkpoint.toString(), s.bytes(), s.modifiedMillis(), s.checksum()));
      }
      if (PlainFile.exists(file)) {
        return Optional.of(InputIdentity.ofFile(checkpoint.toString(), file));
      }
    }
    return Optional.empty();
  }

  /**
   * Begins a new checkpoint; one that is there stays until the new one is committed.
   *
   * @param cards for the FITS header, besides sample, dye, stage, time and changed parameters
   * @throws io.github.exo2micro.RemediableException when the folder cannot be written
   */
  public CheckpointWriter write(Checkpoint checkpoint, ImageSize size, List<FitsCard> cards) throws IOException {
    List<PlaneWriter> writers = new ArrayList<>();
    try {
      for (Path file : wanted(checkpoint)) {
        // Time and length may be those of the file before: clocks of file systems tick every few milliseconds.
        verified.remove(file);
        writers.add(writer(checkpoint, file, size, cards));
      }
    } catch (IOException | RuntimeException e) {
      for (PlaneWriter writer : writers) {
        writer.close();
      }
      throw e;
    }
    return new CheckpointWriter(writers, (content, image) -> sidecar(checkpoint, size, content, image));
  }

  /** Begins one file of a checkpoint; its name, and its sidecar's, are made free of what is no file. */
  PlaneWriter writer(Checkpoint checkpoint, Path file, ImageSize size, List<FitsCard> cards) throws IOException {
    PlainFile.clear(file);
    PlainFile.clear(sidecarOf(file));
    if (checkpoint.equals(Checkpoint.LOCAL_FIELD)) {
      return new FieldTiffWriter(file, size);
    }
    if (file.equals(fits(checkpoint))) {
      List<FitsCard> all = new ArrayList<>(CheckpointCards.pixel(pixel(checkpoint)));
      all.addAll(cards);
      return new FitsWriter(file, size, CheckpointCards.of(folder.task(), checkpoint.stage(), parameters, all));
    }
    return compressed ? new DeflatedTiffWriter(file, size, threads, pixel(checkpoint))
        : new Float32TiffWriter(file, size, pixel(checkpoint));
  }

  /** Lets new checkpoints say how large a pixel is, where that is known. */
  public void measured(Optional<PixelSize> post, Optional<PixelSize> pre) {
    postPixel = post;
    prePixel = pre;
  }

  /** The padded pre is as pre is; all later images are as post sees them. */
  private Optional<PixelSize> pixel(Checkpoint checkpoint) {
    return checkpoint.equals(Checkpoint.PADDED_PRE) ? prePixel : postPixel;
  }

  private Sidecar sidecar(Checkpoint checkpoint, ImageSize size, SidecarContent content, WrittenImage image)
      throws IOException {
    List<InputIdentity> madeFrom = new ArrayList<>();
    for (Checkpoint input : checkpoint.inputs()) {
      identity(input).ifPresent(madeFrom::add);
    }
    SidecarContent all = content;
    for (Map.Entry<String, String> fact : PixelSizeFact.of(pixel(checkpoint)).entrySet()) {
      all = all.with(fact.getKey(), fact.getValue());
    }
    return new Provenance(folder.task(), parameters, inputs).sidecar(checkpoint, size, all, madeFrom, image);
  }

  /** Deletes a checkpoint's images and keeps its sidecars, which later stages are still compared with. */
  public void drop(Checkpoint checkpoint) throws IOException {
    for (Path file : files(checkpoint)) {
      Files.deleteIfExists(file);
    }
  }

  /** Deletes a checkpoint with its sidecars: what an earlier run made and this one does not have. */
  public void discard(Checkpoint checkpoint) throws IOException {
    for (Path file : files(checkpoint)) {
      Files.deleteIfExists(file);
      Files.deleteIfExists(sidecarOf(file));
    }
  }

  /** Deletes what killed runs left half-written in the task's folders. */
  public void removeLeftovers(Progress log) throws IOException {
    for (Path part : List.of(folder.tiff(), folder.fits(), folder.pictures(), folder.microbes())) {
      for (Path removed : TemporaryFile.removeStale(part)) {
        log.note("Removed what a killed run left half-written: " + removed.getFileName() + ".");
      }
    }
  }

  /** The one warning of a run whose folder holds checkpoints in a format that it does not write; empty without such. */
  public Optional<String> otherFormatWarning() throws IOException {
    String advice = " Those that fit are kept and copied to " + format.name().toLowerCase(java.util.Locale.ROOT)
        + "; delete them when you no longer need them.";
    if (!format.hasTiff() && holds(folder.tiff(), "*.{tif,tiff}")) {
      return Optional.of(folder.tiff() + " holds TIFF checkpoints of an earlier run." + advice);
    }
    if (!format.hasFits() && holds(folder.fits(), "*.fits")) {
      return Optional.of(folder.fits() + " holds FITS checkpoints of an earlier run." + advice);
    }
    return Optional.empty();
  }

  private static boolean holds(Path folder, String pattern) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, pattern)) {
      return files.iterator().hasNext();
    }
  }
}
