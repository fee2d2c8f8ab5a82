package dev.redial.hedge;

import dev.redial.call.CallListener;
import dev.redial.metrics.CallMetrics;
import dev.redial.time.TimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Puts a {@link Hedge} together. */
public final class HedgeBuilder {

  final String name;
  TimeSource time = TimeSource.system();
  final List<CallListener> listeners = new ArrayList<>();
  CallMetrics metrics = new CallMetrics();
  @Nullable Executor executor;
  private @Nullable HedgePolicy policy;

  HedgeBuilder(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("name must not be blank, but was '" + name + "'");
    }
    this.name = name;
  }

  /** When the operation is started again. There is no default. */
  public HedgeBuilder policy(HedgePolicy newPolicy) {
    policy = Objects.requireNonNull(newPolicy, "policy");
    return this;
  }

  /** Where all waits and instants come from. Default: {@link TimeSource#system()}. */
  public HedgeBuilder time(TimeSource newTime) {
    time = Objects.requireNonNull(newTime, "time");
    return this;
  }

  /** Adds a listener; all are told, in the order in which they were added. */
  public HedgeBuilder listener(CallListener listener) {
    listeners.add(Objects.requireNonNull(listener, "listener"));
    return this;
  }

  /** Where hedges are counted, and nothing else; others may share it. Default: its own. */
  public HedgeBuilder metrics(CallMetrics newMetrics) {
    metrics = Objects.requireNonNull(newMetrics, "metrics");
    return this;
  }

  /**
   * Runs the attempts of blocking calls, each on a thread of its own; there should be at least
   * {@code maxAttempts} threads for each call at once, and callers should not run on them. Default:
   * none, so that only {@link Hedge#callAsync} can be used.
   */
  public HedgeBuilder executor(Executor newExecutor) {
    executor = Objects.requireNonNull(newExecutor, "executor");
    return this;
  }

  /**
   * The hedge.
   *
   * @throws IllegalArgumentException if there is no policy
   */
  public Hedge build() {
    if (policy == null) {
      throw new IllegalArgumentException(
          "policy must be given, such as HedgePolicy.after(\"200ms\")");
    }
    return new Hedge(this, policy);
  }
}
