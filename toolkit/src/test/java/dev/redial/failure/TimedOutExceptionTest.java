package dev.redial.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimedOutExceptionTest {

  @Test
  void saysWhatDidNotEndAndHowLongItWasGiven() {
    TimedOutException late = new TimedOutException("ocr", Duration.ofSeconds(30));

    assertThat(late).hasMessage("'ocr' did not end within 30 s and was given up.");
    assertThat(late.name()).isEqualTo("ocr");
    assertThat(late.limit()).hasSeconds(30);
  }
}
