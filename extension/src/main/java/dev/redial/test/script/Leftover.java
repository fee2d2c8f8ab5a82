package dev.redial.test.script;

/**
 * A step that the calls so far have not used up, or a rule that held for none of them.
 *
 * @param number the number of the step or rule within the script, from 1
 * @param item the step or rule
 * @param missed how many of its calls did not come, from 1 to the count of the step
 */
public record Leftover(int number, ScriptItem item, long missed) {}
