package io.github.exo2micro.fiji.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.exo2micro.Durations;
import io.github.exo2micro.batch.BatchListener;
import io.github.exo2micro.batch.BatchProgress;
import io.github.exo2micro.task.TaskId;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.scijava.task.Task;

class ListenersTest {

  private final List<String> heard = new ArrayList<>();

  private BatchListener recording(String name) {
    return (BatchListener) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {BatchListener.class},
        (proxy, method, args) -> {
          heard.add(name + " " + method.getName() + Arrays.toString(args));
          return null;
        });
  }

  private static Object argument(Class<?> type) {
    return type == int.class ? (Object) 7 : type == double.class ? (Object) 0.5 : type == boolean.class ? (Object) true
        : type == String.class ? "text" : type == Optional.class ? Optional.empty()
            : type == TaskId.class ? new TaskId("a", "b") : null;
  }

  /** A message that the interface gets later must not fall under the table. */
  @Test
  void bothListenersHearEveryMessageInTheirOrderWithItsArguments() throws ReflectiveOperationException {
    BothListeners both = new BothListeners(recording("first"), recording("second"));
    int messages = 0;
    for (Method message : BatchListener.class.getMethods()) {
      if (Modifier.isStatic(message.getModifiers())) {
        continue;
      }
      Object[] args = Arrays.stream(message.getParameterTypes()).map(ListenersTest::argument).toArray();
      heard.clear();
      message.invoke(both, args);
      String told = message.getName() + Arrays.toString(args);
      assertEquals(List.of("first " + told, "second " + told), heard);
      messages++;
    }
    assertTrue(messages >= 9, messages + " messages");
  }

  private Task task() {
    return (Task) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Task.class},
        (proxy, method, args) -> {
          heard.add(method.getName() + " " + (args == null ? "" : args[0]));
          return null;
        });
  }

  @Test
  void fijisToolBarShowsHowManyTasksAreDoneAndHowLongItTakes() {
    TaskBar bar = new TaskBar(task());
    bar.overall(new BatchProgress(0.4996, 3, 8, 100, OptionalDouble.of(245)));
    bar.overall(new BatchProgress(1, 8, 8, 200, OptionalDouble.empty()));
    assertEquals(List.of("setProgressMaximum 1000", "setProgressValue 500",
        "setStatusMessage 3 of 8 tasks, about 4:05 left", "setProgressValue 1000", "setStatusMessage 8 of 8 tasks"),
        heard);
  }

  @Test
  void aClockHasHoursOnlyWhereThereAreSome() {
    assertEquals(List.of("0:00", "0:07", "12:04", "59:59", "1:00:00", "3:05:09", "0:00"),
        List.of(Durations.clock(0), Durations.clock(7.4), Durations.clock(724), Durations.clock(3599.4),
            Durations.clock(3599.6), Durations.clock(11109), Durations.clock(-5)));
  }

  @Test
  void runningHeadlessTheLogGoesToStderrWithoutTheSummary() {
    PrintStream real = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      HeadlessLog log = new HeadlessLog();
      log.log(Optional.of(new TaskId("CD070", "DAPI")), "stage 1");
      log.log(Optional.empty(), "=== Batch summary ===\n3 tasks");
      log.log(Optional.empty(), "done");
    } finally {
      System.setErr(real);
    }
    assertEquals(List.of("[CD070/DAPI] stage 1", "done"), printed.toString(StandardCharsets.UTF_8).lines().toList());
  }
}
