package dev.redial.observe;

import dev.redial.call.CallEvent;
import dev.redial.call.CallListener;
import io.opentelemetry.api.trace.Span;

/** Gives each call a listener that knows the caller's span, and tells the rest where it happens. */
final class OpenTelemetryListener implements CallListener {

  /** Not where nothing fails: whoever reads a trace looks for what is unusual. */
  @Override
  public boolean followsSuccess() {
    return false;
  }

  @Override
  public CallListener forCall() {
    Span span = Span.current();
    return span.isRecording() ? new SpanEvents(span) : OpenTelemetryListener::tellNobody;
  }

  /** The call's own span is not recorded; that of another thread is none of its business. */
  private static void tellNobody(CallEvent event) {}

  @Override
  public void on(CallEvent event) {
    Span span = Span.current();
    if (span.isRecording()) {
      new SpanEvents(span).on(event);
    }
  }
}
