package io.github.exo2micro.tiff.file;

import io.github.exo2micro.image.PixelSize;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The page of a TIFF that was chosen.
 *
 * @param directory its tags
 * @param order of the file's bytes
 * @param big whether the file is a BigTIFF
 * @param place which page, series and channel it is, for people; empty when it is the only one
 * @param sample the one sample of its pixels that is wanted, from 0; empty = all
 * @param warnings what a person should know about the choice
 * @param pixel size of a pixel, where the file says so
 */
public record TiffPage(TiffDirectory directory, ByteOrder order, boolean big, String place, OptionalInt sample,
    List<String> warnings, Optional<PixelSize> pixel) {}
