package io.github.exo2micro.adapter.system;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Java's archive of the classes of one class path (dynamic class data sharing): a process that starts with it neither
 * parses nor verifies what it holds. It lies in the user's cache folder, is made once by the first process that ran a
 * task, and belongs to one Java and one class path; where it does not fit, Java goes on without it in silence.
 *
 * <p>{@value #SWITCH}{@code =off} in the environment switches it off. An archive that was cut short would make Java
 * crash, so the file's name ends with its length, and it is synced and renamed when it is whole.
 */
public final class ClassArchive {

  /** The environment's variable that switches archives off. */
  static final String SWITCH = "EXO2MICRO_CLASS_ARCHIVE";
  /** What the start script says: the archive's path without length and ending. */
  private static final String PREFIX = "exo2micro.class.archive";
  /** Set where this process is to make the archive. */
  private static final String RECORDED = "exo2micro.class.archive.record";
  private static final String ENDING = ".jsa";
  /** So many of other versions stay. */
  private static final int KEPT = 3;
  /** Another computer may still use one of a shared home folder that is younger than this. */
  private static final Duration SAFE_AGE = Duration.ofDays(1);
  /** An archive takes some 25 MB; a disk that is nearly full is left alone. */
  private static final long LEAST_ROOM = 512L << 20;
  /** A whole task loads some 5100; one that is there already loads 3900, and its archive would be poor. */
  private static final int LEAST_CLASSES = 4500;

  private final Path prefix;

  private ClassArchive(Path prefix) {
    this.prefix = prefix;
  }

  /** The archive that the start script chose for this process's own class path, for children with the same one. */
  static Optional<ClassArchive> given() {
    return isOff(System.getenv()) ? Optional.empty()
        : Optional.ofNullable(System.getProperty(PREFIX)).map(Path::of).map(ClassArchive::new);
  }

  /**
   * The archive of a class path in the user's cache folder.
   *
   * @return empty where it is switched off, this Java knows no archives, there is no cache folder, or the class path
   *         holds something else than jars
   */
  static Optional<ClassArchive> of(List<Path> classPath) {
    Path home = Path.of(System.getProperty("java.home"));
    // Without its own archive, which ours builds upon, a Java may not even know the options.
    boolean knows = Files.exists(home.resolve("lib/server/classes.jsa"))
        || Files.exists(home.resolve("bin/server/classes.jsa"));
    if (!knows || isOff(System.getenv())) {
      return Optional.empty();
    }
    return cacheFolder(System.getProperty("os.name"), System.getenv(), System.getProperty("user.home"))
        .flatMap(folder -> in(folder, classPath));
  }

  /** The same in a given folder. */
  static Optional<ClassArchive> in(Path folder, List<Path> classPath) {
    StringBuilder contents = new StringBuilder(System.getProperty("java.home")).append('\n')
        .append(System.getProperty("java.vm.version"));
    try {
      for (Path jar : classPath) {
        if (!Files.isRegularFile(jar)) {
          return Optional.empty();
        }
        contents.append('\n').append(jar.toAbsolutePath()).append(' ').append(Files.size(jar)).append(' ')
            .append(Files.getLastModifiedTime(jar).toMillis());
      }
    } catch (IOException e) {
      // A jar that cannot be asked: the child will say so better.
      return Optional.empty();
    }
    return Optional.of(new ClassArchive(folder.resolve("classes-" + digest(contents.toString()))));
  }

  private static String digest(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static boolean isOff(Map<String, String> environment) {
    return "off".equalsIgnoreCase(environment.get(SWITCH));
  }

  /** Where programs keep what they can make again; the start script has the same rule. */
  static Optional<Path> cacheFolder(String system, Map<String, String> environment, String home) {
    String name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      return Optional.ofNullable(environment.get("LOCALAPPDATA")).filter(folder -> !folder.isBlank())
          .map(folder -> Path.of(folder, "exo2micro"));
    }
    if (home == null || !home.startsWith("/") || "/".equals(home)) {
      return Optional.empty();
    }
    if (name.startsWith("mac")) {
      return Optional.of(Path.of(home, "Library", "Caches", "exo2micro"));
    }
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    return Optional.of((xdg.startsWith("/") ? Path.of(xdg) : Path.of(home, ".cache")).resolve("exo2micro"));
  }

  /** Java's options to use the archive; empty while there is none. */
  List<String> use() {
    return file().map(file -> List.of("-XX:SharedArchiveFile=" + file, "-Xshare:auto", "-Xlog:cds*=off"))
        .orElse(List.of());
  }

  /** Java's options for a process that shall make it, by {@link #writeIfRecorded()}. */
  List<String> make() {
    return List.of("-XX:+RecordDynamicDumpInfo", "-Xlog:cds*=off", "-D" + PREFIX + "=" + prefix,
        "-D" + RECORDED + "=true");
  }

  /** The file, if it is there and whole. */
  Optional<Path> file() {
    Path folder = prefix.getParent();
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, prefix.getFileName() + "-*" + ENDING)) {
      for (Path file : files) {
        if (file.equals(named(Files.size(file)))) {
          return Optional.of(file);
        }
      }
    } catch (IOException e) {
      // A cache that cannot be read is no cache.
      return Optional.empty();
    }
    return Optional.empty();
  }

  private Path named(long bytes) {
    return prefix.resolveSibling(prefix.getFileName() + "-" + bytes + ENDING);
  }

  /**
   * Writes the archive of all classes that this process has loaded, if it was started for that, has run a whole task,
   * and there is none yet. Takes one to two seconds, once. Whatever goes wrong, the next process tries again, and
   * nobody is told: it is a cache. Java itself says on stdout what it wrote.
   */
  public static void writeIfRecorded() {
    if (Boolean.getBoolean(RECORDED)
        && ManagementFactory.getClassLoadingMXBean().getLoadedClassCount() >= LEAST_CLASSES) {
      System.clearProperty(RECORDED);
      given().filter(archive -> archive.file().isEmpty()).ifPresent(archive -> {
        try {
          archive.write();
        } catch (IOException | JMException | RuntimeException e) {
          // A full disk, a folder of somebody else, a Java without the command: it works without the archive.
          return;
        }
      });
    }
  }

  /** Writes it now. */
  void write() throws IOException, JMException {
    Path folder = prefix.getParent();
    createPrivately(folder);
    if (Files.getFileStore(folder).getUsableSpace() < LEAST_ROOM) {
      return;
    }
    removeUnused(folder);
    Path fresh = prefix.resolveSibling(prefix.getFileName() + "." + ProcessHandle.current().pid() + ".new");
    try {
      ManagementFactory.getPlatformMBeanServer().invoke(new ObjectName("com.sun.management:type=DiagnosticCommand"),
          "vmCds", new Object[] {new String[] {"dynamic_dump", fresh.toString()}},
          new String[] {String[].class.getName()});
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.READ)) {
        channel.force(true);
      }
      Files.move(fresh, named(Files.size(fresh)), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
      Files.deleteIfExists(fresh.resolveSibling(fresh.getFileName() + ".temp"));
    }
  }

  private static void createPrivately(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Files.createDirectories(folder.getParent());
    if (File.separatorChar == '/') {
      Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectory(folder);
    }
  }

  /** Archives of earlier versions, and what a process left that was killed while it wrote; the newest few stay. */
  private static void removeUnused(Path folder) throws IOException {
    Instant limit = Instant.now().minus(SAFE_AGE);
    Map<Instant, Path> byAge = new TreeMap<>(Comparator.reverseOrder());
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "classes-*")) {
      for (Path file : files) {
        byAge.put(Files.getLastModifiedTime(file).toInstant(), file);
      }
    }
    for (Map.Entry<Instant, Path> entry : byAge.entrySet().stream().skip(KEPT).toList()) {
      if (entry.getKey().isBefore(limit)) {
        Files.deleteIfExists(entry.getValue());
      }
    }
  }
}
