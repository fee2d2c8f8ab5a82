package dev.redial.test.script;

/** Where both conditions hold. */
record Both(Condition left, Condition right) implements Condition {

  @Override
  public boolean holds(ScriptCall call) {
    return left.holds(call) && right.holds(call);
  }

  @Override
  public boolean isRandom() {
    return left.isRandom() || right.isRandom();
  }

  @Override
  public boolean needsArguments() {
    return left.needsArguments() || right.needsArguments();
  }

  @Override
  public String toString() {
    String first = left instanceof Either ? "(" + left + ")" : left.toString();
    boolean binds = right instanceof Either || right instanceof Both;
    return first + " and " + (binds ? "(" + right + ")" : right);
  }
}
