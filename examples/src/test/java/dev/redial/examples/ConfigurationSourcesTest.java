package dev.redial.examples;

import static dev.redial.failure.FailureKind.TRANSIENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redial.backoff.Backoff;
import dev.redial.breaker.BreakerPolicy;
import dev.redial.config.Policies;
import dev.redial.failure.TransportErrors;
import dev.redial.retry.RetryPolicy;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.yaml.snakeyaml.Yaml;

/** Where configurations come from, each by one line of {@code docs/configuration.md}. */
class ConfigurationSourcesTest {

  private static final RetryPolicy PAY =
      RetryPolicy.AGGRESSIVE.toBuilder().maxAttempts(4).deadline("30s").build();
  private static final BreakerPolicy OCR =
      BreakerPolicy.builder()
          .countWindow(100)
          .failureRate(0.5)
          .openWait(Backoff.exponential("5s"))
          .build();

  /** In either spelling, with a placeholder. */
  private static final Map<String, String> FILE =
      Map.of(
          "limit", "30s",
          "redial.retry.pay.extends", "AGGRESSIVE",
          "redial.retry.pay.maxAttempts", "4",
          "redial.retry.pay.deadline", "${limit}",
          "redial.breaker.ocr.count-window", "100",
          "redial.breaker.ocr.failure-rate", "50 %",
          "redial.breaker.ocr.open-wait", "exponential 5s x2");

  @Nested
  class Spring {

    private final StandardEnvironment environment = new StandardEnvironment();

    private void addFirst(Map<String, String> source) {
      environment
          .getPropertySources()
          .addFirst(new MapPropertySource("file " + source.hashCode(), Map.copyOf(source)));
    }

    private void export(String variable, String value) {
      environment
          .getPropertySources()
          .addFirst(new SystemEnvironmentPropertySource("variables", Map.of(variable, value)));
    }

    @Test
    void plugsInByOneLine() {
      addFirst(FILE);

      Policies policies = Policies.from(environment::getProperty, "pay", "ocr");

      assertThat(policies.retry("pay")).isEqualTo(PAY);
      assertThat(policies.breaker("ocr")).isEqualTo(OCR);
    }

    @ParameterizedTest
    @CsvSource({
      "REDIAL_RETRY_EU_PAY_MAXATTEMPTS",
      "REDIAL_RETRY_EU_PAY_MAX_ATTEMPTS",
      "redial_retry_eu_pay_max_attempts"
    })
    void findsVariablesOfTheEnvironment(String variable) {
      export(variable, "7");

      assertThat(Policies.from(environment::getProperty, "eu-pay").retry("eu-pay").maxAttempts())
          .isEqualTo(7);
    }

    @Test
    void letsAVariableOverrideTheSpellingOfTheFile() {
      addFirst(FILE);
      export("REDIAL_RETRY_PAY_MAXATTEMPTS", "7");

      assertThat(Policies.from(environment::getProperty, "pay").retry("pay").maxAttempts())
          .isEqualTo(7);
    }

    @Test
    void doesNotChooseBetweenTwoSpellings() {
      addFirst(FILE);
      export("REDIAL_RETRY_PAY_MAX_ATTEMPTS", "7");

      assertThatThrownBy(() -> Policies.from(environment::getProperty, "pay"))
          .hasMessageContaining("redial.retry.pay.maxAttempts = 4")
          .hasMessageContaining(
              "it is another spelling of redial.retry.pay.max-attempts = 7; keep one of them");
    }
  }

  @Nested
  class MicroProfile {

    private final Config config =
        new SmallRyeConfigBuilder()
            .addDefaultInterceptors()
            .withSources(
                new PropertiesConfigSource(FILE, "file", 100),
                new EnvConfigSource(Map.of("REDIAL_RETRY_LIST_MAX_ATTEMPTS", "7"), 300))
            .build();

    @Test
    void plugsInByOneLine() {
      Policies policies =
          Policies.from(
              key -> config.getOptionalValue(key, String.class).orElse(null), "pay", "ocr");

      assertThat(policies.retry("pay")).isEqualTo(PAY);
      assertThat(policies.breaker("ocr")).isEqualTo(OCR);
    }

    @Test
    void findsVariablesOfTheEnvironment() {
      Policies policies =
          Policies.from(key -> config.getOptionalValue(key, String.class).orElse(null), "list");

      assertThat(policies.retry("list").maxAttempts()).isEqualTo(7);
    }
  }

  @Nested
  class OfYaml {

    private final String document = ConfigurationGuideTest.block("yaml", 1);

    @Test
    void plugsInByOneLine() {
      Policies policies = Policies.from(new Yaml().<Map<String, Object>>load(document));

      assertThat(policies.retry("pay"))
          .isEqualTo(
              PAY.toBuilder()
                  .retryOn(TransportErrors.TIMEOUTS)
                  .retryOn(TRANSIENT)
                  .retryOn(IOException.class)
                  .build());
      assertThat(policies.breaker("ocr")).isEqualTo(OCR);
    }

    @Test
    void tellsWhatIsWrongByTheWholeKey() {
      String wrong = document.replace("maxAttempts: 4", "maxRetries: 3");

      assertThatThrownBy(() -> Policies.from(new Yaml().<Map<String, Object>>load(wrong)))
          .hasMessageContaining("redial.retry.pay.maxRetries = 3\n")
          .hasMessageContaining("nearest key: redial.retry.pay.maxAttempts\n");
    }

    @Test
    void takesABackoffByKindInQuotes() {
      String byKind =
          document.replace(
              "deadline: 30s",
              "backoff: 'by kind (TRANSIENT: exponential 1s, RATE_LIMITED: exponential 4s)'");

      Policies policies = Policies.from(new Yaml().<Map<String, Object>>load(byKind));

      assertThat(policies.retry("pay").backoff()).isEqualTo(RetryPolicy.ADAPTIVE.backoff());
    }
  }
}
