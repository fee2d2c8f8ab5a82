package dev.redial.benchmarks.cases;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What one thread does, and how often it did it. */
@State(Scope.Thread)
public abstract class Counted {

  /** Warm-up included. */
  long count;

  /** Not a constant: of a real result the compiler knows its class at best. */
  String result = "done";

  /** Tells the tally of this thread. */
  @Setup
  public void join(Tally tally) {
    tally.add(this);
  }
}
