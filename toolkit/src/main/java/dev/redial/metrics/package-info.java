/** What became of the calls, in numbers and as a report. */
package dev.redial.metrics;
