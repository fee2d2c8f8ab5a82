package dev.redial.test.script;

/** Every n-th call. */
record EveryNth(long nth) implements Condition {

  EveryNth {
    Step.requireAtLeastOne("every", nth);
  }

  @Override
  public boolean holds(ScriptCall call) {
    return call.number() % nth == 0;
  }

  @Override
  public String toString() {
    return "every " + nth;
  }
}
