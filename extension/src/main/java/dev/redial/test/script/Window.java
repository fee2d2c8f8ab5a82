package dev.redial.test.script;

import dev.redial.time.Durations;
import java.time.Duration;
import java.util.Optional;

/** Calls within a window of the test's clock. */
record Window(Duration from, Optional<Duration> to) implements Condition {

  Window {
    if (from.isNegative()) {
      throw new IllegalArgumentException(
          "from must be at least 0, but was " + Durations.format(from));
    }
    to.filter(end -> end.compareTo(from) <= 0)
        .ifPresent(
            end -> {
              throw new IllegalArgumentException(
                  "to must be above from ("
                      + Durations.format(from)
                      + "), but was "
                      + Durations.format(end));
            });
  }

  @Override
  public boolean holds(ScriptCall call) {
    return call.elapsed().compareTo(from) >= 0
        && to.map(end -> call.elapsed().compareTo(end) < 0).orElse(true);
  }

  @Override
  public String toString() {
    return "from "
        + ScriptPrinter.compact(from)
        + to.map(end -> " to " + ScriptPrinter.compact(end)).orElse("");
  }
}
