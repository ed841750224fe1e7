package io.github.exo2micro.picture;

import io.github.exo2micro.picture.chart.Axes;
import io.github.exo2micro.picture.chart.CountFormat;
import io.github.exo2micro.picture.chart.Figure;
import io.github.exo2micro.picture.chart.LegendEntry;
import io.github.exo2micro.picture.chart.PictureLabel;
import io.github.exo2micro.picture.chart.PictureStyle;
import io.github.exo2micro.picture.file.Csv;
import io.github.exo2micro.picture.file.Picture;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Memory over the time of a batch: resident size of all processes, the Java heap of this one, and a line where a task
 * begins or ends.
 *
 * @param title whose memory it is: "batch of 12 tasks"
 * @param samples in any order; may be empty
 */
public record MemoryPicture(String title, List<Sample> samples) implements Picture {

  private static final double GIGA = 1e9;
  private static final Color COMMITTED = new Color(0x009e73);

  /**
   * Memory at one moment.
   *
   * @param seconds since the start
   * @param residentBytes of all processes together, or −1 when the platform does not tell
   * @param heapUsedBytes Java heap in use
   * @param heapCommittedBytes Java heap taken from the system
   * @param label what happens at this moment, or ""
   */
  public record Sample(double seconds, long residentBytes, long heapUsedBytes, long heapCommittedBytes,
      String label) {}

  public MemoryPicture {
    samples = samples.stream().sorted(Comparator.comparingDouble(Sample::seconds)).toList();
  }

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public BufferedImage draw() {
    List<LegendEntry> legend = new ArrayList<>();
    boolean resident = samples.stream().anyMatch(s -> s.residentBytes() >= 0);
    if (resident) {
      legend.add(new LegendEntry(LegendEntry.Sign.LINE, PictureStyle.POST, "all processes (resident)"));
    }
    legend.add(new LegendEntry(LegendEntry.Sign.LINE, COMMITTED, "Java heap taken"));
    legend.add(new LegendEntry(LegendEntry.Sign.LINE, PictureStyle.PRE, "Java heap in use"));
    legend.add(new LegendEntry(LegendEntry.Sign.DASHED, PictureStyle.FAINT_INK, "task begins or ends"));
    Figure figure = Figure.wide(330).heading(title, "Memory over time, peak " + gigabytes(peak()) + " GB")
        .legend(legend);
    double end = samples.stream().mapToDouble(Sample::seconds).max().orElse(1);
    boolean minutes = end > 600;
    double unit = minutes ? 60 : 1;
    Axes axes = Axes.inFrame(figure, figure.body(),
        Axes.linear(minutes ? "minutes" : "seconds", 0, Math.max(end, 1e-3) / unit),
        Axes.linear("GB", 0, 1.08 * Math.max(peak() / GIGA, 0.01)));
    marks(figure.graphics(), axes, unit);
    if (resident) {
      curve(axes, unit, samples.stream().filter(s -> s.residentBytes() >= 0).toList(), Sample::residentBytes,
          PictureStyle.POST);
    }
    curve(axes, unit, samples, Sample::heapCommittedBytes, COMMITTED);
    curve(axes, unit, samples, Sample::heapUsedBytes, PictureStyle.PRE);
    axes.frame();
    if (samples.isEmpty()) {
      figure.centred("no samples", axes.data());
    }
    return figure.finish();
  }

  private interface Bytes {
    long of(Sample sample);
  }

  private static void curve(Axes axes, double unit, List<Sample> samples, Bytes bytes, Color colour) {
    if (!samples.isEmpty()) {
      axes.curve(samples.stream().mapToDouble(s -> s.seconds() / unit).toArray(),
          samples.stream().mapToDouble(s -> bytes.of(s) / GIGA).toArray(), colour, PictureStyle.LINE);
    }
  }

  /** Dashed lines at labelled samples; their labels where there is room. */
  private void marks(Graphics2D g, Axes axes, double unit) {
    double free = 0;
    g.setFont(PictureStyle.TICK);
    for (Sample s : samples) {
      if (!s.label().isEmpty()) {
        double x = axes.x(s.seconds() / unit);
        axes.vertical(s.seconds() / unit, PictureStyle.faded(PictureStyle.FAINT_INK, 0.5), PictureStyle.DASHED);
        double room = axes.data().getMaxX() - x - 4;
        if (x >= free && room > 50) {
          String text = PictureLabel.fitted(s.label(), g.getFontMetrics(), Math.min(150, room));
          g.setColor(PictureStyle.FAINT_INK);
          g.drawString(text, (float) (x + 3), (float) (axes.data().getY() + 12));
          free = x + 9 + g.getFontMetrics().getStringBounds(text, g).getWidth();
        }
      }
    }
  }

  /** The largest of all curves, bytes. */
  long peak() {
    return samples.stream().mapToLong(s -> Math.max(s.residentBytes(), s.heapCommittedBytes())).max().orElse(0);
  }

  private static String gigabytes(long bytes) {
    return CountFormat.trimmed(Math.rint(bytes / 1e7) / 100);
  }

  @Override
  public String csv() {
    Csv csv = new Csv().row("seconds", "resident_bytes", "heap_used_bytes", "heap_committed_bytes", "label");
    samples.forEach(s -> csv.row(s.seconds(), s.residentBytes() < 0 ? "" : (Object) s.residentBytes(),
        s.heapUsedBytes(), s.heapCommittedBytes(), s.label()));
    return csv.toString();
  }
}
