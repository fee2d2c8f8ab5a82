package dev.redial.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class CausesTest {

  @Test
  void beginsWithTheErrorItself() {
    IOException inner = new IOException();
    RuntimeException outer = new RuntimeException(inner);
    assertThat(Causes.of(outer)).containsExactly(outer, inner);
    assertThat(Causes.of(inner)).containsExactly(inner);
  }

  @Test
  void endsWhereCausesRunInACircle() {
    RuntimeException a = new RuntimeException("a");
    RuntimeException b = new RuntimeException("b", a);
    a.initCause(b);
    assertThat(Causes.of(a)).hasSizeLessThan(100).contains(a, b);
  }
}
