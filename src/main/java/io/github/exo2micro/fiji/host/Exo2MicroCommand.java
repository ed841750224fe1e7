package io.github.exo2micro.fiji.host;

import ij.IJ;
import io.github.exo2micro.RemediableException;
import io.github.exo2micro.fiji.input.DialogNews;
import io.github.exo2micro.fiji.input.Inputs;
import io.github.exo2micro.fiji.input.Labels;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.scijava.ItemVisibility;
import org.scijava.command.CommandService;
import org.scijava.command.ContextCommand;
import org.scijava.module.ModuleInfo;
import org.scijava.plugin.Parameter;
import org.scijava.ui.UIService;

/**
 * What all commands of the menu have in common: how they end.
 *
 * <p>A command that fails is cancelled with the reason. With a display SciJava shows that reason. Without one, the
 * a program that called the command gets a {@link CommandFailed} from {@code get()}; for a macro, which goes on with
 * its next line, and for Fiji's {@code --run} the reason goes to stderr. The JVM is never ended by a command. Only
 * where Fiji itself was started headless, its exit
 * code, once everything that it was asked for is over, is the worst of its commands, as the command line would give it.
 * {@code exit_on_failure=false} keeps both the exit code and the exception away: the caller asks {@code isCanceled()}.
 *
 * <p>Headless, Fiji checks no input: a number that is none arrives as {@code null}, any text as a choice. Inputs
 * are therefore not required, numbers are text, and each command checks its values itself.
 */
public abstract class Exo2MicroCommand extends ContextCommand {

  @Parameter(style = Inputs.FLAG, label = "Report a failure to the caller", visibility = ItemVisibility.INVISIBLE,
      required = false,
      persist = false,
      description = "Without a display only: a failure becomes an exception, and Fiji's exit code. Set "
          + "it to false to go on with your script and ask isCanceled() instead.")
  private String exit_on_failure = Inputs.YES;

  @Parameter
  private UIService ui;

  @Parameter
  private Batches batches;

  @Parameter
  private CommandService commands;

  /** What the command does once its inputs make sense. */
  @FunctionalInterface
  public interface Work {
    /**
     * Does it.
     *
     * @throws IOException when a file or folder could not be read or written
     */
    Ending run() throws IOException;
  }

  /**
   * Reads and checks the inputs.
   *
   * @throws RemediableException when they make no sense: the command line's exit code 2
   */
  protected abstract Work prepare();

  /** Its dialog is about to open, with what was in it last: the place to fill in what can be known. */
  public void opens() {
    // most dialogs open as they were left
  }

  /** Keys of the inputs on the first page of its dialog; empty = all. */
  public List<String> essentials() {
    return List.of();
  }

  /** What a dialog that nobody has filled in yet shows, where that is not the default of a macro; by key. */
  public Map<String, String> dialogDefaults() {
    return Map.of();
  }

  /** Whether its dialog has an estimate. */
  public boolean hasEstimate() {
    return false;
  }

  /** What there is to say about its inputs as they are now; called in a thread of its own. */
  public DialogNews news() {
    return DialogNews.NONE;
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
      fail(new Ending(Ending.USAGE, e.getMessage()));
      return;
    }
    try {
      Ending ending = work.run();
      if (!ending.isDone() && isHeadless()) {
        fail(ending);
      }
    } catch (RemediableException e) {
      fail(new Ending(Ending.FAILED, e.getMessage()));
    } catch (CancellationException e) {
      fail(new Ending(Ending.ABORTED, "Aborted."));
    } catch (IOException e) {
      fail(new Ending(Ending.FAILED, "A file or folder could not be read or written.\n  Evidence: " + e
          + "\n  What to do: check that the folders exist, can be written, and have room."));
    }
  }

  private void fail(Ending ending) {
    if (!isHeadless()) {
      cancel(ending.code() == Ending.ABORTED ? null : Labels.inPlaceOfKeys(ending.message(), getInfo()));
      return;
    }
    cancel(ending.message());
    boolean reported = !Inputs.NO.equalsIgnoreCase(exit_on_failure);
    if (reported) {
      batches.noteExitCode(ending.code());
    }
    if (reported && !IJ.isMacro() && batches.isCalledByProgram()) {
      throw new CommandFailed(ending);
    }
    System.err.println(ending.message());
  }

  /** A macro's call makes no sense, so the command does not even run: leaves the exit code, and words on stderr. */
  public final void refuse(String reason) {
    if (isHeadless()) {
      batches.watchEnd();
      if (!Inputs.NO.equalsIgnoreCase(exit_on_failure)) {
        batches.noteExitCode(Ending.USAGE);
      }
      System.err.println(reason);
    }
  }

  /** The command as SciJava knows it. */
  public final ModuleInfo getInfo() {
    return commands.getCommand(getClass());
  }

  /** Whether there is no display. */
  public final boolean isHeadless() {
    return ui.isHeadless();
  }

  /** The user interface. */
  protected final UIService ui() {
    return ui;
  }

  /** The engine and the batches that run. */
  public final Batches batches() {
    return batches;
  }
}
