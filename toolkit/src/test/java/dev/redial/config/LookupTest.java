package dev.redial.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redial.breaker.BreakerPolicy;
import dev.redial.retry.RetryPolicy;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LookupTest {

  private static Policies lookup(Map<String, String> source, String... names) {
    return Policies.from(source::get, names);
  }

  @Test
  void readsTheNamesThatAreGivenAndWhatTheyExtend() {
    Map<String, String> source =
        Lines.of(
            "retry.base.extends = AGGRESSIVE",
            "retry.base.deadline = 30s",
            "retry.pay.extends = base",
            "retry.pay.max-attempts = 4",
            "retry.other.maxAttempts = wrong, but nobody asks",
            "breaker.ocr.failuresInARow = 3");

    Policies policies = lookup(source, "pay", "ocr");

    assertThat(policies.retry("pay"))
        .isEqualTo(RetryPolicy.AGGRESSIVE.toBuilder().maxAttempts(4).deadline("30s").build());
    assertThat(policies.breaker("ocr"))
        .isEqualTo(BreakerPolicy.builder().failuresInARow(3).build());
    assertThat(policies.retryNames()).containsExactly("base", "pay");
    assertThat(policies.breakerNames()).containsExactly("ocr");
  }

  @Test
  void tellsEverythingAtOnceAlsoOfWordsThatAreMistakenForSettings() {
    Map<String, String> source =
        Lines.of(
            "retry.pay.max-retries = 3",
            "retry.pay.waitDuration = 1s",
            "retry.pay.failureRate = 0.5",
            "retry.pay.jitter = some",
            "retry.pay.extends = nobody",
            "breaker.pay.failure-rate-threshold = 50",
            "breaker.pay.openWait = 0s");

    assertThatThrownBy(() -> lookup(source, "pay", "missing"))
        .isInstanceOfSatisfying(
            InvalidConfigurationException.class,
            invalid ->
                assertThat(invalid.problems())
                    .extracting(Problem::key)
                    .containsExactly(
                        "redial.breaker.pay.failure-rate-threshold",
                        "redial.breaker.pay.openWait",
                        "redial.retry.missing",
                        "redial.retry.pay.extends",
                        "redial.retry.pay.failureRate",
                        "redial.retry.pay.jitter",
                        "redial.retry.pay.max-retries",
                        "redial.retry.pay.waitDuration"));
  }

  @Test
  void saysWhereItLookedForAName() {
    assertThatThrownBy(() -> lookup(Map.of(), "pay"))
        .hasMessage(
            """
            The configuration has a problem:

            redial.retry.pay
              no policy is named 'pay': neither below this key nor below redial.breaker.pay has any setting a value
            """);
    Policies policies = lookup(Lines.of("retry.pay.maxAttempts = 3"), "pay");
    assertThatThrownBy(() -> policies.retry("ocr"))
        .hasMessageContaining(
            "there is no retry policy 'ocr': it was not among the names to read, which were pay;"
                + " there are: pay");
    assertThatThrownBy(() -> policies.breaker("pay"))
        .hasMessageContaining(
            "there is no breaker policy 'pay': no key begins with redial.breaker.pay.; there are:"
                + " none");
  }

  @Test
  void needsAName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Policies.from(key -> "3"))
        .withMessage(
            "names must be those of the policies to read, since a function cannot list its keys,"
                + " but were []");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Policies.from(key -> "3", "pay", " "))
        .withMessageEndingWith("but were [pay,  ]");
  }

  @Test
  void tellsOfAFunctionThatThrows() {
    assertThatThrownBy(
            () ->
                Policies.from(
                    key -> {
                      if (key.endsWith("deadline")) {
                        throw new IllegalStateException("no value for ${limit}");
                      }
                      return key.equals("redial.retry.pay.maxAttempts") ? "0" : null;
                    },
                    "pay"))
        .hasMessageContaining("has 3 problems")
        .hasMessageContaining(
            "redial.retry.pay.deadline\n"
                + "  the function that looks keys up threw java.lang.IllegalStateException: no value"
                + " for ${limit}\n")
        .hasMessageContaining("maxAttempts must be at least 1, but was 0");
  }

  @Test
  void takesASourceThatKnowsBothSpellings() {
    Map<String, String> environment = Map.of("REDIAL_RETRY_PAY_MAXATTEMPTS", "4");

    Policies policies =
        Policies.from(
            key ->
                environment.get(
                    key.replace('.', '_').replace("-", "").toUpperCase(java.util.Locale.ROOT)),
            "pay");

    assertThat(policies.retry("pay").maxAttempts()).isEqualTo(4);
  }
}
