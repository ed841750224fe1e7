package io.github.exo2micro.cli;

/** The program's entry: {@code exo2micro <command> [options]}. */
public final class Main { private Main() {}
  public static void main(String[] args) {}
}
