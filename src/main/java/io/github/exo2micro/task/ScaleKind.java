package io.github.exo2micro.task;

import com.google.gson.TypeAdapter;
import com.google.gson.annotations.JsonAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;

/**
 * One way of finding the scale of the background.
 *
 * @param way how
 * @param percent of {@link Way#PERCENTILE}: of the pixels' ratios, 0 to 100; 0 for all others
 */
@JsonAdapter(ScaleKind.Named.class)
public record ScaleKind(Way way, double percent) {

  /** The ways that there are. */
  public enum Way {
    /** The peak of the ratios, by a Moffat profile. */
    MOFFAT,
    /** A percentile of the ratios. */
    PERCENTILE,
    /** Given by the user. */
    MANUAL,
    /** One that follows the background over the image. */
    LOCAL
  }

  public static final ScaleKind MOFFAT = new ScaleKind(Way.MOFFAT, 0);
  public static final ScaleKind MANUAL = new ScaleKind(Way.MANUAL, 0);
  public static final ScaleKind LOCAL = new ScaleKind(Way.LOCAL, 0);

  private static final String PERCENTILE = "percentile_p";

  /** The ratio at a percentile, 0 to 100. */
  public static ScaleKind percentile(double percent) {
    return new ScaleKind(Way.PERCENTILE, percent);
  }

  /**
   * The kind that {@link #name} gives that name.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static ScaleKind of(String name) {
    for (ScaleKind kind : new ScaleKind[] {MOFFAT, MANUAL, LOCAL}) {
      if (kind.name().equals(name)) {
        return kind;
      }
    }
    if (!name.startsWith(PERCENTILE)) {
      throw new IllegalArgumentException("no kind of scale: " + name);
    }
    return percentile(Double.parseDouble(name.substring(PERCENTILE.length())));
  }

  /**
   * As in file names and the FITS card SCALEK: {@code moffat}, {@code percentile_p99.1}, {@code manual}, {@code local}.
   */
  public String name() {
    return switch (way) {
      case MOFFAT -> "moffat";
      case PERCENTILE -> PERCENTILE + SuffixFormat.number(percent);
      case MANUAL -> "manual";
      case LOCAL -> "local";
    };
  }

  /** For people: "Moffat", "percentile 99.1", "manual", "local". */
  public String title() {
    return switch (way) {
      case MOFFAT -> "Moffat";
      case PERCENTILE -> "percentile " + SuffixFormat.number(percent);
      case MANUAL -> "manual";
      case LOCAL -> "local";
    };
  }

  /** What tells apart the files of this kind: nothing for {@link #MOFFAT}, else {@code _} and the name. */
  public String suffix() {
    return way == Way.MOFFAT ? "" : "_" + name();
  }

  @Override
  public String toString() {
    return name();
  }

  /** By its name. */
  static final class Named extends TypeAdapter<ScaleKind> {
    @Override
    public void write(JsonWriter out, ScaleKind kind) throws IOException {
      out.value(kind.name());
    }

    @Override
    public ScaleKind read(JsonReader in) throws IOException {
      return of(in.nextString());
    }
  }
}
