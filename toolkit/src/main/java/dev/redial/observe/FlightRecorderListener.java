package dev.redial.observe;

import dev.redial.call.CallEvent;
import dev.redial.call.CallEvent.FallbackAnswered;
import dev.redial.call.CallEvent.Rejected;
import dev.redial.call.CallEvent.StateChanged;
import dev.redial.call.CallListener;
import dev.redial.time.Durations;
import org.jspecify.annotations.Nullable;

/**
 * Records what takes no time, and gives each call that begins in a recording a listener of its own,
 * which is all that knows of that call.
 */
final class FlightRecorderListener implements CallListener {

  /**
   * Never recorded: they answer whether somebody records events like them, without a look into the
   * flight recorder. And the recorder knows the types of all events from here on.
   */
  private final RecordedCall call = new RecordedCall();

  private final RecordedAttempt attempt = new RecordedAttempt();
  private final RecordedWait wait = new RecordedWait();
  private final RecordedHedge hedge = new RecordedHedge();
  private final RecordedTransition transition = new RecordedTransition();
  private final RecordedRejection rejection = new RecordedRejection();
  private final RecordedFallback fallback = new RecordedFallback();

  @Override
  public boolean followsSuccess() {
    return call.isEnabled() || attempt.isEnabled();
  }

  @Override
  public CallListener forCall() {
    return followsSuccess() || wait.isEnabled() || hedge.isEnabled()
        ? new FlightRecorderCall(this)
        : this;
  }

  /** Of calls that have no listener of their own, nothing is recorded. */
  @Override
  public void on(CallEvent event) {
    if (event instanceof StateChanged changed && transition.isEnabled()) {
      record(changed);
    } else if (event instanceof Rejected rejected && rejection.isEnabled()) {
      record(rejected);
    } else if (event instanceof FallbackAnswered answered && fallback.isEnabled()) {
      record(answered);
    }
  }

  private static void record(StateChanged changed) {
    RecordedTransition recorded = new RecordedTransition();
    recorded.name = changed.name();
    recorded.from = changed.from().name();
    recorded.to = changed.to().name();
    recorded.reason = changed.reason();
    recorded.commit();
  }

  private static void record(Rejected rejected) {
    RecordedRejection recorded = new RecordedRejection();
    recorded.name = rejected.name();
    recorded.state = rejected.state().name();
    recorded.remainingWait = Durations.saturatedNanos(rejected.remainingWait());
    recorded.commit();
  }

  private static void record(FallbackAnswered answered) {
    RecordedFallback recorded = new RecordedFallback();
    recorded.name = answered.name();
    recorded.errorClass = classOf(answered.error());
    recorded.commit();
  }

  /** All that is told of an error: its message may hold what must not be recorded. */
  static @Nullable Class<?> classOf(@Nullable Throwable error) {
    return error == null ? null : error.getClass();
  }
}
