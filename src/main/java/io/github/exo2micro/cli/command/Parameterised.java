package io.github.exo2micro.cli.command;

/** Marks a command that takes every pipeline parameter as an option, see {@code ParameterOptions}. */
public interface Parameterised {}
