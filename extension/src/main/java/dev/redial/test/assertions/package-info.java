/** Assertions over a timeline and over what was counted, for AssertJ. */
package dev.redial.test.assertions;
