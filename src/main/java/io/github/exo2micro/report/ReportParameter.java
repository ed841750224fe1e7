package io.github.exo2micro.report;

/**
 * A parameter as it was in force.
 *
 * @param name as the user writes it
 * @param value as text, with its unit where it has one
 * @param changed whether it differs from the default
 * @param description what it means, one line
 */
public record ReportParameter(String name, String value, boolean changed, String description) {}
