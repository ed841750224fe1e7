/**
 * The engine: survey, pre-flight, run, batch, status and comparison. The public Java API, and the only place that
 * wires adapters to the rest.
 */
package io.github.exo2micro.app;
