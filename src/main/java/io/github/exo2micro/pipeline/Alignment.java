package io.github.exo2micro.pipeline;

import io.github.exo2micro.geometry.Homography;
import java.util.Optional;

/**
 * Where a stage has brought pre, made in this run or read from a sidecar.
 *
 * @param source the image that is warped: the padded pre, or stage 2's image when that is the Python original's, whose warp
 *     nobody knows
 * @param warp padded post px → source px
 * @param summary how it went; empty for the Python original's
 */
record Alignment(Checkpoint source, Homography warp, Optional<AlignmentSummary> summary) {}
