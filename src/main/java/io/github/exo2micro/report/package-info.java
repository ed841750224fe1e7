/**
 * The report of a batch: one HTML file that needs neither network nor script, and the JSON from which it can be made
 * again.
 */
package io.github.exo2micro.report;
