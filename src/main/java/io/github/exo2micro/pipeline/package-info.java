/** One task's run: the four stages and the search for microbes, what they hand on, and which of them must run. */
package io.github.exo2micro.pipeline;
