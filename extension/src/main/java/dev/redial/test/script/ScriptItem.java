package dev.redial.test.script;

/** What a script is put together from: a fault, or a fault with a count. */
public sealed interface ScriptItem permits Fault, Step {

  /** This item as a step of a script; a fault alone stands for one call. */
  Step toStep();
}
