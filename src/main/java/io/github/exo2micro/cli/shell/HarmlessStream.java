package io.github.exo2micro.cli.shell;

import io.github.exo2micro.PlainText;
import java.io.PrintStream;

/**
 * Prints text to a stream as {@link PlainText}: names of files come from anywhere, and a terminal obeys what it is
 * sent.
 */
public final class HarmlessStream extends PrintStream {

  private final PrintStream stream;

  HarmlessStream(PrintStream stream) {
    super(stream, true);
    this.stream = stream;
  }

  @Override
  public void print(String text) {
    stream.print(PlainText.of(String.valueOf(text)));
  }

  @Override
  public void print(Object value) {
    print(String.valueOf(value));
  }

  @Override
  public void println() {
    stream.println();
  }

  @Override
  public void println(String text) {
    stream.println(PlainText.of(String.valueOf(text)));
  }

  @Override
  public void println(Object value) {
    println(String.valueOf(value));
  }

  /** Text that is meant to move the cursor. */
  void control(String text) {
    stream.print(text);
  }
}
