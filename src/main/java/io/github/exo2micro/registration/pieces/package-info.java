/**
 * Torn sections: finds pieces that moved on their own, aligns each of them, and decides which place of post shows which
 * piece. Nothing full-size is held; the same result for any number of threads.
 */
package io.github.exo2micro.registration.pieces;
