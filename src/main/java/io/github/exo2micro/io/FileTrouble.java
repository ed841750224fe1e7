package io.github.exo2micro.io;

import io.github.exo2micro.RemediableException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Words what a file system refused: what happened, which file, what to do. Java passes on the system's own few words.
 */
public final class FileTrouble {

  /** Below so much a disk counts as full: a band of rows of the widest image needs more. */
  private static final long FULL = 1 << 24;

  /** What the system says, in lower case, and what that means. */
  private record Meaning(List<String> words, String problem, String remedy) {}

  private static final List<Meaning> MEANINGS = List.of(
      new Meaning(List.of("too many open files"), "This program may not open more files at once.",
          "allow more: 'ulimit -n 1024' in the shell before the start; or use fewer --threads."),
      new Meaning(List.of("file too large"), "A file would be longer than is allowed here.",
          "choose an output folder on another file system (FAT32 ends at 4 GB), lift the limit ('ulimit -f unlimited' "
              + "in the shell before the start), or use --compress or a smaller --pad."),
      new Meaning(List.of("quota"), "The disk quota is used up.",
          "free disk space, ask for more, or choose another output folder; what is finished stays, start again to "
              + "resume."),
      new Meaning(List.of("read-only file system"), "The disk can only be read.",
          "choose an output folder on a disk that may be written."),
      new Meaning(List.of("input/output error", "stale file handle", "no such device"), "The disk failed.",
          "check the disk, its cable or the network; then start the same command again: what is finished is kept."),
      new Meaning(List.of("not a directory"), "A file is in the place of a folder.",
          "choose an output folder where you may write, or rename the file."),
      new Meaning(List.of("symbolic links"), "A symbolic link is in the place of a file.",
          "remove the link: nothing in an output folder is followed out of it."));

  private FileTrouble() {}

  /** The failure in words that the user can act on. */
  public static RemediableException of(IOException e) {
    Optional<Path> file = e instanceof FileSystemException known && known.getFile() != null
        ? Optional.of(Path.of(known.getFile())) : Optional.empty();
    return of(e, file);
  }

  /** As {@link #of(IOException)}, of a file that is known better than the failure knows it. */
  public static RemediableException of(IOException e, Path file) {
    return of(e, Optional.of(file));
  }

  private static RemediableException of(IOException e, Optional<Path> file) {
    String words = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    String evidence = file.map(f -> f + " (" + reason(e) + ")").orElse(reason(e)) + ".";
    if (words.contains("no space left") || words.contains("not enough space") || words.contains("disk full")) {
      return full(e, file, evidence);
    }
    for (Meaning meaning : MEANINGS) {
      if (meaning.words().stream().anyMatch(words::contains)) {
        return new RemediableException(meaning.problem(), evidence, meaning.remedy(), e);
      }
    }
    if (e instanceof DamagedImageException) {
      return new RemediableException("An image file is damaged.", String.valueOf(e.getMessage()),
          "start the same command again: a damaged checkpoint is set aside and made again. Copy a raw image again.", e);
    }
    if (e instanceof NoSuchFileException || e instanceof FileNotFoundException) {
      return new RemediableException("A file or folder that is needed is not there (any more).", evidence,
          "leave the raw and output folders alone while a batch runs, and the disk connected; then start the same "
              + "command again: what is finished is kept.",
          e);
    }
    if (e instanceof AccessDeniedException) {
      return new RemediableException("A file or folder may not be read or written.", evidence,
          "change its permissions, or choose a folder where you may write.", e);
    }
    return new RemediableException("A file could not be read or written.", evidence,
        "check the disk and the folder; then start the same command again: what is finished is kept.", e);
  }

  private static RemediableException full(IOException e, Optional<Path> file, String evidence) {
    Optional<Long> free = file.flatMap(FileTrouble::free);
    if (free.isPresent() && free.get() > FULL) {
      return new RemediableException("The disk takes no more files.", evidence + " " + (free.get() >> 20)
          + " MiB are free, so there are no free inodes left, or a quota is used up.",
          "delete files that are not needed ('df -i' shows the inodes), or choose an output folder on another disk; "
              + "what is finished stays, start again to resume.",
          e);
    }
    return new RemediableException("The disk is full.", evidence
        + free.map(f -> " " + (f >> 20) + " MiB are free.").orElse(""),
        "free disk space or choose an output folder on a larger disk; what is finished stays, start again to resume.",
        e);
  }

  private static Optional<Long> free(Path file) {
    try {
      Path there = file.toAbsolutePath();
      while (there != null && !Files.exists(there)) {
        there = there.getParent();
      }
      if (there == null) {
        return Optional.empty();
      }
      FileStore store = Files.getFileStore(there);
      return Optional.of(store.getUsableSpace());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String reason(IOException e) {
    if (e instanceof FileSystemException known) {
      String kind = known.getClass().getSimpleName().replace("Exception", "");
      return known.getReason() == null ? kind.equals("FileSystem") ? String.valueOf(known.getMessage()) : kind
          : known.getReason();
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
