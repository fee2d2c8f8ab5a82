package dev.redial.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
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

  @Test
  void looksIntoMereWrappersAndNoFurther() {
    IllegalStateException inner = new IllegalStateException(new IOException("not looked at"));
    IOException plain = new IOException("wrapper", inner);
    UncheckedIOException unchecked = new UncheckedIOException(plain);
    ExecutionException outer = new ExecutionException(unchecked);

    assertThat(Causes.layers(outer)).containsExactly(outer, unchecked, plain, inner);
    assertThat(Causes.layers(inner)).containsExactly(inner);
    assertThat(Causes.layers(new EOFException())).hasSize(1);
  }

  @Test
  void looksIntoSixtyFourErrorsAtMost() {
    List<Throwable> chain = new ArrayList<>(List.of(new CompletionException("inmost", null)));
    for (int i = 0; i < 70; i++) {
      chain.add(0, new CompletionException(chain.get(0)));
    }
    assertThat(Causes.of(chain.get(0))).containsExactlyElementsOf(chain.subList(0, 64));
    assertThat(Causes.layers(chain.get(0))).containsExactlyElementsOf(chain.subList(0, 64));
    assertThat(Causes.withoutCompletion(chain.get(0))).isSameAs(chain.get(64));
  }

  @Test
  void takesOffWhatADependentStagePutsOn() {
    IOException inner = new IOException("plain", new IllegalStateException());
    CompletionException empty = new CompletionException("without a cause", null);

    assertThat(Causes.withoutCompletion(new CompletionException(new CompletionException(inner))))
        .isSameAs(inner);
    assertThat(Causes.withoutCompletion(inner)).isSameAs(inner);
    assertThat(Causes.withoutCompletion(empty)).isSameAs(empty);
  }
}
