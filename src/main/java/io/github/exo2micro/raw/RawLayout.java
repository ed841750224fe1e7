package io.github.exo2micro.raw;

import io.github.exo2micro.raw.LayoutProblem.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Words about the layout that a raw directory should have. */
final class RawLayout {

  static final String RULES = """
      arrange the raw directory like this:
          raw/
            CD070/                            one folder per sample; its name is the sample's name
              CD070_PreStain_SybrGld.tif
              CD070_PostStain_SybrGld.tif
            CD063/
              my_2024_pre_run3_DAPI.TIFF
              my_2024_post_run3_DAPI.TIFF
          Names: a word before the last underscore begins with 'pre' or with 'post' (any case), not both; the dye
          stands between the last underscore and the extension, holds no underscore, and its case counts;
          one pre and one post file per dye.""";

  /** What Bio-Formats reads in a Fiji and a microscope writes; only used to say so. */
  private static final Set<String> READ_IN_FIJI = Set.of("czi", "nd2", "lif", "lsm", "svs", "scn", "vsi", "ndpi", "oib",
      "oif", "oir", "ims", "dv", "zvi", "mrxs", "qptiff", "stk", "lof", "btf", "png", "jpg", "jpeg", "jp2", "bmp");

  private static final int SHOWN = 5;

  private RawLayout() {}

  static LayoutProblem missing(String directory) {
    return new LayoutProblem(Kind.MISSING, "The raw directory does not exist.", directory,
        "check the path; then " + RULES);
  }

  static LayoutProblem notADirectory(String directory) {
    return new LayoutProblem(Kind.NOT_A_DIRECTORY, "The raw directory is a file, not a folder.", directory,
        "give the folder that holds the sample folders; " + RULES);
  }

  static LayoutProblem unreadable(String directory, String why) {
    return new LayoutProblem(Kind.UNREADABLE, "The raw directory cannot be listed.", directory + ": " + why,
        "give yourself the right to read it.");
  }

  static LayoutProblem empty(String directory, List<String> entries, Set<String> extensions) {
    return new LayoutProblem(Kind.EMPTY, "The raw directory holds no sample folder and no image.", directory
        + (entries.isEmpty() ? " is empty." : " holds only " + some(entries) + ".") + onlyInFiji(entries, extensions),
        RULES);
  }

  static LayoutProblem loose(String directory, List<String> files, Set<String> extensions) {
    return new LayoutProblem(Kind.LOOSE_FILES, "The images lie in the raw directory itself, not in sample folders.",
        files.size() + " " + kinds(extensions) + (files.size() == 1 ? " file in " : " files in ") + directory + ": "
            + some(files) + ".",
        "make a folder there for each sample, named like the sample, and move its images into it; " + RULES);
  }

  static LayoutProblem noImages(String directory, List<String> folders, List<String> otherFiles,
      Set<String> extensions) {
    return new LayoutProblem(Kind.NO_IMAGES, "No sample folder holds a " + kinds(extensions) + " image.", directory
        + " has " + (folders.size() == 1 ? "the folder " : folders.size() + " folders: ") + some(folders)
        + (otherFiles.isEmpty() ? "" : "; in them lie " + some(otherFiles)) + "." + onlyInFiji(otherFiles, extensions),
        "put the images directly into the sample folders, not deeper; " + RULES);
  }

  /** "TIFF", or the list when there is more. */
  static String kinds(Set<String> extensions) {
    return extensions.stream().allMatch(e -> e.startsWith("tif")) ? "TIFF" : "readable";
  }

  /** Up to five names and how many more. */
  static String some(List<String> names) {
    String shown = names.stream().limit(SHOWN).collect(Collectors.joining(", "));
    return names.size() <= SHOWN ? shown : shown + " and " + (names.size() - SHOWN) + " more";
  }

  /** A sentence about files that would be read in a Fiji; empty when there are none or they are read here too. */
  static String onlyInFiji(List<String> files, Set<String> extensions) {
    Set<String> kinds = new TreeSet<>();
    for (String file : files) {
      String extension = file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
      if (READ_IN_FIJI.contains(extension) && !extensions.contains(extension)) {
        kinds.add("." + extension);
      }
    }
    return kinds.isEmpty() ? "" : " Files of kind " + String.join(", ", kinds)
        + " can be read in Fiji, with Bio-Formats, but not here.";
  }
}
