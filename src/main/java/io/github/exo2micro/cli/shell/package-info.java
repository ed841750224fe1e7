/** What all commands share: the console, progress, the pipeline's parameters as options and files of them. */
package io.github.exo2micro.cli.shell;
