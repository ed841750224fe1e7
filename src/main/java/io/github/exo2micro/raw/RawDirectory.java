package io.github.exo2micro.raw;

import io.github.exo2micro.raw.Discovery.Warning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A raw directory: sample folders, each with pre and post images per dye. The one source of truth for what can run.
 *
 * <p>Reads directories again at every call; holds no state.
 */
public final class RawDirectory {

  private final Path directory;
  private final Set<String> extensions;

  /**
   * @param directory need not exist yet
   * @param extensions what the image source reads ({@link io.github.exo2micro.port.ImageSource#extensions()})
   */
  public RawDirectory(Path directory, Set<String> extensions) {
    this.directory = directory;
    this.extensions = Set.copyOf(extensions);
  }

  /** Names of the folders and files in a folder, each sorted, without hidden ones. */
  private record Listing(List<String> folders, List<String> files) {}

  private static Listing list(Path folder) throws IOException {
    List<String> folders = new ArrayList<>();
    List<String> files = new ArrayList<>();
    try (Stream<Path> entries = Files.list(folder)) {
      entries.sorted().forEach(entry -> {
        String name = entry.getFileName().toString();
        if (!name.startsWith(".")) {
          (Files.isDirectory(entry) ? folders : files).add(name);
        }
      });
    } catch (java.io.UncheckedIOException e) {
      throw e.getCause();
    }
    return new Listing(folders, files);
  }

  private List<String> images(List<String> files) {
    return files.stream().filter(name -> RawFileName.isImage(name, extensions)).toList();
  }

  /** Why nothing can run here, if that is so. */
  Optional<LayoutProblem> diagnose() {
    if (!Files.exists(directory)) {
      return Optional.of(RawLayout.missing(shown()));
    }
    if (!Files.isDirectory(directory)) {
      return Optional.of(RawLayout.notADirectory(shown()));
    }
    try {
      Listing top = list(directory);
      List<String> loose = images(top.files());
      if (top.folders().isEmpty()) {
        return Optional.of(loose.isEmpty() ? RawLayout.empty(shown(), top.files(), extensions)
            : RawLayout.loose(shown(), loose, extensions));
      }
      List<String> others = new ArrayList<>();
      for (String folder : top.folders()) {
        List<String> files = listSample(folder).files();
        if (!images(files).isEmpty()) {
          return Optional.empty();
        }
        others.addAll(files);
      }
      return Optional.of(loose.isEmpty() ? RawLayout.noImages(shown(), top.folders(), others, extensions)
          : RawLayout.loose(shown(), loose, extensions));
    } catch (IOException e) {
      return Optional.of(RawLayout.unreadable(shown(), e.toString()));
    }
  }

  private String shown() {
    return directory.toAbsolutePath().normalize().toString();
  }

  /** A sample folder that may not be listed counts as empty. */
  private Listing listSample(String sample) throws IOException {
    try {
      return list(directory.resolve(sample));
    } catch (java.nio.file.AccessDeniedException | NoSuchFileException | NotDirectoryException e) {
      return new Listing(List.of(), List.of());
    }
  }

  /** Names of the sample folders, sorted; empty when the directory cannot be listed. */
  List<String> samples() throws IOException {
    return list(directory).folders();
  }

  /** The image files of a sample, whatever their names say, sorted. */
  List<Path> imageFiles(String sample) throws IOException {
    Path folder = directory.resolve(SafeName.require("sample", sample));
    return images(listSample(sample).files()).stream().map(folder::resolve).toList();
  }

  /** The folder of that very name, else one whose name differs only in how accents are written. */
  private static Optional<String> folder(List<String> folders, String sample) {
    return folders.contains(sample) ? Optional.of(sample)
        : folders.stream().filter(f -> Spelling.same(f, sample)).findFirst();
  }

  /**
   * Resolves samples and dyes into pairs.
   *
   * @param samples names of sample folders; empty = all that there are
   * @param dyes case-sensitive; empty = all that each sample has
   * @return what can run, what cannot and why
   * @throws io.github.exo2micro.RemediableException when a name is not safe as a part of a path
   * @throws IOException when the disk fails
   */
  public Discovery discoverTasks(Collection<String> samples, Collection<String> dyes) throws IOException {
    for (String sample : samples) {
      SafeName.require("sample", sample);
    }
    for (String dye : dyes) {
      SafeName.require("dye", dye);
    }
    Optional<LayoutProblem> problem = diagnose();
    if (problem.isPresent()) {
      return new Discovery(problem, List.of(), List.of(), List.of());
    }
    Listing top = list(directory);
    List<RawPair> present = new ArrayList<>();
    List<SkippedPair> skipped = new ArrayList<>();
    List<Warning> warnings = new ArrayList<>();
    List<String> loose = images(top.files());
    if (!loose.isEmpty()) {
      warnings.add(new Warning("", loose.size() + " " + RawLayout.kinds(extensions) + (loose.size() == 1
          ? " file lies" : " files lie") + " beside the sample folders and will not be used: " + RawLayout.some(loose)
          + ". Move each into its sample's folder."));
    }
    for (String sample : samples.isEmpty() ? top.folders() : new LinkedHashSet<>(samples)) {
      Optional<String> found = folder(top.folders(), sample);
      if (found.isEmpty()) {
        SampleFolder.missing(sample, top.folders(), dyes, skipped);
        continue;
      }
      if (!Spelling.isReadable(found.get())) {
        warnings.add(new Warning(found.get(), NameProblem.unreadable(found.get()).toString()));
        continue;
      }
      SampleFolder folder = SampleFolder.read(directory.resolve(found.get()), listSample(found.get()).files(),
          extensions);
      warnings.addAll(folder.warnings());
      folder.resolve(dyes, !samples.isEmpty(), present, skipped);
    }
    return new Discovery(Optional.empty(), present, skipped, warnings);
  }
}
