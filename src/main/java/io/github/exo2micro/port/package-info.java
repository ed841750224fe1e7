/** What can be swapped: where images, features, memory figures and processes come from. */
package io.github.exo2micro.port;
