/** The command line as a function from arguments to an exit code. */
package io.github.exo2micro.cli;
