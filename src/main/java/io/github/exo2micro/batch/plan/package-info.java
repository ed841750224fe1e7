/**
 * What is asked of a batch, and what that needs: padded sizes, memory, disk and heaps of children, from headers alone.
 */
package io.github.exo2micro.batch.plan;
