package dev.redial.observe;

import dev.redial.call.CallEvent;
import dev.redial.call.CallListener;
import dev.redial.call.Outcome;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Times calls and attempts, as Micrometer timers:
 *
 * <table>
 *   <caption>Timers</caption>
 *   <tr><th>meter<th>tags<th>what
 *   <tr><td>{@code redial.call.duration}<td>{@code name}, {@code outcome}<td>calls, all attempts and
 *   waits included
 *   <tr><td>{@code redial.attempt.duration}<td>{@code name}, {@code outcome}: {@code succeeded} or
 *   {@code failed}<td>attempts
 * </table>
 *
 * <p>It follows every call, which then reads the clock several times and tells what happens: some
 * hundred nanoseconds. The counts of {@link MicrometerMetrics} cost nothing.
 *
 * <pre>{@code
 * Resilience.builder("pay").listener(MicrometerTimers.to(registry)).build();
 * }</pre>
 *
 * <p>Time is that of the guard's {@link dev.redial.time.TimeSource}. One instance may serve any
 * number of guards. It has no histogram of its own; a {@link
 * io.micrometer.core.instrument.config.MeterFilter} of the registry's adds one.
 */
public final class MicrometerTimers implements CallListener {

  private final MeterRegistry registry;

  /** Found without asking the registry, which builds an id each time it is asked. */
  private final Map<Key, Timer> timers = new ConcurrentHashMap<>();

  private record Key(String meter, String guard, Outcome outcome) {}

  private MicrometerTimers(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Timers of this registry. */
  public static MicrometerTimers to(MeterRegistry registry) {
    return new MicrometerTimers(Objects.requireNonNull(registry, "registry"));
  }

  @Override
  public void on(CallEvent event) {
    if (event instanceof CallEvent.CallEnded ended) {
      ended.took().ifPresent(time -> record("call", ended.name(), ended.outcome(), time));
    } else if (event instanceof CallEvent.AttemptSucceeded ended) {
      ended.took().ifPresent(time -> record("attempt", ended.name(), Outcome.SUCCEEDED, time));
    } else if (event instanceof CallEvent.AttemptFailed ended) {
      ended.took().ifPresent(time -> record("attempt", ended.name(), Outcome.FAILED, time));
    }
  }

  private void record(String what, String guard, Outcome outcome, Duration time) {
    Key key = new Key(what, guard, outcome);
    Timer timer = timers.get(key);
    (timer == null ? timers.computeIfAbsent(key, this::timer) : timer).record(time);
  }

  private Timer timer(Key key) {
    return Timer.builder("redial." + key.meter() + ".duration")
        .description(
            key.meter().equals("call")
                ? "How long calls take, all attempts and waits included"
                : "How long attempts take")
        .tags("name", key.guard(), "outcome", key.outcome().name().toLowerCase(Locale.ROOT))
        .register(registry);
  }
}
