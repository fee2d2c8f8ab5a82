package dev.redial.test.script;

import java.util.Objects;

/**
 * A fault for each call that a condition holds for. Such a call takes no step. Where several rules
 * hold, the first of the script counts.
 *
 * @param fault what those calls get
 * @param condition which calls they are
 */
public record Rule(Fault fault, Condition condition) implements ScriptItem {

  /** A rule. */
  public Rule {
    Objects.requireNonNull(fault, "fault");
    Objects.requireNonNull(condition, "condition");
  }

  /** The rule as a script writes it, such as {@code "503 from 10s to 40s"}. */
  @Override
  public String toString() {
    return fault + (condition instanceof Window ? " " : " when ") + condition;
  }
}
