/** The menu's commands that run tasks and batches or tell about them. */
package io.github.exo2micro.fiji.command;
