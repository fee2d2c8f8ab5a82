/** The clock a test owns: it moves only when everybody waits for it. */
package dev.redial.test.clock;
