/** The recording: what was attempted, when, and what came of it, in one order on one clock. */
package dev.redial.test.timeline;
