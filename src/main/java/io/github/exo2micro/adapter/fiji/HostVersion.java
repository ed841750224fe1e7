package io.github.exo2micro.adapter.fiji;

/** The version of a jar of the host, as its manifest says. */
final class HostVersion {

  private HostVersion() {}

  /** " 1.6.0", or "" when the manifest does not say. */
  static String of(Class<?> type) {
    Package home = type.getPackage();
    String version = home == null ? null : home.getImplementationVersion();
    return version == null || version.isBlank() ? "" : " " + version.strip();
  }
}
