package dev.redial.test.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FaultTest {

  @Test
  void aStatusFailsFromFourHundredOn() {
    assertThat(Fault.status(399).isFailure()).isFalse();
    assertThat(Fault.status(400).isFailure()).isTrue();
  }

  @Test
  void aStatusStaysAsItWasWhenMoreIsAdded() {
    Fault.Status plain = Fault.status(503);

    Fault.Status rich = plain.header("A", "1").header("A", "2").body("sorry");

    assertThat(plain).isEqualTo(Fault.status(503));
    assertThat(rich).hasToString("503(A: 1, A: 2) 'sorry'");
    assertThat(rich.body()).contains("sorry");
  }

  @Test
  void aDateIsReckonedFromTheAnswerAndCutToSeconds() {
    HeaderValue inSevenSeconds = new HeaderValue.DateOffset(Duration.ofSeconds(7));

    assertThat(inSevenSeconds.at(Instant.parse("1994-11-06T08:49:30.900Z")))
        .isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
  }

  @Test
  void refusesAStatusOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fault.status(600))
        .withMessage("status must be between 100 and 599, but was 600");
  }

  @Test
  void refusesFractionsOfASecondInRetryAfter() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fault.status(429).retryAfter("1.5s"))
        .withMessage(
            "retryAfter must be whole seconds of at least 0, but was 1.5 s; use"
                + " header(\"Retry-After\", …) for a value that is wrong on purpose");
  }

  @Test
  void refusesATimeoutThatTakesNoTime() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fault.timeout(Duration.ZERO))
        .withMessage(
            "timeout must be above 0, but was 0 ms; for a timeout at once give no duration");
  }

  @Test
  void refusesAHeaderThatWouldBreakTheAnswer() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fault.status(429).header("X", "a\r\nSet-Cookie: b"))
        .withMessage("header value must not have line breaks or NUL");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fault.status(429).header("X:", "a"))
        .withMessage("header name must be letters, digits or any of !#$%&*+-.^_`|~, but was 'X:'");
  }

  @Test
  void refusesCountsOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fault.ok().times(0))
        .withMessage("count must be at least 1, but was 0; leave the step out instead");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fault.ok().times(1_000_001))
        .withMessage(
            "count must be at most 1000000, but was 1000001; to go on for ever, end the script"
                + " with 'then repeat'");
  }
}
