/** The JSON beside each image: what it was made from, with which parameters, and what came of it. */
package io.github.exo2micro.checkpoint.sidecar;
