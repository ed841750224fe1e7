/** What a task is: its name, parameters, stages, the images it makes and the figures that it ends with. */
package io.github.exo2micro.task;
