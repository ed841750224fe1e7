package io.github.exo2micro.subtraction.field;

import io.github.exo2micro.geometry.DisplacementField;
import io.github.exo2micro.geometry.Homography;
import io.github.exo2micro.image.Tile;
import java.util.Arrays;
import java.util.List;

/**
 * The scale of the background at every place. Immutable and thread-safe; a pixel's value does not depend on the piece
 * of the row that it is asked with.
 */
public final class ScaleField {

  /** Distance of the columns between which positions and the smooth part are interpolated, px. */
  private static final int STEP = 16;
  private static final int TABLE = 4096;
  private static final double LN10 = Math.log(10);

  private final FieldModel model;
  private final double[] coefficients;
  private final double least;
  private final double most;
  private final float[][] tables;

  /**
   * @param low log10 below which no value goes, against what splines do where nothing was measured
   * @param high log10 above which none goes
   */
  ScaleField(FieldModel model, double[] coefficients, double low, double high) {
    this.model = model;
    this.coefficients = coefficients.clone();
    this.least = Math.exp(LN10 * low);
    this.most = Math.exp(LN10 * high);
    this.tables = new float[model.patterns().size()][TABLE + 1];
    double[] terms = new double[TilePattern.TERMS];
    for (int p = 0; p < tables.length; p++) {
      for (int i = 0; i <= TABLE; i++) {
        TilePattern.terms((double) i / TABLE - 0.5, terms, 0);
        double log = 0;
        for (int k = 0; k < terms.length; k++) {
          log += terms[k] * coefficients[model.smooth().size() + p * TilePattern.TERMS + k];
        }
        tables[p][i] = (float) Math.exp(LN10 * log);
      }
    }
  }

  /** The same scale everywhere. */
  public static ScaleField constant(double scale) {
    SmoothBasis one = new SmoothBasis(List.of());
    double[] coefficients = new double[one.size()];
    Arrays.fill(coefficients, Math.log10(scale));
    Tile none = new Tile(0, 0, 0, 0);
    return new ScaleField(new FieldModel(one, List.of(), DisplacementField.none(Homography.identity()),
        none, none), coefficients, Math.log10(scale), Math.log10(scale));
  }

  /** The scale at a position, px of the padded frame. */
  public double at(double x, double y) {
    return clamp(Math.exp(LN10 * model.at(x, y, coefficients)));
  }

  private double clamp(double scale) {
    return Math.max(least, Math.min(most, scale));
  }

  /**
   * The scales of a piece of a row.
   *
   * @param x of the first pixel, px of the padded frame; not negative
   * @param y the row
   * @param into takes them from 0 on
   */
  void row(int x, int y, int count, float[] into) {
    smooth(x, y, count, into);
    for (int p = 0; p < tables.length; p++) {
      multiply(model.patterns().get(p), tables[p], x, y, count, into);
    }
    float from = (float) least;
    float to = (float) most;
    for (int i = 0; i < count; i++) {
      into[i] = Math.max(from, Math.min(to, into[i]));
    }
  }

  private void smooth(int x, int y, int count, float[] into) {
    double[] row = new double[model.smooth().size()];
    int node = x / STEP * STEP;
    double left = smoothAt(node, y, row);
    for (int i = 0; i < count; node += STEP) {
      double right = smoothAt(node + STEP, y, row);
      double slope = (right - left) / STEP;
      for (int k = x + i - node; k < STEP && i < count; k++) {
        into[i++] = (float) (left + slope * k);
      }
      left = right;
    }
  }

  private double smoothAt(double x, double y, double[] row) {
    Arrays.fill(row, 0);
    model.smooth().fill(x, y, row);
    return Math.exp(LN10 * FieldModel.dot(row, coefficients));
  }

  private void multiply(TilePattern pattern, float[] table, int x, int y, int count, float[] into) {
    int node = x / STEP * STEP;
    double left = tiles(pattern, node, y);
    for (int i = 0; i < count; node += STEP) {
      double right = tiles(pattern, node + STEP, y);
      double slope = (right - left) / STEP;
      for (int k = x + i - node; k < STEP && i < count; k++) {
        double tile = left + slope * k;
        into[i++] *= table[(int) ((tile - Math.floor(tile)) * TABLE)];
      }
      left = right;
    }
  }

  private double tiles(TilePattern pattern, double x, double y) {
    return (model.coordinate(pattern.side(), pattern.horizontal(), x, y) - pattern.phase()) / pattern.period();
  }
}
