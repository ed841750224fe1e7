/** Made-up raw folders with known truth: for the demo, for tests from raw files to results, and for benchmarks. */
package io.github.exo2micro.demo;
