/**
 * The report of a batch: one HTML file that needs neither network nor script, and the JSON from which it can be made
 * anew.
 */
package io.github.exo2micro.report;
