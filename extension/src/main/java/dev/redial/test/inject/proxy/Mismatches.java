package dev.redial.test.inject.proxy;

import dev.redial.test.inject.FaultPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The scripts of a test that did not come out even. */
final class Mismatches {

  private Mismatches() {}

  /** Throws one error as it is, and several as one that carries the text of each. */
  static void throwAll(List<FaultPlan> plans, Supplier<String> why) {
    List<AssertionError> errors = new ArrayList<>();
    for (FaultPlan plan : plans) {
      try {
        plan.verify(why);
      } catch (AssertionError error) {
        errors.add(error);
      }
    }
    if (errors.size() == 1) {
      throw errors.get(0);
    }
    if (!errors.isEmpty()) {
      AssertionError all =
          new AssertionError(
              errors.stream().map(Throwable::getMessage).collect(Collectors.joining("\n\n")));
      errors.forEach(all::addSuppressed);
      throw all;
    }
  }
}
