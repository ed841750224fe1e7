package io.github.exo2micro.cli;

/** Marks a command that takes every pipeline parameter as an option, see {@link ParameterOptions}. */
interface Parameterised {}
