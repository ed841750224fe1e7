/** What a Fiji brings: mpicbg's SIFT, Bio-Formats' readers, and its own Java and class path for child processes. */
package io.github.exo2micro.adapter.fiji;
