/**
 * The report of a batch: one HTML file that needs neither network nor script, and the JSON from which it can be made
 * anew.
 *
 * <p>Its input are plain records ({@link io.github.exo2micro.diagnostics.report.ReportData}); who runs batches fills
 * them.
 */
package io.github.exo2micro.diagnostics.report;
