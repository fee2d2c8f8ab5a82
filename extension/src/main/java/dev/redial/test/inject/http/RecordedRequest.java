package dev.redial.test.inject.http;

import dev.redial.time.Moment;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A request as it came over the wire. */
public final class RecordedRequest {

  private final HttpRequest request;
  private final long number;
  private final Moment arrival;

  RecordedRequest(HttpRequest request, long number, Moment arrival) {
    this.request = request;
    this.number = number;
    this.arrival = arrival;
  }

  /** Its number on the timeline. */
  public long number() {
    return number;
  }

  /** The method, such as {@code "PUT"}. */
  public String method() {
    return request.method();
  }

  /** The path as it was sent, percent-encoding included, without the query. */
  public String path() {
    return pathOf(request.target());
  }

  /** What follows the {@code ?} of the target, as it was sent. */
  public Optional<String> query() {
    int mark = request.target().indexOf('?');
    return mark < 0 ? Optional.empty() : Optional.of(request.target().substring(mark + 1));
  }

  /** The headers in the order they came. */
  public Headers headers() {
    return request.headers();
  }

  /** The body read as UTF-8; empty if there was none. */
  public String body() {
    return new String(request.body(), StandardCharsets.UTF_8);
  }

  /** A copy of the body. */
  public byte[] bodyBytes() {
    return request.body().clone();
  }

  /** When the request was complete, on the test's clocks. */
  public Moment arrival() {
    return arrival;
  }

  static String pathOf(String target) {
    int mark = target.indexOf('?');
    return mark < 0 ? target : target.substring(0, mark);
  }

  /** Method, path, headers with their secrets masked, and the beginning of the body. */
  @Override
  public String toString() {
    String body = HttpRequestReader.shown(body());
    return method()
        + " "
        + request.target()
        + " ("
        + headers()
        + ")"
        + (body.isEmpty() ? "" : " " + request.body().length + " bytes '" + body + "'");
  }
}
