package dev.redial.test.script;

/** What a script is put together from: a fault, a fault with a count, a fault under a condition. */
public sealed interface ScriptItem permits Fault, Step, Rule {

  /** What happens to the calls that it is for. */
  Fault fault();
}
