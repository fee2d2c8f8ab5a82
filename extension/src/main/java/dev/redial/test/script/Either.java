package dev.redial.test.script;

/** Where one of two conditions holds. */
record Either(Condition left, Condition right) implements Condition {

  @Override
  public boolean holds(ScriptCall call) {
    return left.holds(call) || right.holds(call);
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
    return left + " or " + (right instanceof Either ? "(" + right + ")" : right);
  }
}
