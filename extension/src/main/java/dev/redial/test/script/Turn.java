package dev.redial.test.script;

/** What a script says to one call. */
public sealed interface Turn {

  /** The number of the call, from 1. */
  long call();

  /**
   * The call gets a fault of the script.
   *
   * @param step the number of the step or rule within the script, from 1
   * @param occurrence how many calls it was for so far, this one included, from 1
   */
  record Scripted(long call, int step, long occurrence, Fault fault) implements Turn {}

  /** The script is over and lets the call reach the real target. */
  record Beyond(long call) implements Turn {}

  /** The script is over and allows no more calls. */
  record Overrun(long call) implements Turn {}
}
