/** Assertions over a timeline, for AssertJ. */
package dev.redial.test.assertions;
