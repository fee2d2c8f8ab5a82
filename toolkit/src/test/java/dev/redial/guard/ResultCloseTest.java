package dev.redial.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Guarantee 37. */
class ResultCloseTest {

  private final List<String> closed = new ArrayList<>();

  @Test
  void isClosedIfItCanBe() {
    AutoCloseable result = () -> closed.add("closed");

    DroppedResult.close(result, "search");
    DroppedResult.close("text", "search");
    DroppedResult.close(null, "search");

    assertThat(closed).containsExactly("closed");
  }

  @Test
  void whatClosingThrowsGoesNoFurther() {
    AutoCloseable broken =
        () -> {
          throw new InterruptedException("this result never closes; its log entry is expected");
        };

    DroppedResult.close(broken, "search");

    assertThat(Thread.interrupted()).isTrue();
  }
}
