/**
 * Runs the tasks of a batch, one after the other, in a pool of processes, in a process each, or on a cluster; what
 * happened is told to listeners.
 */
package io.github.exo2micro.batch;
