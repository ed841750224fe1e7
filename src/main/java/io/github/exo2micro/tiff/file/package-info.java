/** A TIFF file's structure: directories, pages, where the strips and tiles lie. */
package io.github.exo2micro.tiff.file;
