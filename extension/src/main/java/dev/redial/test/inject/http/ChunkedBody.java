package dev.redial.test.inject.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** A body that comes in chunks (RFC 9112, section 7.1); extensions and trailers are dropped. */
final class ChunkedBody {

  private final LineReader lines;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  ChunkedBody(LineReader lines) {
    this.lines = lines;
  }

  byte[] read() throws IOException, BadRequestException {
    int size = size();
    while (size > 0) {
      if (size > HttpRequestReader.MOST_BODY_BYTES - body.size()) {
        throw new BadRequestException(
            413, "The body is longer than " + HttpRequestReader.MOST_BODY_BYTES + " bytes.");
      }
      body.writeBytes(lines.bytes(size));
      if (!required().isEmpty()) {
        throw new BadRequestException(400, "A chunk is longer than its size says.");
      }
      size = size();
    }
    skipTrailers();
    return body.toByteArray();
  }

  private int size() throws IOException, BadRequestException {
    String line = required();
    int semicolon = line.indexOf(';');
    String size = (semicolon < 0 ? line : line.substring(0, semicolon)).stripTrailing();
    String digits = size.replaceFirst("^0+(?=.)", "");
    if (digits.isEmpty()
        || !digits.chars().allMatch(c -> c < 0x80 && Character.digit(c, 16) >= 0)) {
      throw new BadRequestException(
          400,
          "The size of a chunk is not a hexadecimal number, but '"
              + HttpRequestReader.shown(line)
              + "'.");
    }
    return digits.length() > 7 ? Integer.MAX_VALUE : Integer.parseInt(digits, 16);
  }

  private void skipTrailers() throws IOException, BadRequestException {
    int size = 0;
    String line = required();
    while (!line.isEmpty()) {
      size += line.length() + 2;
      if (size > HttpRequestReader.MOST_HEADER_BYTES) {
        throw new BadRequestException(
            431, "The trailers are longer than " + HttpRequestReader.MOST_HEADER_BYTES + " bytes.");
      }
      line = required();
    }
  }

  private String required() throws IOException, BadRequestException {
    String line = lines.line(400);
    if (line == null) {
      throw new BadRequestException(400, "The connection ended before the last chunk.");
    }
    return line;
  }
}
