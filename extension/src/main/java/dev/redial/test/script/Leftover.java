package dev.redial.test.script;

/**
 * A step that the calls so far have not used up.
 *
 * @param number the number of the step, from 1
 * @param step the step
 * @param missed how many of its calls did not come, from 1 to its count
 */
public record Leftover(int number, Step step, long missed) {}
