/** The machine and its processes: memory by OSHI and control groups, and starting Java with this class path. */
package io.github.exo2micro.adapter.system;
