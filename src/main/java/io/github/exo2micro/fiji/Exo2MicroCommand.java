package io.github.exo2micro.fiji;

import io.github.exo2micro.RemediableException;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import org.scijava.ItemVisibility;
import org.scijava.command.ContextCommand;
import org.scijava.plugin.Parameter;
import org.scijava.ui.DialogPrompt.MessageType;
import org.scijava.ui.UIService;

/**
 * What all commands of the menu have in common: how they end.
 *
 * <p>With a display a problem is shown and the command counts as cancelled. Headless, a Fiji ends with exit code 0 and
 * in silence whatever its commands did; so there the problem goes to stderr and the JVM ends with the exit code that
 * the command line would have given, unless {@code exit_on_failure=false}.
 *
 * <p>Headless, Fiji checks nothing either: a number that is none arrives as {@code null}, any text as a choice. Inputs
 * are therefore not required, numbers are boxed, and each command checks its values itself.
 */
abstract class Exo2MicroCommand extends ContextCommand {

  /** The command did what it was asked. */
  static final int DONE = 0;
  /** A task failed, or the run was refused. */
  static final int FAILED = 1;
  /** The inputs make no sense. */
  static final int USAGE = 2;
  /** Aborted, as a shell has it for Ctrl-C. */
  static final int ABORTED = 130;

  @Parameter(label = "End a headless Fiji when this fails", visibility = ItemVisibility.INVISIBLE, required = false,
      persist = false, description = "Headless only: on a failure the JVM ends with exit code 1 (failed) or 2 (wrong "
          + "inputs). Set it to false to go on with your script and ask isCanceled() instead.")
  private Boolean exit_on_failure = true;

  @Parameter
  private UIService ui;

  @Parameter
  private Batches batches;

  /** What the command does once its inputs make sense. */
  @FunctionalInterface
  interface Work {
    /**
     * Does it.
     *
     * @return the exit code
     * @throws IOException when the disk fails
     */
    int run() throws IOException;
  }

  /**
   * Reads and checks the inputs.
   *
   * @throws RemediableException when they make no sense: the command line's exit code 2
   */
  abstract Work prepare();

  /** Its dialog is about to open, with what was in it last: the place to bring messages up to date. */
  void opens() {
    // most dialogs have no message that depends on their fields
  }

  @Override
  public final void run() {
    if (isHeadless()) {
      batches.watchEnd();
    }
    Work work;
    try {
      work = prepare();
    } catch (RemediableException e) {
      fail(e.getMessage(), USAGE);
      return;
    }
    try {
      int code = work.run();
      if (code != DONE) {
        leave(code);
      }
    } catch (RemediableException e) {
      fail(e.getMessage(), FAILED);
    } catch (CancellationException e) {
      fail("Aborted.", ABORTED);
    } catch (IOException e) {
      fail("The disk failed.\n  Evidence: " + e + "\n  What to do: check that the folders can be read and written.",
          FAILED);
    }
  }

  private void fail(String message, int code) {
    if (isHeadless()) {
      System.err.println(message);
    } else if (code != ABORTED) {
      ui.showDialog(message, getInfoTitle(), MessageType.ERROR_MESSAGE);
    }
    cancel(message);
    leave(code);
  }

  private String getInfoTitle() {
    return "Exo2Micro";
  }

  private void leave(int code) {
    if (isHeadless() && !Boolean.FALSE.equals(exit_on_failure)) {
      System.err.flush();
      System.exit(code);
    }
  }

  /** Whether nobody looks. */
  final boolean isHeadless() {
    return ui.isHeadless();
  }

  /** The user interface. */
  final UIService ui() {
    return ui;
  }

  /** The engine and the batches that run. */
  final Batches batches() {
    return batches;
  }
}
