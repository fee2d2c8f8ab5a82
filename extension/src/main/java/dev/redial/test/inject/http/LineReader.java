package dev.redial.test.inject.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Bytes and lines of one connection, with a buffer that outlives a request. */
final class LineReader {

  /** A line and its end; longer ones are refused. */
  static final int LONGEST_LINE = 8 * 1024;

  private final InputStream in;
  private final byte[] buffer = new byte[8 * 1024];
  private int next;
  private int end;

  LineReader(InputStream in) {
    this.in = in;
  }

  /** The next byte, or -1 at the end. */
  int read() throws IOException {
    if (next == end && !fill()) {
      return -1;
    }
    return buffer[next++] & 0xff;
  }

  /** Whether the other side has sent more than was read. */
  boolean hasBuffered() {
    return next < end;
  }

  /**
   * The next line without its end, which is CRLF or a bare LF (RFC 9112, section 2.2).
   *
   * @return {@code null} if the connection ended before the line began
   * @throws BadRequestException with {@code statusIfTooLong}, or 400 if the line has a bare CR or
   *     does not end
   */
  @Nullable String line(int statusIfTooLong) throws IOException, BadRequestException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(128);
    while (true) {
      int c = read();
      if (c < 0) {
        if (line.size() == 0) {
          return null;
        }
        throw new BadRequestException(400, "The connection ended in the middle of a line.");
      }
      if (c == '\n') {
        return withoutCarriageReturn(line);
      }
      line.write(c);
      if (line.size() >= LONGEST_LINE) {
        throw new BadRequestException(
            statusIfTooLong, "A line is longer than " + LONGEST_LINE + " bytes.");
      }
    }
  }

  private static String withoutCarriageReturn(ByteArrayOutputStream bytes)
      throws BadRequestException {
    String line = bytes.toString(StandardCharsets.ISO_8859_1);
    if (line.endsWith("\r")) {
      line = line.substring(0, line.length() - 1);
    }
    if (line.indexOf('\r') >= 0) {
      throw new BadRequestException(400, "A carriage return stands inside a line.");
    }
    return line;
  }

  /**
   * Exactly so many bytes.
   *
   * @throws BadRequestException if the connection ends before
   */
  byte[] bytes(int count) throws IOException, BadRequestException {
    // Grows with what arrives: a length that is only claimed costs no memory.
    byte[] bytes = new byte[Math.min(count, buffer.length)];
    int filled = 0;
    while (filled < count) {
      if (next == end && !fill()) {
        throw new BadRequestException(
            400, "The connection ended after " + filled + " of " + count + " bytes of the body.");
      }
      int taken = Math.min(end - next, count - filled);
      if (filled + taken > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.min(count, Math.max(filled + taken, bytes.length * 2)));
      }
      System.arraycopy(buffer, next, bytes, filled, taken);
      next += taken;
      filled += taken;
    }
    return bytes;
  }

  private boolean fill() throws IOException {
    next = 0;
    end = Math.max(0, in.read(buffer));
    return end > 0;
  }
}
