package dev.redial.breaker;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a window should hold: a list of calls, looked through each time. Slow, and plain to see. */
final class WindowModel {

  private record Call(long at, boolean failed, boolean slow) {}

  private final Limits limits;
  private final List<Call> calls = new ArrayList<>();

  WindowModel(Limits limits) {
    this.limits = limits;
  }

  void add(long at, boolean failed, boolean slow) {
    calls.add(new Call(at, failed, slow));
  }

  void keepLast(int count) {
    while (calls.size() > count) {
      calls.remove(0);
    }
  }

  void forgetBefore(long time) {
    calls.removeIf(call -> call.at() - time < 0);
  }

  Tally tally() {
    return new Tally(calls.size(), count(Call::failed), count(Call::slow));
  }

  private long count(Predicate<Call> what) {
    return calls.stream().filter(what).count();
  }

  @Nullable Tally reached() {
    return limits.reachedBy(tally()) ? tally() : null;
  }
}
