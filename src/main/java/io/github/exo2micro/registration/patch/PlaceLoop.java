package io.github.exo2micro.registration.patch;

import io.github.exo2micro.Progress;
import io.github.exo2micro.image.ParallelLoop;
import io.github.exo2micro.image.Plane;
import io.github.exo2micro.image.Tile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Works at many small places of post and of pre, from above to below, and fetches the pixels of many places at a time
 * ({@link Plane#fetched}): as many as 8 MB hold of what has to be fetched for them, whatever the images' size. A turn,
 * or a field that is torn there, needs more of the source than it shows.
 *
 * @param post read at the places
 * @param pre of the same size, read around them
 * @param margin how far around
 * @param loop runs the places
 */
public record PlaceLoop(Plane post, Plane pre, int margin, ParallelLoop loop) {

  private static final long HELD_PX = 2 << 20;

  /** What is done at one place. Called from several threads at once. */
  public interface Work {
    /**
     * @param index of the place
     * @param post gives the place's pixels at once
     * @param pre likewise, of the place and the margin around it
     */
    void at(int index, Plane post, Plane pre) throws IOException;
  }

  /**
   * Works at all places and waits.
   *
   * @param places may reach over the images' edges
   * @throws IOException when a plane cannot be read
   * @throws java.util.concurrent.CancellationException when cancelled
   */
  public void run(List<Tile> places, Work work, Progress progress) throws IOException {
    run(places, places.stream().map(p -> p.grown(margin)).toList(), work, progress);
  }

  /**
   * The same where pre is read elsewhere than around the places.
   *
   * @param preThere what is read of pre for each place
   */
  void run(List<Tile> places, List<Tile> preThere, Work work, Progress progress) throws IOException {
    int[] order = IntStream.range(0, places.size()).boxed()
        .sorted(Comparator.comparingInt(i -> places.get(i).y())).mapToInt(i -> i).toArray();
    for (int from = 0; from < order.length;) {
      List<Tile> ofPost = new ArrayList<>();
      List<Tile> ofPre = new ArrayList<>();
      int end = from;
      for (long held = 0; end < order.length && held < HELD_PX; end++) {
        Tile place = places.get(order[end]);
        Tile there = preThere.get(order[end]);
        ofPost.add(place);
        ofPre.add(there);
        held += post.fetchedArea(place) + pre.fetchedArea(there);
      }
      Plane postFetched = post.fetched(ofPost, loop);
      Plane preFetched = pre.fetched(ofPre, loop);
      int first = from;
      loop.run(end - from, i -> work.at(order[first + i], postFetched, preFetched),
          progress.part((double) from / order.length, (double) end / order.length));
      from = end;
    }
  }
}
