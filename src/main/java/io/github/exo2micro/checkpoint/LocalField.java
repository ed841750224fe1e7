package io.github.exo2micro.checkpoint;

import io.github.exo2micro.Progress;
import io.github.exo2micro.checkpoint.sidecar.Sidecar;
import io.github.exo2micro.checkpoint.sidecar.SidecarContent;
import io.github.exo2micro.checkpoint.sidecar.SidecarFile;
import io.github.exo2micro.geometry.DisplacementField;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.io.FilePlane;
import io.github.exo2micro.io.PlainFile;
import io.github.exo2micro.registration.local.LocalResidual;
import io.github.exo2micro.registration.patch.UnmeasuredTissue;
import io.github.exo2micro.task.AlignmentSummary;
import io.github.exo2micro.task.Checkpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The field of local displacements in its file: the whole displacement at the nodes as an image, everything else
 * (origin, spacing, seam lines and the jumps of their tiles, the patches that were never fitted) in the sidecar. Of a
 * torn section those are the first piece's; {@link PieceRows the others} follow in further rows of both pages.
 *
 * @param field the displacements, its homography included
 * @param summary stage 3's alignment
 * @param residuals the patches that were never fitted, before and after
 */
public record LocalField(DisplacementField field, AlignmentSummary summary, List<LocalResidual> residuals) {

  /** The fact in the sidecar of the aligned image that says which field it was warped with: the field's checksum. */
  private static final String USED = "local field";
  private static final String ORIGIN = "origin, px";
  private static final String SPACING = "spacing, px";
  private static final String PATCHES = "patches never fitted: x y before-dx before-dy after-dx after-dy sigma";

  /** With the tissue on which it could not be confirmed. */
  public LocalField with(UnmeasuredTissue found) {
    return new LocalField(field, summary.with(found), residuals);
  }

  /** Whether an aligned image was warped with a field. */
  public static boolean isUsed(Map<String, String> facts) {
    return facts.containsKey(USED);
  }

  /** Whether the field that is there is the one that the aligned image was warped with, or none was. */
  public static boolean fits(CheckpointStore store) throws IOException {
    Optional<Sidecar> image = store.sidecar(Checkpoint.INTERIOR_PRE).filter(s -> isUsed(s.facts()));
    Optional<Sidecar> field = store.sidecar(Checkpoint.LOCAL_FIELD);
    return image.isEmpty() || field.isEmpty()
        || field.get().checksum().equals(image.get().facts().get(USED));
  }

  /** What the aligned image's sidecar says about the field. */
  public static Map<String, String> fact(CheckpointStore store) throws IOException {
    return store.sidecar(Checkpoint.LOCAL_FIELD).map(s -> Map.of(USED, s.checksum())).orElse(Map.of());
  }

  /** Writes it, in the formats of the run. */
  public void write(CheckpointStore store, StageClock clock) throws IOException {
    ImageSize size = new ImageSize(field.columns(), 2 * PieceRows.height(field));
    try (CheckpointWriter writer = store.write(Checkpoint.LOCAL_FIELD, size, List.of())) {
      writer.append(PieceRows.pages(field), size.height());
      writer.commit(new SidecarContent(Optional.of(field.warp()), Optional.of(summary), List.of(), facts(),
          clock.seconds()));
    }
  }

  private Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("pages", "dx and dy in padded post px: post shows at p what pre shows at warp(p + (dx, dy))");
    facts.put(ORIGIN, field.originX() + " " + field.originY());
    facts.put(SPACING, String.valueOf(field.spacing()));
    FactNumbers.describe("", field.seams(), facts);
    PieceRows.describe(field, facts);
    facts.put(PATCHES,
        residuals.stream().map(r -> String.format(Locale.ROOT, "%.1f %.1f %.3f %.3f %.3f %.3f %.3f", r.x(),
            r.y(), r.beforeX(), r.beforeY(), r.afterX(), r.afterY(), r.sigma())).collect(Collectors.joining("; ")));
    return facts;
  }

  /**
   * Reads the field that is there.
   *
   * @return empty when there is none that can be used
   */
  public static Optional<LocalField> read(CheckpointStore store) throws IOException {
    CheckpointVerdict verdict = store.verdict(Checkpoint.LOCAL_FIELD, true, Progress.none());
    if (!(verdict instanceof CheckpointVerdict.Intact intact)) {
      return Optional.empty();
    }
    Sidecar sidecar = intact.sidecar();
    try (FilePlane plane = CheckpointStore.open(intact.file())) {
      float[] pages = new float[plane.size().whole().area()];
      plane.read(plane.size().whole(), pages);
      return Optional.of(of(sidecar, pages));
    }
  }

  /**
   * Reads the field that an aligned image was warped with, also where a run would make both again.
   *
   * @param image the aligned image's sidecar, which {@linkplain #isUsed tells} of a field
   * @return empty when it is not there any more, is another one, or is damaged
   */
  public static Optional<LocalField> usedFor(Sidecar image, CheckpointStore store) throws IOException {
    for (Path file : List.of(store.tiff(Checkpoint.LOCAL_FIELD), store.fits(Checkpoint.LOCAL_FIELD))) {
      Optional<Sidecar> sidecar = SidecarFile.read(CheckpointStore.sidecarOf(file)).sidecar()
          .filter(s -> s.checksum().equals(image.facts().get(USED)));
      if (sidecar.isPresent() && PlainFile.exists(file)) {
        try (FilePlane plane = CheckpointStore.open(file)) {
          if (store.checksum(plane, 1, Progress.none()).equals(sidecar.get().checksum())) {
            float[] pages = new float[plane.size().whole().area()];
            plane.read(plane.size().whole(), pages);
            return Optional.of(of(sidecar.get(), pages));
          }
        }
      }
    }
    return Optional.empty();
  }

  private static LocalField of(Sidecar sidecar, float[] pages) {
    Map<String, String> facts = sidecar.facts();
    double[] origin = FactNumbers.numbers(facts.get(ORIGIN));
    Homography warp = sidecar.homography().orElseThrow();
    int columns = sidecar.width();
    int rows = PieceRows.rows(facts, sidecar.height() / 2);
    DisplacementField first = DisplacementField.ofNodes(warp, (int) origin[0], (int) origin[1],
        Integer.parseInt(facts.get(SPACING)), columns, rows, PieceRows.nodes(pages, columns, rows),
        FactNumbers.seams("", facts));
    return new LocalField(PieceRows.read(facts, pages, columns, rows).map(first::with).orElse(first),
        sidecar.alignment().orElseThrow(), residuals(facts.getOrDefault(PATCHES, "")));
  }

  private static List<LocalResidual> residuals(String text) {
    List<LocalResidual> residuals = new ArrayList<>();
    for (String one : text.split(";")) {
      double[] v = FactNumbers.numbers(one);
      if (v.length == 7) {
        residuals.add(new LocalResidual(v[0], v[1], v[2], v[3], v[4], v[5], v[6]));
      }
    }
    return residuals;
  }
}
