/** What a batch came to: outcomes, text, CSV and the report's data. */
package io.github.exo2micro.batch.summary;
