package io.github.exo2micro.bench;

import io.github.exo2micro.checkpoint.CheckpointMutants;
import io.github.exo2micro.tiff.TiffMutants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Feeds the program damaged files of every kind that it reads: raw TIFF images, checkpoints, sidecars, whole output
 * folders. Prints seeds and counts; the first mutant that ends in another way than it should ends the run with its
 * name.
 *
 * <p>See {@code scripts/fuzz}; 500 mutants run in every {@code verify}, 10 000 with {@code -Pnightly}.
 */
public final class Fuzz {

  /** One whole batch for so many mutants. */
  private static final int PER_BATCH = 500;

  private Fuzz() {}

  /** Arguments: the folder to work in, the number of mutants, the first seed. */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    int mutants = Integer.parseInt(args[1]);
    long seed = Long.parseLong(args[2]);
    System.out.printf("%d mutants from seed %d, Java heap of %d MB%n", mutants, seed,
        Runtime.getRuntime().maxMemory() >> 20);
    long start = System.nanoTime();
    System.out.println("TIFF: " + TiffMutants.run(seed, mutants * 6 / 10, folder));
    System.out.println("checkpoints: " + CheckpointMutants.run(seed, mutants * 2 / 10, mutants * 2 / 10, folder));
    System.out
        .println("outputs: " + DamagedBatches.run(seed, Math.max(1, mutants / PER_BATCH), folder.resolve("batches")));
    System.out.printf("no mutant ended otherwise, in %.0f s%n", (System.nanoTime() - start) / 1e9);
    System.exit(0);
  }
}
