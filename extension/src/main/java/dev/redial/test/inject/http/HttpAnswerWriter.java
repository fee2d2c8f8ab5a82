package dev.redial.test.inject.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** Turns an answer into the bytes of HTTP/1.1, all in one piece: one answer is one write. */
final class HttpAnswerWriter {

  private static final String CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";

  private static final DateTimeFormatter IMF_FIXDATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private static final Map<Integer, String> REASONS =
      Map.ofEntries(
          Map.entry(200, "OK"),
          Map.entry(201, "Created"),
          Map.entry(202, "Accepted"),
          Map.entry(204, "No Content"),
          Map.entry(206, "Partial Content"),
          Map.entry(301, "Moved Permanently"),
          Map.entry(302, "Found"),
          Map.entry(303, "See Other"),
          Map.entry(304, "Not Modified"),
          Map.entry(307, "Temporary Redirect"),
          Map.entry(308, "Permanent Redirect"),
          Map.entry(400, "Bad Request"),
          Map.entry(401, "Unauthorized"),
          Map.entry(403, "Forbidden"),
          Map.entry(404, "Not Found"),
          Map.entry(405, "Method Not Allowed"),
          Map.entry(408, "Request Timeout"),
          Map.entry(409, "Conflict"),
          Map.entry(410, "Gone"),
          Map.entry(412, "Precondition Failed"),
          Map.entry(413, "Content Too Large"),
          Map.entry(414, "URI Too Long"),
          Map.entry(417, "Expectation Failed"),
          Map.entry(422, "Unprocessable Content"),
          Map.entry(425, "Too Early"),
          Map.entry(429, "Too Many Requests"),
          Map.entry(431, "Request Header Fields Too Large"),
          Map.entry(500, "Internal Server Error"),
          Map.entry(501, "Not Implemented"),
          Map.entry(502, "Bad Gateway"),
          Map.entry(503, "Service Unavailable"),
          Map.entry(504, "Gateway Timeout"),
          Map.entry(505, "HTTP Version Not Supported"));

  private HttpAnswerWriter() {}

  /**
   * The bytes to send.
   *
   * @param now the wall clock, for {@code Date}
   * @param head whether HEAD was asked, whose answer has the headers of a body but not the body
   * @param connection what the server says of the connection: {@code "close"}, {@code
   *     "keep-alive"}, or nothing if empty
   */
  static byte[] bytes(Answer answer, Instant now, boolean head, String connection) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256 + answer.bodyUncopied().length);
    int status = answer.status();
    line(out, "HTTP/1.1 " + status + " " + REASONS.getOrDefault(status, ""));
    Headers headers = answer.headers();
    headers.entries().forEach(header -> line(out, header.getKey() + ": " + header.getValue()));
    if (!headers.has("Date")) {
      line(out, "Date: " + IMF_FIXDATE.format(now));
    }
    if (!answer.hasNoBody()) {
      line(out, "Content-Length: " + answer.bodyUncopied().length);
    }
    if (!connection.isEmpty() && !headers.lists("Connection", connection)) {
      line(out, "Connection: " + connection);
    }
    line(out, "");
    if (!head) {
      out.writeBytes(answer.bodyUncopied());
    }
    return out.toByteArray();
  }

  private static void line(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(charset(text)));
    out.write('\r');
    out.write('\n');
  }

  private static Charset charset(String text) {
    boolean latin = text.chars().allMatch(c -> c <= 0xff);
    return latin ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
  }

  /** What tells a client that waits for it to send its body. */
  static byte[] goOn() {
    return CONTINUE.getBytes(StandardCharsets.ISO_8859_1);
  }
}
