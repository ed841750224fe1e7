package io.github.exo2micro.adapter.fiji;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The jars of the running Fiji that a child needs.
 *
 * <p>They are found by classes that lie in them: {@code java.class.path} may hold a launcher alone, and names of jars
 * change with every release. A child with these few starts in a third of a second; with all of Fiji's jars it takes
 * one.
 */
final class FijiClassPath {

  /** What a Fiji lacks. */
  private static final List<String> OWN = List.of("oshi.SystemInfo", "com.sun.jna.platform.win32.Kernel32",
      "nom.tam.fits.Fits", "org.jtransforms.fft.FloatFFT_2D", "org.visnow.jlargearrays.LargeArray");

  /** One class from each jar that is needed; what a Fiji lacks is left out, and then no image needs it. */
  private static final List<String> ANCHORS = List.of(
      // this program and its own libraries
      "com.google.gson.Gson", "picocli.CommandLine", "org.jfree.chart.JFreeChart",
      "org.apache.commons.math3.util.FastMath", "oshi.SystemInfo", "com.sun.jna.Native",
      "com.sun.jna.platform.win32.Kernel32", "nom.tam.fits.Fits", "org.jtransforms.fft.FloatFFT_2D",
      "org.visnow.jlargearrays.LargeArray", "org.slf4j.Logger",
      // mpicbg
      "mpicbg.imagefeatures.FloatArray2DSIFT", "Jama.Matrix", "ij.IJ",
      // Bio-Formats and what its readers use
      "loci.formats.FormatTools", "loci.formats.tiff.TiffParser", "loci.formats.in.ZeissCZIReader",
      "loci.common.DebugTools",
      "ome.xml.model.OME", "ome.codecs.LZWCodec", "com.sun.media.imageioimpl.plugins.jpeg2000.J2KImageReader",
      "ome.jxrlib.Factory", "ome.metakit.MetakitReader", "mdbtools.libmdb.MdbHandle",
      "loci.poi.poifs.filesystem.POIFSFileSystem", "org.libjpegturbo.turbojpeg.TJDecompressor",
      "ome.specification.SchemaResolver", "ch.qos.logback.classic.Logger", "ch.qos.logback.core.Appender",
      "com.esotericsoftware.kryo.Kryo", "com.esotericsoftware.minlog.Log",
      "com.esotericsoftware.reflectasm.MethodAccess",
      "org.objenesis.Objenesis", "org.joda.time.DateTime", "com.google.common.base.Joiner",
      "com.google.common.util.concurrent.internal.InternalFutureFailureAccess", "org.perf4j.StopWatch",
      "org.json.JSONObject",
      "org.yaml.snakeyaml.Yaml", "com.drew.metadata.Metadata", "com.adobe.internal.xmp.XMPMeta",
      "org.apache.commons.lang.StringUtils", "org.apache.commons.io.IOUtils", "org.apache.commons.logging.Log",
      "org.scijava.nativelib.NativeLoader", "io.airlift.compress.Decompressor", "org.xmlpull.v1.XmlPullParser",
      "ch.systemsx.cisd.base.mdarray.MDIntArray", "ucar.nc2.NetcdfFile", "ucar.httpservices.HTTPSession",
      "ucar.units.Unit", "com.google.protobuf.Message", "io.minio.MinioClient");

  private FijiClassPath() {}

  /**
   * This program's own jar first, then one entry for each anchor that is there.
   *
   * @param loader sees the classes of the running Fiji
   */
  static List<Path> lean(ClassLoader loader) {
    Set<Path> found = new LinkedHashSet<>();
    locationOf(FijiClassPath.class.getName(), loader).ifPresent(found::add);
    for (String anchor : ANCHORS) {
      locationOf(anchor, loader).ifPresent(found::add);
    }
    return new ArrayList<>(found);
  }

  /** This program's own jar and libraries, wherever they are: they come before the Fiji's. */
  static List<Path> own(ClassLoader loader) {
    Set<Path> found = new LinkedHashSet<>();
    locationOf(FijiClassPath.class.getName(), loader).ifPresent(found::add);
    OWN.forEach(anchor -> locationOf(anchor, loader).ifPresent(found::add));
    return new ArrayList<>(found);
  }

  /** The folder of the Fiji that holds mpicbg's jar: the parent of its {@code jars}. */
  static Optional<Path> fijiDirectory(ClassLoader loader) {
    return locationOf("mpicbg.imagefeatures.FloatArray2DSIFT", loader).map(Path::getParent)
        .filter(jars -> jars.endsWith("jars")).map(Path::getParent);
  }

  /**
   * The jar or folder that a class lies in, told by its {@code .class} resource: classes that Fiji patches as they are
   * loaded have no code source.
   */
  static Optional<Path> locationOf(String className, ClassLoader loader) {
    String resource = className.replace('.', '/') + ".class";
    URL url = loader.getResource(resource);
    if (url == null) {
      return Optional.empty();
    }
    try {
      if (url.getProtocol().equals("jar")) {
        String file = url.getPath().substring(0, url.getPath().lastIndexOf("!/"));
        return Optional.of(Path.of(new URI(file)));
      }
      if (url.getProtocol().equals("file")) {
        Path root = Path.of(url.toURI());
        for (int i = 0; i < resource.split("/").length; i++) {
          root = root.getParent();
        }
        return Optional.of(root);
      }
      return Optional.empty();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(url.toString(), e);
    }
  }
}
