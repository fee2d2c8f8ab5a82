package dev.redial.test.assertions;

import io.micrometer.core.instrument.MeterRegistry;
import org.assertj.core.annotation.CheckReturnValue;
import org.jspecify.annotations.Nullable;

/**
 * Where assertions over a Micrometer registry begin; they need {@code micrometer-core}, which the
 * test kit does not bring. Import it statically, beside {@link RedialAssertions}:
 *
 * <pre>{@code
 * import static dev.redial.test.assertions.MeterAssertions.assertThat;
 * }</pre>
 */
@CheckReturnValue
public final class MeterAssertions {

  private MeterAssertions() {}

  /** Asserts what the meters of a registry say. */
  public static MeterRegistryAssert assertThat(@Nullable MeterRegistry actual) {
    return new MeterRegistryAssert(actual);
  }
}
