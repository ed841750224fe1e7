package net.imglib2.display;

/** Signatures of imglib2 6.1. */
public interface LinearRange {

  double getMin();

  double getMax();

  void setMin(double min);

  void setMax(double max);
}
