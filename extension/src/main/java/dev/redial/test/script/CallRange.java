package dev.redial.test.script;

/** Calls by their number. */
record CallRange(long first, long last) implements Condition {

  CallRange {
    Step.requireAtLeastOne("call", first);
    if (last < first) {
      throw new IllegalArgumentException(
          "the last call must be at least " + first + ", but was " + last);
    }
  }

  @Override
  public boolean holds(ScriptCall call) {
    return first <= call.number() && call.number() <= last;
  }

  @Override
  public String toString() {
    return "call " + first + (last == first ? "" : " to " + last);
  }
}
