/** One class per command: options to requests, results to text or JSON. */
package io.github.exo2micro.cli.command;
