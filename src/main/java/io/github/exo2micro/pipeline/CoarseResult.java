package io.github.exo2micro.pipeline;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.FloatImage;
import io.github.exo2micro.registration.Verdict;

record CoarseResult(Verdict verdict, Homography warp, Homography coarseWarp, String method, double accuracyPx,
    int matches, Verdict icp, FloatImage post, FloatImage pre, FloatImage postBoundary, FloatImage preBoundary,
    double reduction, double postOffset, double postNoise, double preOffset, double preNoise) {}
