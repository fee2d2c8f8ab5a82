package dev.redial.breaker;

import java.io.Serializable;

/**
 * The permit of a trial call in a half-open circuit.
 *
 * @param generation the state that issued it
 * @param number which probe of that state it is, from 1
 * @param since when it was issued, on the monotonic clock
 */
record Probe(long generation, int number, long since) implements Permit, Serializable {}
