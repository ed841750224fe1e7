package io.github.exo2micro.fiji.host;

import io.github.exo2micro.app.Engine;
import io.github.exo2micro.app.Host;
import io.github.exo2micro.app.Hosts;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.scijava.plugin.Plugin;
import org.scijava.service.AbstractService;
import org.scijava.service.SciJavaService;
import org.scijava.service.Service;

/** The engine of this Fiji, and the batches that run in it: closing Fiji aborts them. */
@Plugin(type = Service.class)
public final class Batches extends AbstractService implements SciJavaService {

  private final Set<RunningBatch> running = ConcurrentHashMap.newKeySet();
  private volatile Optional<Host> host = Optional.empty();
  private volatile Optional<TaskRelay> relay = Optional.empty();
  private volatile Optional<RunningBatch> latest = Optional.empty();
  private Optional<HeadlessEnd> end = Optional.empty();

  /**
   * The engine.
   *
   * @param completeChildren whether children are complete headless Fijis
   */
  public Engine engine(boolean completeChildren) {
    if (host.isEmpty()) {
      host = Optional.of(Hosts.here());
    }
    return new Engine(completeChildren ? Hosts.withCompleteChildren(host.get()) : host.get());
  }

  /** Notes that a batch begins. */
  public void begin(RunningBatch batch) {
    running.add(batch);
    latest = Optional.of(batch);
  }

  /** Notes that it is over. */
  public void end(RunningBatch batch) {
    batch.state().end();
    running.remove(batch);
  }

  /** Watches that this headless Fiji ends once its work is done; asking twice changes nothing. */
  synchronized void watchEnd() {
    if (end.isEmpty()) {
      end = HeadlessEnd.watch();
    }
  }

  /** What Fiji should end with, where it was itself started headless; the worst counts. */
  synchronized void noteExitCode(int code) {
    end.ifPresent(e -> e.note(code));
  }

  /** The batch that runs, or the one that ran last. */
  public Optional<RunningBatch> latest() {
    return latest;
  }

  /** In a child: where the task that runs next tells what it does; empty in a Fiji that is nobody's child. */
  public void relay(Optional<TaskRelay> value) {
    relay = value;
  }

  /** The relay that is set. */
  public Optional<TaskRelay> relay() {
    return relay;
  }

  /** Whether something called the command that can catch an exception: all but the {@code --run} of Fiji's launcher. */
  synchronized boolean isCalledByProgram() {
    return end.isEmpty() || !end.get().runsOneCommand();
  }

  @Override
  public synchronized void dispose() {
    end.ifPresent(HeadlessEnd::contextDisposed);
    running.forEach(batch -> batch.token().cancel());
  }
}
