/** Pictures as files: PNG, small copies and the CSV beside them, written whole or not at all. */
package io.github.exo2micro.picture.file;
