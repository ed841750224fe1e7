package io.github.exo2micro.worker;

import io.github.exo2micro.memory.ByteText;
import java.util.Map;

/** Words how a child ended that gave no result. */
final class ExitReason {

  /** What {@code -XX:+ExitOnOutOfMemoryError} exits with. */
  static final int HEAP_EXHAUSTED = 3;
  /** A process ended by signal n exits with this + n, as in a shell. */
  private static final int SIGNAL_BASE = 128;
  private static final int SIGKILL = 9;
  private static final Map<Integer, String> SIGNALS = Map.of(1, "SIGHUP", 2, "SIGINT", 3, "SIGQUIT", 4, "SIGILL", 6,
      "SIGABRT", 7, "SIGBUS", 8, "SIGFPE", 11, "SIGSEGV", 13, "SIGPIPE", 15, "SIGTERM");
  /** NTSTATUS values with which Windows ends a process. */
  private static final Map<Integer, String> WINDOWS = Map.of(0xC0000005, "access violation", 0xC0000017, "no memory",
      0xC00000FD, "stack overflow", 0xC0000409, "stack buffer overrun", 0xC000013A, "Ctrl-C");

  private ExitReason() {}

  /**
   * The reason of an exit that the supervisor did not cause.
   *
   * @param code exit code as Java gives it
   * @param heapBytes the child's -Xmx
   */
  static TaskAttempt.Died of(int code, long heapBytes) {
    if (code == SIGNAL_BASE + SIGKILL) {
      return new TaskAttempt.Died("subprocess killed (likely OOM)", true);
    }
    if (code == HEAP_EXHAUSTED) {
      return new TaskAttempt.Died(heapExhausted(heapBytes, "", HeapOwner.CHILD), true);
    }
    if (code == 0) {
      return new TaskAttempt.Died("subprocess ended without a result (exit code 0)", false);
    }
    String signal = SIGNALS.get(code - SIGNAL_BASE);
    if (signal != null) {
      return new TaskAttempt.Died("subprocess ended by " + signal + " (exit code " + code + ")", false);
    }
    String status = WINDOWS.get(code);
    if (status != null) {
      return new TaskAttempt.Died(String.format("subprocess ended by %s (exit code 0x%08X)", status, code),
          code == 0xC0000017);
    }
    return new TaskAttempt.Died("subprocess ended without a result (exit code " + code + ")", false);
  }

  /** Whether a process was asked to end by SIGHUP, SIGINT or SIGTERM. */
  static boolean isPolite(int code) {
    int signal = code - SIGNAL_BASE;
    return signal == 1 || signal == 2 || signal == 15;
  }

  static String heapExhausted(long heapBytes, String detail, HeapOwner owner) {
    String what = detail == null || detail.isEmpty() || detail.equals("Java heap space") ? "" : ": " + detail;
    return "out of memory (Java heap of " + ByteText.of(heapBytes) + " exhausted" + what + "); "
        + owner.remedy(heapBytes);
  }
}
