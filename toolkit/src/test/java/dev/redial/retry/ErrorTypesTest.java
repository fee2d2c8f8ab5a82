package dev.redial.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorTypesTest {

  private static final ErrorTypes IO = ErrorTypes.NONE.plus(List.of(IOException.class));

  @Test
  void keepsEachClassOnceAndInOrder() {
    ErrorTypes types = IO.plus(List.of(EOFException.class, IOException.class, Error.class));

    assertThat(types.all()).containsExactly(IOException.class, EOFException.class, Error.class);
    assertThat(types)
        .hasToString(
            "[class java.io.IOException, class java.io.EOFException, class java.lang.Error]");
  }

  @Test
  void matchesSubclasses() {
    assertThat(IO.match(new EOFException())).isTrue();
    assertThat(IO.match(new Exception())).isFalse();
    assertThat(ErrorTypes.NONE.match(new IOException())).isFalse();
    assertThat(ErrorTypes.NONE.isEmpty()).isTrue();
    assertThat(IO.isEmpty()).isFalse();
  }

  @Test
  void isAValue() {
    ErrorTypes same = ErrorTypes.NONE.plus(List.of(IOException.class));

    assertThat(IO)
        .isEqualTo(same)
        .hasSameHashCodeAs(same)
        .isNotEqualTo(ErrorTypes.NONE)
        .isNotEqualTo("IO");
    assertThat(IO.hashCode()).isNotEqualTo(ErrorTypes.NONE.hashCode());
  }
}
