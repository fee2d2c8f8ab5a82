package dev.redial.test.inject.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the requests of one connection, one after the other (RFC 9112).
 *
 * <p>It is strict where leniency would hide a client's mistake, and every size has a limit: lines 8
 * KiB, all headers of a request 64 KiB, the body 10 MiB.
 */
final class HttpRequestReader {

  static final int MOST_HEADER_BYTES = 64 * 1024;
  static final int MOST_BODY_BYTES = 10 * 1024 * 1024;

  private static final int MOST_EMPTY_LINES = 4;
  private static final Pattern REQUEST_LINE =
      Pattern.compile("([A-Za-z0-9!#$%&'*+.^_`|~-]+) ([!-~]+) HTTP/(\\d)\\.(\\d)");
  private static final Pattern ABSOLUTE =
      Pattern.compile("https?://[^/?#]+", Pattern.CASE_INSENSITIVE);

  private final LineReader lines;
  private final ContinueSignal continueSignal;

  /** Tells the client to go on and send the body it has announced. */
  @FunctionalInterface
  interface ContinueSignal {
    void send() throws IOException;
  }

  HttpRequestReader(InputStream in, ContinueSignal continueSignal) {
    this.lines = new LineReader(in);
    this.continueSignal = continueSignal;
  }

  /**
   * The next request.
   *
   * @return {@code null} if the connection ended before it began
   * @throws BadRequestException if what came is not a request; nothing more can be read then
   */
  @Nullable HttpRequest read() throws IOException, BadRequestException {
    String line = requestLine();
    if (line == null) {
      return null;
    }
    Matcher parts = REQUEST_LINE.matcher(line);
    if (!parts.matches()) {
      throw new BadRequestException(
          400, "The request line is not 'METHOD target HTTP/1.1', but '" + shown(line) + "'.");
    }
    if (!parts.group(3).equals("1")) {
      throw new BadRequestException(
          505, "This server speaks HTTP/1.1 and 1.0, not " + parts.group(3) + "." + parts.group(4));
    }
    String target = originForm(parts.group(1), parts.group(2));
    boolean http10 = parts.group(4).equals("0");
    Headers headers = headers();
    checkHost(headers, http10);
    return new HttpRequest(parts.group(1), target, http10, headers, body(headers, http10));
  }

  /** Empty lines before a request are skipped (RFC 9112, section 2.2), but not for ever. */
  private @Nullable String requestLine() throws IOException, BadRequestException {
    for (int empty = 0; empty <= MOST_EMPTY_LINES; empty++) {
      String line = lines.line(414);
      if (line == null || !line.isEmpty()) {
        return line;
      }
    }
    throw new BadRequestException(400, "There are only empty lines where a request should be.");
  }

  private static String originForm(String method, String target) throws BadRequestException {
    Matcher absolute = ABSOLUTE.matcher(target);
    String origin = absolute.lookingAt() ? target.substring(absolute.end()) : target;
    if (absolute.lookingAt() && !origin.startsWith("/")) {
      origin = "/" + origin;
    }
    boolean special = method.equals("CONNECT") || (method.equals("OPTIONS") && origin.equals("*"));
    if (!special && !origin.startsWith("/")) {
      throw new BadRequestException(
          400, "The target of a request begins with '/', but this one is '" + shown(origin) + "'.");
    }
    return origin;
  }

  private Headers headers() throws IOException, BadRequestException {
    List<Map.Entry<String, String>> entries = new ArrayList<>();
    int size = 0;
    while (true) {
      String line = lines.line(431);
      if (line == null) {
        throw new BadRequestException(400, "The connection ended before the headers did.");
      }
      if (line.isEmpty()) {
        return Headers.ofChecked(entries);
      }
      size += line.length() + 2;
      if (size > MOST_HEADER_BYTES) {
        throw new BadRequestException(
            431, "The headers are longer than " + MOST_HEADER_BYTES + " bytes.");
      }
      entries.add(header(line));
    }
  }

  private static Map.Entry<String, String> header(String line) throws BadRequestException {
    if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
      throw new BadRequestException(
          400, "A header goes on over several lines, which HTTP/1.1 has given up (obs-fold).");
    }
    int colon = line.indexOf(':');
    if (colon < 0 || !Headers.isName(line.substring(0, colon))) {
      throw new BadRequestException(
          400, "A header is not 'Name: value', but '" + shown(line) + "'.");
    }
    String value = trimmed(line.substring(colon + 1));
    if (value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f)) {
      throw new BadRequestException(
          400, "The value of " + line.substring(0, colon) + " has a control character.");
    }
    return Map.entry(line.substring(0, colon), value);
  }

  private static void checkHost(Headers headers, boolean http10) throws BadRequestException {
    int hosts = headers.all("Host").size();
    if (hosts > 1 || (hosts == 0 && !http10)) {
      throw new BadRequestException(
          400, "A request of HTTP/1.1 has one Host header, but this one has " + hosts + ".");
    }
  }

  private byte[] body(Headers headers, boolean http10) throws IOException, BadRequestException {
    List<String> codings = headers.all("Transfer-Encoding");
    List<String> lengths = headers.all("Content-Length");
    if (codings.isEmpty()) {
      int length = lengths.isEmpty() ? 0 : length(lengths);
      signalContinue(headers, http10, length > 0);
      return lines.bytes(length);
    }
    if (http10 || !lengths.isEmpty()) {
      throw new BadRequestException(
          400, "Transfer-Encoding stands in a request of HTTP/1.0 or beside Content-Length.");
    }
    if (codings.size() > 1 || !codings.get(0).equalsIgnoreCase("chunked")) {
      throw new BadRequestException(
          501, "This server reads no Transfer-Encoding but 'chunked', not '" + codings + "'.");
    }
    signalContinue(headers, false, true);
    return new ChunkedBody(lines).read();
  }

  private static int length(List<String> lengths) throws BadRequestException {
    String text = lengths.get(0);
    boolean number = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!number || lengths.stream().anyMatch(other -> !other.equals(text))) {
      throw new BadRequestException(400, "Content-Length is not one number: " + lengths + ".");
    }
    String digits = text.replaceFirst("^0+(?=.)", "");
    if (digits.length() > 9 || Integer.parseInt(digits) > MOST_BODY_BYTES) {
      throw new BadRequestException(
          413, "The body is longer than " + MOST_BODY_BYTES + " bytes: Content-Length is " + text);
    }
    return Integer.parseInt(digits);
  }

  private void signalContinue(Headers headers, boolean http10, boolean hasBody)
      throws IOException, BadRequestException {
    if (http10 || !headers.has("Expect")) {
      return;
    }
    if (!headers.all("Expect").stream().allMatch("100-continue"::equalsIgnoreCase)) {
      throw new BadRequestException(417, "This server meets no expectation but 100-continue.");
    }
    if (hasBody && !lines.hasBuffered()) {
      continueSignal.send();
    }
  }

  private static String trimmed(String value) {
    int from = 0;
    int to = value.length();
    while (from < to && isBlank(value.charAt(from))) {
      from++;
    }
    while (from < to && isBlank(value.charAt(to - 1))) {
      to--;
    }
    return value.substring(from, to);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  /** The beginning of what came, fit for a message. */
  static String shown(String text) {
    String start = text.length() > 60 ? text.substring(0, 60) + "…" : text;
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < start.length(); i++) {
      char c = start.charAt(i);
      boolean control = Character.isISOControl(c);
      shown.append(control ? String.format(Locale.ROOT, "\\x%02x", (int) c) : String.valueOf(c));
    }
    return shown.toString();
  }
}
