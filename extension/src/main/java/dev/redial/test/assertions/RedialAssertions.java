package dev.redial.test.assertions;

import dev.redial.retry.RetryPolicy;
import dev.redial.test.timeline.Timeline;
import org.assertj.core.annotation.CheckReturnValue;
import org.jspecify.annotations.Nullable;

/**
 * Where assertions over a timeline or a policy begin. Import it statically, beside AssertJ's own:
 *
 * <pre>{@code
 * import static dev.redial.test.assertions.RedialAssertions.assertThat;
 * import static org.assertj.core.api.Assertions.assertThat;
 * }</pre>
 */
@CheckReturnValue
public final class RedialAssertions {

  private RedialAssertions() {}

  /** Asserts what the timeline recorded. */
  public static TimelineAssert assertThat(@Nullable Timeline actual) {
    return new TimelineAssert(actual);
  }

  /** Asserts what a policy can come to. */
  public static RetryPolicyAssert assertThat(@Nullable RetryPolicy actual) {
    return new RetryPolicyAssert(actual);
  }
}
