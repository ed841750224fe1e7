/** Groups of options that several commands have: which pairs, which task, how tasks run. */
package io.github.exo2micro.cli.option;
