package io.github.exo2micro.worker;

/** Whose Java heap a task uses, which decides how to give it a larger one. */
public enum HeapOwner {
  /** A child process. */
  CHILD {
    @Override
    String remedy(long heapBytes) {
      return "raise it with a larger peak factor (--peak-factor) or EXO2MICRO_CHILD_HEAP=" + twice(heapBytes);
    }
  },
  /** The program that the user started, in serial mode. */
  THIS_PROGRAM {
    @Override
    String remedy(long heapBytes) {
      return "raise it with --heap " + twice(heapBytes)
          + " (in a Fiji with Edit \u203a Options \u203a Memory & Threads), or use the "
          + "subprocess mode, whose children get their own";
    }
  };

  /** What to do when a heap of that size is exhausted. */
  abstract String remedy(long heapBytes);

  private static String twice(long heapBytes) {
    return 2 * Math.max(1, heapBytes >> 20) + "m";
  }
}
