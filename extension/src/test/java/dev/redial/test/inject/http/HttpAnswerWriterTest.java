package dev.redial.test.inject.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAnswerWriterTest {

  private static final Instant NOW = Instant.parse("2026-03-01T08:05:09.999Z");
  private static final String DATE = "Date: Sun, 01 Mar 2026 08:05:09 GMT\r\n";

  private static String write(Answer answer, boolean head, String connection) {
    return new String(
        HttpAnswerWriter.bytes(answer, NOW, head, connection), StandardCharsets.ISO_8859_1);
  }

  private static String write(Answer answer) {
    return write(answer, false, "");
  }

  @Test
  void writesStatusHeadersAndBodyInOnePiece() {
    assertThat(write(Answer.of(503).withHeader("Retry-After", "7").withBody("later")))
        .isEqualTo(
            "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 7\r\n"
                + DATE
                + "Content-Length: 5\r\n\r\nlater");
  }

  @Test
  void countsTheBytesOfABodyAndNotItsCharacters() {
    assertThat(write(Answer.ok("é"))).contains("Content-Length: 2\r\n");
  }

  @Test
  void answersHeadWithTheLengthButWithoutTheBody() {
    assertThat(write(Answer.ok("hello"), true, "")).endsWith("Content-Length: 5\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 304})
  void givesNoLengthToAnAnswerThatCannotHaveABody(int status) {
    assertThat(write(Answer.of(status))).doesNotContain("Content-Length").endsWith("\r\n\r\n");
  }

  @Test
  void writesAStatusThatHasNoName() {
    assertThat(write(Answer.of(599))).startsWith("HTTP/1.1 599 \r\n");
  }

  @Test
  void leavesADateThatWasGiven() {
    assertThat(write(Answer.ok().withHeader("date", "yesterday")))
        .contains("date: yesterday\r\n")
        .doesNotContain("Date:");
  }

  @Test
  void saysWhatBecomesOfTheConnectionOnce() {
    assertThat(write(Answer.ok(), false, "close")).contains("Connection: close\r\n");
    assertThat(write(Answer.ok(), false, "keep-alive")).contains("Connection: keep-alive\r\n");
    assertThat(write(Answer.ok().withHeader("connection", "Close"), false, "close"))
        .contains("connection: Close\r\n")
        .doesNotContain("Connection:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1e9", "99999999999999999999", "  7", "soon\t", "é"})
  void sendsAValueAsItIs(String value) {
    assertThat(write(Answer.of(503).withHeader("Retry-After", value)))
        .contains("\r\nRetry-After: " + value + "\r\n");
  }

  @Test
  void sendsAValueBeyondLatinInUtf8() {
    byte[] bytes =
        HttpAnswerWriter.bytes(Answer.of(503).withHeader("Retry-After", "７"), NOW, false, "");
    assertThat(new String(bytes, StandardCharsets.UTF_8)).contains("Retry-After: ７\r\n");
  }

  @Test
  void refusesWhatWouldBreakTheFraming() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Answer.ok().withHeader("Content-Length", "5"))
        .withMessage(
            "Content-Length must not be given: the server sets it by the body; leave it out");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Answer.ok().withHeader("transfer-encoding", "chunked"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Answer.ok().withHeader("X", "a\r\nY: b"))
        .withMessage("header value must not have line breaks or NUL, but that of X has");
    assertThatIllegalArgumentException().isThrownBy(() -> Answer.ok().withHeader("X Y", "a"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Answer.of(204).withBody("x"))
        .withMessage("body must be empty, but had 1 bytes: a 204 has no body");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Answer.of(103))
        .withMessage(
            "status must be between 200 and 599, but was 103; after a 1xx a client waits for more");
  }

  @Test
  void printsAnAnswerWithoutItsSecrets() {
    assertThat(Answer.of(503).withHeader("Set-Cookie", "sid=1").withBody("later"))
        .hasToString("503 (Set-Cookie: ***), 5 bytes")
        .isEqualTo(Answer.of(503).withHeader("set-cookie", "sid=1").withBody("later"))
        .isNotEqualTo(Answer.of(503).withHeader("set-cookie", "sid=2").withBody("later"));
  }
}
