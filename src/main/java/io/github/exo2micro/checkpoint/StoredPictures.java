package io.github.exo2micro.checkpoint;

import io.github.exo2micro.io.AtomicFile;
import io.github.exo2micro.io.PlainFile;
import io.github.exo2micro.task.Parameters;
import io.github.exo2micro.task.Stage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A task's pictures on the disk. A picture is there when its PNG is whole and the CSV with its numbers lies beside it.
 * It shows what its stage made: a stage that runs again deletes its pictures first, so none is there that shows an
 * earlier state.
 */
public final class StoredPictures {

  private static final byte[] PNG_BEGIN = {(byte) 0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a};
  /** The empty IEND chunk and its CRC, with which every PNG file ends. */
  private static final byte[] PNG_END = {'I', 'E', 'N', 'D', (byte) 0xae, 0x42, 0x60, (byte) 0x82};

  private final TaskFolder folder;
  private final Parameters parameters;

  public StoredPictures(TaskFolder folder, Parameters parameters) {
    this.folder = folder;
    this.parameters = parameters;
  }

  /** The pictures of a stage that are not there, or not whole, of those that are owed. */
  public List<StagePicture> missing(Stage stage, List<StagePicture> owed) throws IOException {
    List<StagePicture> missing = new ArrayList<>();
    for (StagePicture picture : owed) {
      if (picture.stage() == stage && !isThere(folder.picture(picture.name(), parameters))) {
        missing.add(picture);
      }
    }
    return missing;
  }

  /** Whether all pictures of microbes are there. */
  public boolean hasMicrobes() throws IOException {
    for (String name : MicrobeFiles.PICTURES) {
      if (!isThere(folder.picture(name, parameters))) {
        return false;
      }
    }
    return true;
  }

  /** Deletes the pictures of microbes. */
  public void forgetMicrobes() throws IOException {
    for (String name : MicrobeFiles.PICTURES) {
      Path png = folder.picture(name, parameters);
      Files.deleteIfExists(png);
      Files.deleteIfExists(numbers(png));
    }
  }

  /** Deletes the pictures of a stage, also those of runs that differ in later stages only: they show the same. */
  public void forget(Stage stage) throws IOException {
    for (StagePicture picture : StagePicture.atMost(parameters)) {
      if (picture.stage() == stage) {
        for (Path png : sameStage(picture)) {
          Files.deleteIfExists(png);
          Files.deleteIfExists(numbers(png));
        }
      }
    }
  }

  /** Copies a picture from a run that differs in later stages only, where there is one. Says whether it did. */
  public boolean copy(StagePicture picture) throws IOException {
    Path own = folder.picture(picture.name(), parameters);
    for (Path png : sameStage(picture)) {
      if (!png.equals(own) && isThere(png)) {
        AtomicFile.write(numbers(own), Files.readAllBytes(numbers(png)));
        AtomicFile.write(own, Files.readAllBytes(png));
        return true;
      }
    }
    return false;
  }

  /** The files of a picture whose suffix names the same values up to its stage; this run's own among them. */
  private List<Path> sameStage(StagePicture picture) throws IOException {
    List<Path> same = new ArrayList<>();
    if (!Files.isDirectory(folder.pictures())) {
      return same;
    }
    int stage = picture.stage().number();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.pictures(), picture.name() + "*.png")) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        Optional<Parameters> values = Parameters.ofSuffix(name.substring(picture.name().length(),
            name.length() - ".png".length()));
        if (PlainFile.exists(file) && values.isPresent()
            && values.get().suffix(stage).equals(parameters.suffix(stage))) {
          same.add(file);
        }
      }
    }
    return same;
  }

  private static Path numbers(Path png) {
    String name = png.getFileName().toString();
    return png.resolveSibling(name.substring(0, name.length() - ".png".length()) + ".csv");
  }

  private static boolean isThere(Path png) throws IOException {
    return PlainFile.exists(png) && isWhole(png) && PlainFile.exists(numbers(png));
  }

  /** Whether a file begins and ends as a PNG does. */
  static boolean isWhole(Path png) throws IOException {
    try (FileChannel channel = FileChannel.open(png, StandardOpenOption.READ)) {
      return channel.size() > PNG_BEGIN.length + PNG_END.length
          && Arrays.equals(bytes(channel, 0, PNG_BEGIN.length), PNG_BEGIN)
          && Arrays.equals(bytes(channel, channel.size() - PNG_END.length, PNG_END.length), PNG_END);
    }
  }

  private static byte[] bytes(FileChannel channel, long at, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    channel.read(bytes, at);
    return bytes.array();
  }
}
