package io.github.exo2micro.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * Installs the plugin into a Fiji: its jar into plugins/, and into jars/ exactly those libraries that this Fiji lacks.
 * Refuses when anything would hide a class of Fiji's. Run by scripts/fiji-install.
 *
 * <p>Arguments: the Fiji's folder, the plugin's jar, the folder with its libraries.
 */
public final class FijiInstall {

  /**
   * What the plugin needs and a Fiji need not have. Everything else of the build's libraries is Fiji's own, or unused.
   */
  private static final List<String> EXTRA = List.of("oshi-core", "jna-platform", "nom-tam-fits", "JTransforms",
      "JLargeArrays");
  /** What the plugin takes from Fiji; without these it cannot run. */
  private static final List<String> EXPECTED = List.of("scijava-common", "ij", "gson", "picocli", "jfreechart",
      "commons-math3", "jna", "mpicbg", "formats-api", "formats-bsd", "slf4j-api");
  private static final Pattern NAME = Pattern.compile("(.+?)-(\\d[^/]*)\\.jar");

  private FijiInstall() {}

  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 3) {
      fail("usage: fiji-install FIJI_DIR   (arguments: Fiji, plugin jar, library folder)");
    }
    Path fiji = Path.of(arguments[0]);
    Path plugin = Path.of(arguments[1]);
    Path libraries = Path.of(arguments[2]);
    if (!Files.isDirectory(fiji.resolve("jars")) || !Files.isDirectory(fiji.resolve("plugins"))) {
      fail(fiji + " is no Fiji: it has no folders jars and plugins.");
    }
    removeEarlier(fiji);
    Map<String, Path> there = byArtifact(fiji);
    for (String wanted : EXPECTED) {
      if (!there.containsKey(wanted)) {
        fail(fiji + " has no " + wanted + ": it is too old or incomplete. Update it first.");
      }
    }
    List<Path> install = new ArrayList<>();
    for (String extra : EXTRA) {
      if (there.containsKey(extra)) {
        System.out.println("  " + extra + ": this Fiji has " + there.get(extra).getFileName());
      } else {
        install.add(matching(libraries, extra, there));
      }
    }
    refuseShadowing(fiji, plugin, install);
    copy(plugin, fiji.resolve("plugins"));
    for (Path jar : install) {
      copy(jar, fiji.resolve("jars"));
    }
    System.out.println("installed into " + fiji);
  }

  private static void fail(String message) {
    System.err.println(message);
    System.exit(1);
  }

  private static void copy(Path jar, Path folder) throws IOException {
    Files.copy(jar, folder.resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    System.out.println("  " + folder.getFileName() + "/" + jar.getFileName());
  }

  /** Another version of the plugin would be loaded beside this one. */
  private static void removeEarlier(Path fiji) throws IOException {
    for (Path jar : jarsIn(fiji.resolve("plugins"))) {
      if (jar.getFileName().toString().startsWith("exo2micro-fiji-")) {
        Files.delete(jar);
        System.out.println("  removed " + jar.getFileName());
      }
    }
  }

  private static List<Path> jarsIn(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".jar")).sorted().toList();
    }
  }

  private static List<Path> allJars(Path fiji) throws IOException {
    List<Path> all = new ArrayList<>(jarsIn(fiji.resolve("jars")));
    all.addAll(jarsIn(fiji.resolve("jars").resolve("bio-formats")));
    all.addAll(jarsIn(fiji.resolve("plugins")));
    return all;
  }

  private static Map<String, Path> byArtifact(Path fiji) throws IOException {
    Map<String, Path> found = new HashMap<>();
    for (Path jar : allJars(fiji)) {
      Matcher name = NAME.matcher(jar.getFileName().toString());
      if (name.matches()) {
        found.put(name.group(1), jar);
      }
    }
    return found;
  }

  /** The library's jar; jna-platform must be of the very version of Fiji's jna, or its native calls go astray. */
  private static Path matching(Path libraries, String artifact, Map<String, Path> there) throws IOException {
    Path found = jarsIn(libraries).stream().filter(jar -> {
      Matcher name = NAME.matcher(jar.getFileName().toString());
      return name.matches() && name.group(1).equals(artifact);
    }).findFirst().orElse(null);
    if (found == null) {
      fail("there is no " + artifact + " in " + libraries + ": build first (./mvnw -DskipTests package).");
    }
    if (artifact.equals("jna-platform")) {
      String jna = version(there.get("jna"));
      if (!version(found).equals(jna)) {
        fail("this Fiji has jna " + jna + ", but the build has jna-platform " + version(found)
            + ": build with -Djna-platform.version=" + jna + ".");
      }
    }
    return found;
  }

  private static String version(Path jar) {
    Matcher name = NAME.matcher(jar.getFileName().toString());
    return name.matches() ? name.group(2) : "";
  }

  private static void refuseShadowing(Path fiji, Path plugin, List<Path> install) throws IOException {
    Map<String, Path> owners = new HashMap<>();
    for (Path jar : allJars(fiji)) {
      // What this script installed earlier is about to be replaced by the same.
      boolean own = install.stream().anyMatch(i -> i.getFileName().equals(jar.getFileName()));
      if (!own) {
        classes(jar).forEach(name -> owners.putIfAbsent(name, jar));
      }
    }
    List<Path> candidates = new ArrayList<>(install);
    candidates.add(plugin);
    for (Path jar : candidates) {
      for (String name : classes(jar)) {
        Path owner = owners.put(name, jar);
        if (owner != null) {
          fail(jar.getFileName() + " would hide " + name.replace(".class", "").replace('/', '.') + " of "
              + owner.getFileName() + ": nothing was installed.");
        }
      }
    }
    System.out.println("  none of " + owners.size() + " classes is there twice because of this");
  }

  private static List<String> classes(Path jar) {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      return Collections.list(zip.entries()).stream().map(e -> e.getName())
          .filter(n -> n.endsWith(".class") && !n.toLowerCase(Locale.ROOT).contains("module-info")
              && !n.startsWith("META-INF/"))
          .toList();
    } catch (java.util.zip.ZipException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
