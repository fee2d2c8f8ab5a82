package dev.redial.breaker;

import dev.redial.call.CallListener;
import dev.redial.time.TimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Makes a {@link CircuitBreaker}. */
public final class CircuitBreakerBuilder {

  final String name;
  BreakerPolicy policy = BreakerPolicy.DEFAULT;
  TimeSource time = TimeSource.system();
  final List<CallListener> listeners = new ArrayList<>();

  CircuitBreakerBuilder(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("name must not be blank, but was '" + name + "'");
    }
    this.name = name;
  }

  /** When the circuit opens and closes; by default {@link BreakerPolicy#DEFAULT}. */
  public CircuitBreakerBuilder policy(BreakerPolicy newPolicy) {
    policy = Objects.requireNonNull(newPolicy, "policy");
    return this;
  }

  /** Where the time comes from; by default {@link TimeSource#system()}. */
  public CircuitBreakerBuilder time(TimeSource newTime) {
    time = Objects.requireNonNull(newTime, "time");
    return this;
  }

  /**
   * Adds a listener. It is told of each rejection, on the thread of that call, and of each change
   * of state: once, one at a time and in their order; where threads race, on the thread of one of
   * them. It may call the breaker; of what it changes it hears when it has returned.
   */
  public CircuitBreakerBuilder listener(CallListener listener) {
    listeners.add(Objects.requireNonNull(listener, "listener"));
    return this;
  }

  /** The breaker, closed. */
  public CircuitBreaker build() {
    return new CircuitBreaker(this);
  }
}
