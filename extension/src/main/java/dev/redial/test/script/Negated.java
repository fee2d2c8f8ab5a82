package dev.redial.test.script;

/** Where a condition does not hold. */
record Negated(Condition condition) implements Condition {

  @Override
  public boolean holds(ScriptCall call) {
    return !condition.holds(call);
  }

  @Override
  public boolean isRandom() {
    return condition.isRandom();
  }

  @Override
  public boolean needsArguments() {
    return condition.needsArguments();
  }

  @Override
  public String toString() {
    boolean binds = condition instanceof Either || condition instanceof Both;
    return "not " + (binds ? "(" + condition + ")" : condition);
  }
}
