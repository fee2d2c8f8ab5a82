package dev.redial.observe;

import dev.redial.call.CallListener;
import dev.redial.call.ContextCarrier;
import io.opentelemetry.context.Context;

/**
 * What calls do, as events of the caller's OpenTelemetry span: the one that is current where a call
 * begins. It makes no spans.
 *
 * <pre>{@code
 * Resilience ocr =
 *     Resilience.builder("ocr")
 *         .listener(OpenTelemetrySpans.listener())
 *         .context(OpenTelemetrySpans.context())
 *         .build();
 * }</pre>
 *
 * <table>
 *   <caption>Events; each has the attribute {@code redial.name}</caption>
 *   <tr><th>event<th>attributes
 *   <tr><td>{@code redial.attempt.failed}<td>{@code redial.attempt}, {@code redial.failure.kind},
 *       {@code error.type}, {@code http.response.status_code}
 *   <tr><td>{@code redial.retry}<td>{@code redial.attempt}, {@code redial.delay}
 *   <tr><td>{@code redial.stopped}<td>{@code redial.attempt}, {@code redial.rule}
 *   <tr><td>{@code redial.hedge.started}<td>{@code redial.attempt}
 *   <tr><td>{@code redial.hedge.ended}<td>{@code redial.attempt}, {@code redial.outcome}, {@code
 *       error.type}
 *   <tr><td>{@code redial.fallback}<td>{@code error.type}
 *   <tr><td>{@code redial.rejected}<td>{@code redial.circuit.state}, {@code redial.delay}
 *   <tr><td>{@code redial.circuit.changed}<td>{@code redial.circuit.from}, {@code
 *       redial.circuit.state}, {@code redial.circuit.reason}
 * </table>
 *
 * <p>At the end of a call the span itself gets {@code redial.name}, {@code redial.attempts}, {@code
 * redial.outcome} and {@code redial.reason}; of several such calls, the last to end counts. A call
 * that succeeds at once leaves no mark and costs nothing, and neither does one whose span is not
 * recording, because it was not sampled. Delays are in seconds, words in small letters. Of errors
 * only the class is told, since messages may hold secrets; where a result is the failure, {@code
 * error.type} is its status.
 *
 * <p>Attributes of one request, such as {@code http.request.resend_count}, belong on the span of
 * that request, which is the HTTP client's: an operation can set it there from {@link
 * dev.redial.call.Attempt#number()} − 1.
 *
 * <p>A call remembers its span, wherever it goes on, and nothing else does. What circuits tell
 * belongs to no call: rejections and changes are told to the span that is current where they
 * happen, which for later asynchronous attempts takes the {@link #context()}, too.
 *
 * <p>It needs {@code io.opentelemetry:opentelemetry-api}, which this library does not bring.
 */
public final class OpenTelemetrySpans {

  private OpenTelemetrySpans() {}

  /** A listener that tells the caller's span. One is enough for all guards. */
  public static CallListener listener() {
    return new OpenTelemetryListener();
  }

  /**
   * Carries the caller's OpenTelemetry context to where asynchronous calls go on: the spans of
   * later attempts then have the caller's span as their parent.
   */
  public static ContextCarrier context() {
    return () -> Context.current()::wrap;
  }
}
