/** Commands that bring a task's results to other programs and to ImageJ's own tables. */
package io.github.exo2micro.fiji.export;
