/** The window that shows a batch while it runs. */
package io.github.exo2micro.fiji.monitor;
