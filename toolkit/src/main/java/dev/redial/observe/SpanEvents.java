package dev.redial.observe;

import dev.redial.call.CallEvent;
import dev.redial.call.CallEvent.AttemptFailed;
import dev.redial.call.CallEvent.CallEnded;
import dev.redial.call.CallEvent.FallbackAnswered;
import dev.redial.call.CallEvent.HedgeEnded;
import dev.redial.call.CallEvent.HedgeStarted;
import dev.redial.call.CallEvent.Rejected;
import dev.redial.call.CallEvent.RetryScheduled;
import dev.redial.call.CallEvent.RetryStopped;
import dev.redial.call.CallEvent.StateChanged;
import dev.redial.call.CallListener;
import dev.redial.call.EndReason;
import dev.redial.failure.Failure;
import dev.redial.time.Durations;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells one span. An event bears the time at which it is told, as all else on a span does, whatever
 * the guard's time source says.
 */
final class SpanEvents implements CallListener {

  static final AttributeKey<String> NAME = AttributeKey.stringKey("redial.name");
  static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("redial.attempt");
  static final AttributeKey<Long> ATTEMPTS = AttributeKey.longKey("redial.attempts");
  static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("redial.outcome");
  static final AttributeKey<String> REASON = AttributeKey.stringKey("redial.reason");
  static final AttributeKey<String> FAILURE_KIND = AttributeKey.stringKey("redial.failure.kind");
  static final AttributeKey<Double> DELAY = AttributeKey.doubleKey("redial.delay");
  static final AttributeKey<String> RULE = AttributeKey.stringKey("redial.rule");
  static final AttributeKey<String> CIRCUIT_STATE = AttributeKey.stringKey("redial.circuit.state");
  static final AttributeKey<String> CIRCUIT_FROM = AttributeKey.stringKey("redial.circuit.from");
  static final AttributeKey<String> CIRCUIT_REASON =
      AttributeKey.stringKey("redial.circuit.reason");

  /** By OpenTelemetry's conventions. */
  static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

  static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");

  /** What those conventions call an error of which no more is known. */
  private static final String OTHER = "_OTHER";

  private static final double NANOS_IN_SECOND = 1e9;

  private final Span span;

  SpanEvents(Span span) {
    this.span = span;
  }

  @Override
  public void on(CallEvent event) {
    if (event instanceof AttemptFailed failed) {
      tell(failed);
    } else if (event instanceof RetryScheduled scheduled) {
      tell("redial.retry", about(event, scheduled.attempt().number()), scheduled.delay());
    } else if (event instanceof RetryStopped stopped) {
      tell("redial.stopped", about(event, stopped.attempt().number()).put(RULE, stopped.rule()));
    } else if (event instanceof HedgeStarted started) {
      tell("redial.hedge.started", about(event, started.number()));
    } else if (event instanceof HedgeEnded ended) {
      tell(ended);
    } else if (event instanceof FallbackAnswered answered) {
      tell("redial.fallback", with(about(event), answered.error()));
    } else if (event instanceof Rejected rejected) {
      tell(
          "redial.rejected",
          about(event).put(CIRCUIT_STATE, word(rejected.state())),
          rejected.remainingWait());
    } else if (event instanceof StateChanged changed) {
      tell(changed);
    } else if (event instanceof CallEnded ended && ended.reason() != EndReason.AT_ONCE) {
      mark(ended);
    }
  }

  private void tell(AttemptFailed failed) {
    Failure failure = failed.failure();
    AttributesBuilder attributes = about(failed, failed.attempt().number());
    attributes.put(FAILURE_KIND, word(failure.kind()));
    failure.status().ifPresent(status -> attributes.put(STATUS, (long) status));
    Throwable error = failed.error();
    if (error == null) {
      attributes.put(
          ERROR_TYPE, failure.status().isPresent() ? "" + failure.status().getAsInt() : OTHER);
    }
    tell("redial.attempt.failed", with(attributes, error));
  }

  /** Only of hedges: that a first attempt ended is no news. */
  private void tell(HedgeEnded ended) {
    if (ended.number() > 1) {
      tell(
          "redial.hedge.ended",
          with(about(ended, ended.number()).put(OUTCOME, word(ended.outcome())), ended.error()));
    }
  }

  private void tell(StateChanged changed) {
    tell(
        "redial.circuit.changed",
        about(changed)
            .put(CIRCUIT_FROM, word(changed.from()))
            .put(CIRCUIT_STATE, word(changed.to()))
            .put(CIRCUIT_REASON, changed.reason()));
  }

  private void tell(String event, AttributesBuilder attributes, Duration delay) {
    tell(event, attributes.put(DELAY, Durations.saturatedNanos(delay) / NANOS_IN_SECOND));
  }

  private void tell(String event, AttributesBuilder attributes) {
    span.addEvent(event, attributes.build());
  }

  private void mark(CallEnded ended) {
    span.setAttribute(NAME, ended.name());
    span.setAttribute(ATTEMPTS, (long) ended.attempts());
    span.setAttribute(OUTCOME, word(ended.outcome()));
    span.setAttribute(REASON, word(ended.reason()));
  }

  private static AttributesBuilder about(CallEvent event) {
    return Attributes.builder().put(NAME, event.name());
  }

  private static AttributesBuilder about(CallEvent event, int attempt) {
    return about(event).put(ATTEMPT, (long) attempt);
  }

  private static AttributesBuilder with(AttributesBuilder attributes, @Nullable Throwable error) {
    return error == null ? attributes : attributes.put(ERROR_TYPE, error.getClass().getName());
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
