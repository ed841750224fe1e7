/**
 * What every command in a Fiji has: how it ends, what it returns, its progress, the batch that runs; the process is
 * ended here alone, and only where it was started for a command.
 */
package io.github.exo2micro.fiji.host;
