/** The command line: words to requests, results to text or JSON. A function from arguments to an exit code. */
package io.github.exo2micro.cli;
