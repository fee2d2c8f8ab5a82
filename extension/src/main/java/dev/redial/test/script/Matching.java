package dev.redial.test.script;

import java.util.Objects;
import java.util.function.Predicate;

/** Calls that match a predicate. */
record Matching(Predicate<? super ScriptCall> predicate) implements Condition {

  Matching {
    Objects.requireNonNull(predicate, "predicate");
  }

  @Override
  public boolean holds(ScriptCall call) {
    return predicate.test(call);
  }

  @Override
  public boolean needsArguments() {
    return true;
  }

  @Override
  public String toString() {
    return "<a predicate>";
  }
}
