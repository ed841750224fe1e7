package io.github.exo2micro.bench.timing;

import java.util.List;
import java.util.stream.Stream;

/**
 * One pair to be made and run.
 *
 * @param pad px on each side
 * @param synth options of synth.py beyond name, size and seed
 */
record Case(String name, int width, int height, long seed, int pad, List<String> synth) {

  static final List<Case> ALL = Stream.of(
      "small 3000x2400 11 500 --angle 3.2 --scale 1.02 --dx 60 --dy -45",
      "medA 7200x6000 21 1000 --angle 3.2 --scale 1.02 --dx 150 --dy -112.5",
      "medB 7200x6000 22 1000 --angle -9 --scale 0.96 --dx 150 --dy -112.5",
      "medC 7200x6000 23 1000 --angle 3.2 --scale 1.02 --dx 150 --dy -112.5 --nonrigid 6",
      "medD 7200x6000 24 1000 --angle 3.2 --scale 1.02 --dx 150 --dy -112.5 --dim-fraction 0.9",
      "medE 7200x6000 25 1000 --angle 35 --scale 1.02 --dx 150 --dy -112.5",
      "large 14400x12000 31 2000 --angle 3.2 --scale 1.02 --dx 300 --dy -225",
      "full 30000x25000 41 2000 --angle 3.2 --scale 1.02 --dx 625 --dy -469").map(Case::of).toList();

  static Case of(String text) {
    String[] words = text.strip().split("\\s+");
    if (words.length < 4 || !words[1].matches("\\d{3,5}x\\d{3,5}") || !words[2].matches("\\d+")
        || !words[3].matches("\\d+") || !words[0].matches("[A-Za-z0-9]+")) {
      throw new IllegalArgumentException("--case takes \"NAME WIDTHxHEIGHT SEED PAD [options]\", not \"" + text + "\"");
    }
    String[] sides = words[1].split("x");
    return new Case(words[0], Integer.parseInt(sides[0]), Integer.parseInt(sides[1]), Long.parseLong(words[2]),
        Integer.parseInt(words[3]), List.of(words).subList(4, words.length));
  }

  static Case named(String name) {
    return ALL.stream().filter(c -> c.name.equals(name)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no case " + name));
  }

  long paddedPixels() {
    return (width + 2L * pad) * (height + 2L * pad);
  }

  double paddedMegapixels() {
    return paddedPixels() / 1e6;
  }

  String size() {
    return width + " × " + height + " px, pad " + pad;
  }
}
