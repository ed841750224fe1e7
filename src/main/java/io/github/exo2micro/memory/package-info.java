/** The machine's memory, what a task needs of it, the check before a start, and the watch while it runs. */
package io.github.exo2micro.memory;
