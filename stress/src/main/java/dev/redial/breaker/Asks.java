package dev.redial.breaker;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls that ask to pass. */
final class Asks {

  private Asks() {}

  /** Whether a call passes; a real circuit throws, and its twin returns nothing, if it does not. */
  static boolean passes(Supplier<? extends @Nullable Permit> admit) {
    try {
      return admit.get() != null;
    } catch (CircuitOpenException rejection) {
      return false;
    }
  }

  /** How many of so many calls pass. */
  static int passed(int calls, Supplier<? extends @Nullable Permit> admit) {
    int passed = 0;
    for (int i = 0; i < calls; i++) {
      passed += passes(admit) ? 1 : 0;
    }
    return passed;
  }
}
