package io.github.exo2micro.fiji.view;

import bdv.cache.SharedQueue;
import bdv.util.RandomAccessibleIntervalMipmapSource;
import bdv.viewer.Source;
import io.github.exo2micro.image.ImageSize;
import io.github.exo2micro.image.Tile;
import java.util.stream.IntStream;
import mpicbg.spim.data.sequence.FinalVoxelDimensions;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.cache.CacheLoader;
import net.imglib2.cache.img.ReadOnlyCachedCellImgFactory;
import net.imglib2.cache.img.ReadOnlyCachedCellImgOptions;
import net.imglib2.cache.img.optional.CacheOptions.CacheType;
import net.imglib2.img.basictypeaccess.volatiles.array.VolatileFloatArray;
import net.imglib2.img.cell.Cell;
import net.imglib2.realtransform.AffineTransform3D;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.type.volatiles.VolatileFloatType;

/** A pyramid as BigDataViewer wants it: cells that a few threads load, the oldest of which are forgotten. */
final class PyramidSource {

  /** 64 MB of tiles; a window of 1000 × 800 px shows 30. */
  private static final int TILES = 256;

  private PyramidSource() {}

  /**
   * Makes the source.
   *
   * @param image whose pyramid it is
   * @param sharers how many sources share the memory for tiles
   * @param queue of the threads that load
   */
  static Source<VolatileFloatType> of(WholeImage image, int sharers, SharedQueue queue) {
    PyramidLevels levels = image.levels();
    int fine = Math.max(1, levels.firstHeld());
    @SuppressWarnings({"unchecked", "rawtypes"})
    RandomAccessibleInterval<FloatType>[] images = IntStream.range(0, levels.count())
        .mapToObj(level -> level(image, level, Math.max(32, TILES / sharers / fine)))
        .toArray(RandomAccessibleInterval[]::new);
    double[][] scales = IntStream.range(0, levels.count()).mapToObj(
        level -> new double[] {levels.reduction(level), levels.reduction(level), 1}).toArray(double[][]::new);
    return new RandomAccessibleIntervalMipmapSource<>(images, new FloatType(), scales,
        image.pixel().map(p -> new FinalVoxelDimensions("\u00b5m", p.x(), p.y(), 1))
            .orElse(new FinalVoxelDimensions("px", 1, 1, 1)),
        place(image), image.title()).asVolatile(new VolatileFloatType(), queue);
  }

  /** The world of a window is the padded image, of which an exported one shows the middle. */
  private static AffineTransform3D place(WholeImage image) {
    AffineTransform3D place = new AffineTransform3D();
    place.set(1, 0, 0, image.place().x(), 0, 1, 0, image.place().y(), 0, 0, 1, 0);
    return place;
  }

  private static RandomAccessibleInterval<FloatType> level(WholeImage image, int level, int tiles) {
    PyramidLevels levels = image.levels();
    ImageSize size = levels.sizeOf(level);
    ImageSize tile = levels.tileOf(level);
    ReadOnlyCachedCellImgOptions options = ReadOnlyCachedCellImgOptions.options()
        .cellDimensions(tile.width(), tile.height(), 1).cacheType(CacheType.BOUNDED).maxCacheSize(tiles)
        .volatileAccesses(true);
    CacheLoader<Long, Cell<VolatileFloatArray>> loader = index -> cell(image, level, index);
    return new ReadOnlyCachedCellImgFactory().createWithCacheLoader(new long[] {size.width(), size.height(), 1},
        new FloatType(), loader, options);
  }

  private static Cell<VolatileFloatArray> cell(WholeImage image, int level, long index) throws Exception {
    Tile tile = image.levels().tile(level, index);
    return new Cell<>(new int[] {tile.width(), tile.height(), 1}, new long[] {tile.x(), tile.y(), 0},
        new VolatileFloatArray(image.tiles().tile(level, index), true));
  }
}
