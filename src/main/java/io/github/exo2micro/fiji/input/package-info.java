/** The words and fields of dialogs and macros: labels, keys, parameters as text. */
package io.github.exo2micro.fiji.input;
