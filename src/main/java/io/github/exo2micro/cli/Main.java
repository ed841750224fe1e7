package io.github.exo2micro.cli;
public final class Main { public static void main(String[] a) { } }
