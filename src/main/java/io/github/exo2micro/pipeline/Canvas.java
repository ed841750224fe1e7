package io.github.exo2micro.pipeline;

import io.github.exo2micro.Progress;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Overview;
import io.github.exo2micro.image.OverviewBuilder;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.TileObserver;
import io.github.exo2micro.picture.statistics.BrightnessScale;
import io.github.exo2micro.picture.statistics.RawStatistics;
import io.github.exo2micro.picture.statistics.SignalFloor;
import io.github.exo2micro.port.RawHeader.SampleType;
import io.github.exo2micro.subtraction.Saturation;
import io.github.exo2micro.subtraction.SaturationSearch;
import io.github.exo2micro.task.Checkpoint;
import io.github.exo2micro.task.ParameterSpec;
import io.github.exo2micro.task.Parameters;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is kept small of the two padded images: overviews for registration, the brightness of raw pre.
 *
 * @param post the padded post, area-averaged
 * @param pre the padded pre, likewise
 * @param rawPre the histogram of pre before it was warped, and the brightest pixel of both; nothing is counted for a
 *     task without pictures
 * @param postSaturation where raw post saturates, if a pile of pixels shows it; only looked for in whole numbers
 * @param preSaturation the same of raw pre
 */
record Canvas(Overview post, Overview pre, RawStatistics rawPre, Optional<Saturation> postSaturation,
    Optional<Saturation> preSaturation) {

  /**
   * Longest side of an overview, px. SIFT on 2048 px gives coarse warps that are right to a pixel or two at full
   * resolution; the default coarse scale, 0.075, needs 2550 px of the typical 34000 px canvas.
   */
  private static final int LONGEST_SIDE = 2600;
  /** With a large {@code down_scale} the boundary pass gets more, at most this: two such images take 130 MB. */
  private static final int LONGEST_SIDE_AT_MOST = 4096;

  /** Collects a canvas from a sweep whose input 0 is padded post and input 1 padded pre. */
  static final class Builder {
    private final OverviewBuilder post;
    private final OverviewBuilder pre;
    private final RawStatistics rawPre;
    private final Optional<SaturationSearch> postTop;
    private final Optional<SaturationSearch> preTop;
    private final boolean pictures;

    Builder(ImageSize size, TaskSession session) {
      SampleType type = session.postHeader().type();
      int reduction = reduction(size, session.parameters());
      post = new OverviewBuilder(size, 0, reduction);
      pre = new OverviewBuilder(size, 1, reduction);
      rawPre = new RawStatistics(0, 1, brightness(type), SignalFloor.ZERO);
      postTop = search(type, 0);
      preTop = search(session.preHeader().type(), 1);
      pictures = session.request().options().pictures();
    }

    List<TileObserver> observers() {
      List<TileObserver> all = new ArrayList<>(List.of(post, pre));
      postTop.ifPresent(all::add);
      preTop.ifPresent(all::add);
      if (pictures) {
        all.add(rawPre);
      }
      return all;
    }

    Canvas build() {
      return new Canvas(post.build(), pre.build(), rawPre, postTop.flatMap(SaturationSearch::found),
          preTop.flatMap(SaturationSearch::found));
    }

    private static Optional<SaturationSearch> search(SampleType type, int input) {
      return type.isWhole() && type.bytes() <= 2 ? Optional.of(new SaturationSearch(input)) : Optional.empty();
    }
  }

  private static int reduction(ImageSize size, Parameters parameters) {
    double wanted = 0.25 * parameters.real(ParameterSpec.DOWN_SCALE) * size.longestSide();
    double side = Math.min(LONGEST_SIDE_AT_MOST, Math.max(LONGEST_SIDE, wanted));
    return (int) Math.max(1, Math.ceil(size.longestSide() / side));
  }

  private static BrightnessScale brightness(SampleType type) {
    // Of 32 bits hardly any are used, and levels over all of them would be too wide to show anything.
    return BrightnessScale.fine(type.hasExactSums() ? type.maximum() : 65535, type.isWhole());
  }

  /** Reads the padded images once for their canvas; for a run whose stage 1 was reused. */
  static Canvas of(TaskSession session, Progress progress) throws IOException {
    Plane paddedPost = session.plane(Checkpoint.PADDED_POST, progress);
    Plane paddedPre = session.plane(Checkpoint.PADDED_PRE, progress);
    Builder builder = new Builder(paddedPost.size(), session);
    session.sweep().run(List.of(paddedPost, paddedPre), List.of(), builder.observers(), progress);
    return builder.build();
  }
}
