package io.github.exo2micro.worker;

import io.github.exo2micro.adapter.system.OshiProbe;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A child process with bad manners, named by its argument; "serve" is a good one. */
public final class RudeChild {

  private RudeChild() {}

  public static void main(String[] args) throws Exception {
    switch (args[0]) {
      case "silent" -> System.exit(0);
      case "deaf" -> Thread.sleep(Long.MAX_VALUE);
      case "ready-then-deaf" -> {
        say("\u001e{\"event\":\"ready\"}\n");
        Thread.sleep(Long.MAX_VALUE);
      }
      case "babble" -> {
        say("no line break at the end: ");
        serve();
      }
      case "nonsense" -> {
        for (String line : new String[] {"\u001e{\"event\":\"stage\",\"stage\":99,\"reused\":false}", "\u001e{}",
            "\u001e[1,2]", "\u001enull", "\u001e{\"event\":\"progress\"}", "\u001e{\"event\":\"completed\"}", "{]"}) {
          say(line + "\n");
        }
        serve();
      }
      case "endless-line" -> {
        byte[] chunk = "x".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        for (int i = 0; i < 40; i++) {
          out.write(chunk);
        }
        out.write('\n');
        serve();
      }
      default -> serve();
    }
  }

  private static void say(String text) throws Exception {
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static void serve() {
    WorkerLoop.serveAndExit(ScriptedRunner::new, OshiProbe::new, () -> {});
  }
}
