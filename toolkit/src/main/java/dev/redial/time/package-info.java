/**
 * The one time seam: everything in Redial that reads a clock, sleeps or schedules does so through
 * {@link dev.redial.time.TimeSource}.
 */
package dev.redial.time;
