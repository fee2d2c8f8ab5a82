/**
 * How a fault looks to the client at hand: the exception it would throw, the answer it would give.
 */
package dev.redial.test.dialect;
