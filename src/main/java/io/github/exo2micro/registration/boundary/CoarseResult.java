package io.github.exo2micro.registration.boundary;

import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.registration.Verdict;
import java.util.Optional;

/**
 * How the coarse alignment went.
 *
 * @param warp full-resolution post px → pre px, both padded; the identity when rejected
 * @param verdict whether the two images match at all; its reason says which way won and why, with the figures
 * @param method the way that won
 * @param boundary the answer from the outlines, where there are outlines; already with ICP where that was accepted
 * @param features the answer from matched features, where enough matched
 * @param boundaryOnly the outlines' warp before ICP; the features' where theirs alone convinces; the identity when
 *     neither gave one
 * @param icp whether ICP was accepted, and the limits
 * @param ecc whether the ECC homography was accepted; empty when it was not asked for
 * @param outlines what was compared, for pictures
 * @param contradiction what is to be said where a pattern fixed to the camera competes with the sample
 * @param support the figures of the answer that won; none when rejected
 */
public record CoarseResult(Homography warp, Verdict verdict, Candidate.Method method, Optional<Candidate> boundary,
    Optional<Candidate> features, Homography boundaryOnly, Verdict icp, Optional<Verdict> ecc, Outlines outlines,
    Optional<String> contradiction, Support support) {}
