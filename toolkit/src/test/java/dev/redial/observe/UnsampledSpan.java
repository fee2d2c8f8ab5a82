package dev.redial.observe;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A span that is not recording, and remembers who tells it something all the same. */
final class UnsampledSpan implements Span {

  private final List<String> told = new ArrayList<>();

  List<String> told() {
    return List.copyOf(told);
  }

  private Span told(String what) {
    told.add(what);
    return this;
  }

  @Override
  public <T> Span setAttribute(AttributeKey<T> key, T value) {
    return told(key.getKey());
  }

  @Override
  public Span addEvent(String name, Attributes attributes) {
    return told(name);
  }

  @Override
  public Span addEvent(String name, Attributes attributes, long timestamp, TimeUnit unit) {
    return told(name);
  }

  @Override
  public Span setStatus(StatusCode statusCode, String description) {
    return told("status");
  }

  @Override
  public Span recordException(Throwable exception, Attributes additionalAttributes) {
    return told("exception");
  }

  @Override
  public Span updateName(String name) {
    return told("name");
  }

  @Override
  public void end() {}

  @Override
  public void end(long timestamp, TimeUnit unit) {}

  @Override
  public SpanContext getSpanContext() {
    return SpanContext.getInvalid();
  }

  @Override
  public boolean isRecording() {
    return false;
  }
}
