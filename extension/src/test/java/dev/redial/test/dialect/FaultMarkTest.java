package dev.redial.test.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

/** Expectation 20. */
class FaultMarkTest {

  private final IOException injected =
      new IOException(Targets.injection().message("Connection reset"));

  @Test
  void isFoundInTheErrorItself() {
    assertThat(injected).hasMessage("Connection reset [fault charge#2]");
    assertThat(FaultMark.of(injected)).contains("charge#2");
  }

  @Test
  void isFoundThroughWhateverTheClientWrapsItIn() {
    assertThat(
            FaultMark.of(new IllegalStateException("no luck", new UncheckedIOException(injected))))
        .contains("charge#2");
  }

  @Test
  void isNotInARealError() {
    assertThat(FaultMark.of(new IOException())).isEmpty();
    assertThat(FaultMark.of(new IOException("[fault charge#2] was not the end"))).isEmpty();
  }

  @Test
  void isNotFoundInWhatOnlyCameBefore() {
    IOException later = new IOException("real");
    later.addSuppressed(injected);

    assertThat(FaultMark.of(later)).isEmpty();
  }
}
