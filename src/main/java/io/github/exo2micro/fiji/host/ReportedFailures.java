package io.github.exo2micro.fiji.host;

import org.scijava.event.EventHandler;
import org.scijava.module.event.ModuleErroredEvent;
import org.scijava.plugin.Plugin;
import org.scijava.service.AbstractService;
import org.scijava.service.SciJavaService;
import org.scijava.service.Service;

/** Keeps SciJava from logging a failure, with a stack trace, that a command has already reported in words. */
@Plugin(type = Service.class)
public final class ReportedFailures extends AbstractService implements SciJavaService {

  @EventHandler
  void errored(ModuleErroredEvent event) {
    if (event.getException() instanceof CommandFailed) {
      event.consume();
    }
  }
}
