/** Files that are whole or not there: atomic writing, locks, checksums, CSV and FITS. */
package io.github.exo2micro.io;
