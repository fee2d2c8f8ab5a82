package dev.redial.config;

import static dev.redial.failure.FailureKind.PERMANENT;
import static dev.redial.failure.FailureKind.RATE_LIMITED;
import static dev.redial.failure.FailureKind.TRANSIENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.redial.backoff.Backoff;
import dev.redial.backoff.Jitter;
import dev.redial.breaker.BreakerPolicy;
import dev.redial.breaker.BreakerPolicyBuilder;
import dev.redial.breaker.CircuitOpenException;
import dev.redial.failure.TransportErrors;
import dev.redial.retry.RetryPolicy;
import dev.redial.retry.RetryPolicyBuilder;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PoliciesTest {

  private static Arguments retry(
      String line, Function<RetryPolicyBuilder, RetryPolicyBuilder> meaning) {
    return arguments(line, meaning.apply(RetryPolicy.builder()).build());
  }

  static Stream<Arguments> retrySettings() {
    return Stream.of(
        retry("maxAttempts = 4", b -> b.maxAttempts(4)),
        retry("max-attempts = 4", b -> b.maxAttempts(4)),
        retry("maxAttempts =  4 ", b -> b.maxAttempts(4)),
        retry("backoff = exponential 1s x3", b -> b.backoff(Backoff.exponential("1s", 3))),
        retry("minDelay = 500ms", b -> b.minDelay("500ms")),
        retry("min-delay = PT0.5S", b -> b.minDelay("500ms")),
        retry("maxDelay = 2 min", b -> b.maxDelay("2min")),
        retry("jitter = +20 %", b -> b.jitter(Jitter.additive(0.2))),
        retry("deadline = PT30S", b -> b.deadline("30s")),
        retry("deadline = none", b -> b),
        retry("maxRetryAfter = 1min", b -> b.maxRetryAfter("1min")),
        retry("capRetryAfter = 1min", b -> b.capRetryAfter("1min")),
        retry("cap-retry-after = 1min", b -> b.capRetryAfter("1min")),
        retry("initialDelay = 5s", b -> b.initialDelay("5s")),
        retry("retryOn = timeouts", b -> b.retryOn(TransportErrors.TIMEOUTS)),
        retry("retryOn = nothing", b -> b.retryOn(List.of())),
        retry(
            "retryOn = timeouts, connection errors, TRANSIENT,rate_limited, java.io.IOException",
            b ->
                b.retryOn(TransportErrors.TIMEOUTS)
                    .retryOn(TransportErrors.CONNECTION_ERRORS)
                    .retryOn(TRANSIENT, RATE_LIMITED)
                    .retryOn(IOException.class)),
        retry("retryOnStatus = 409, 503", b -> b.retryOnStatus(409, 503)),
        retry(
            "retryOnCause = java.io.IOException, timeouts",
            b ->
                b.retryOnCause(IOException.class)
                    .retryOnCause(RetrySection.array(List.copyOf(TransportErrors.TIMEOUTS)))),
        retry(
            "abortOn = java.io.FileNotFoundException", b -> b.abortOn(FileNotFoundException.class)),
        retry("nonIdempotent = true", b -> b.nonIdempotent()),
        retry("nonIdempotent = false", b -> b),
        retry("closeDroppedResults = true", b -> b.closeDroppedResults()),
        retry("extends = CONSERVATIVE", b -> RetryPolicy.CONSERVATIVE.toBuilder()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("retrySettings")
  void readsEachSettingOfARetryPolicy(String line, RetryPolicy meaning) {
    assertThat(Lines.read("retry.pay." + line).retry("pay")).isEqualTo(meaning);
  }

  private static Arguments breaker(
      String line, Function<BreakerPolicyBuilder, BreakerPolicyBuilder> meaning) {
    return arguments(line, meaning.apply(BreakerPolicy.builder()).build());
  }

  static Stream<Arguments> breakerSettings() {
    return Stream.of(
        breaker("failuresInARow = 7", b -> b.failuresInARow(7)),
        breaker("failures-in-a-row = 7", b -> b.failuresInARow(7)),
        breaker("countWindow = 100", b -> b.countWindow(100)),
        breaker("countWindow = none", b -> b),
        breaker("timeWindow = 10s", b -> b.timeWindow("10s")),
        breaker("openWait = 30s", b -> b.openWait("30s")),
        breaker("openWait = PT30S", b -> b.openWait("30s")),
        breaker("openWait = linear 30s", b -> b.openWait(Backoff.linear("30s"))),
        breaker("maxOpenWait = 20min", b -> b.maxOpenWait("20min")),
        breaker("halfOpenProbes = 3", b -> b.halfOpenProbes(3)),
        breaker("halfOpenByTimer = true", b -> b.halfOpenByTimer(true)),
        breaker("half-open-by-timer = false", b -> b),
        breaker("maxProbeWait = 5s", b -> b.maxProbeWait("5s")),
        breaker("rampUp = 30s", b -> b.rampUp("30s")),
        breaker("countedKinds = TRANSIENT, permanent", b -> b.countedKinds(TRANSIENT, PERMANENT)),
        breaker("countedKinds = all", b -> b),
        breaker("ignore = java.io.IOException", b -> b.ignore(IOException.class)),
        breaker("extends = DEFAULT", b -> b));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("breakerSettings")
  void readsEachSettingOfABreakerPolicy(String line, BreakerPolicy meaning) {
    assertThat(Lines.read("breaker.ocr." + line).breaker("ocr")).isEqualTo(meaning);
  }

  @Test
  void readsSettingsThatNeedEachOtherInAnyOrder() {
    Policies policies =
        Lines.read(
            "breaker.ocr.slowCallRate = 0.8",
            "breaker.ocr.failureRate = 12.5 %",
            "breaker.ocr.slowCall = 2s",
            "breaker.ocr.minimumCalls = 20",
            "breaker.ocr.timeWindow = 10s");

    assertThat(policies.breaker("ocr"))
        .isEqualTo(
            BreakerPolicy.builder()
                .timeWindow("10s")
                .minimumCalls(20)
                .failureRate(0.125)
                .slowCall("2s")
                .slowCallRate(0.8)
                .build());
  }

  @Test
  void tellsItsNames() {
    Policies policies =
        Lines.read(
            "retry.pay.maxAttempts = 4",
            "retry.eu.payments-v2.maxAttempts = 5",
            "breaker.pay.failuresInARow = 2");

    assertThat(policies.retryNames()).containsExactly("eu.payments-v2", "pay");
    assertThat(policies.breakerNames()).containsExactly("pay");
    assertThat(policies).hasToString("Policies(retry [eu.payments-v2, pay], breaker [pay])");
    assertThat(policies.retry("eu.payments-v2").maxAttempts()).isEqualTo(5);
    assertThat(policies.breaker("pay").failuresInARow()).isEqualTo(2);
  }

  @Test
  void leavesAloneWhatIsBelowNoPrefixOfItsOwn() {
    Map<String, String> source = new HashMap<>();
    source.put("server.port", "x");
    source.put("redialed.retry.pay.maxAttempts", "x");
    source.put("redial.shard", "2/8");
    source.put("redial.stress.runs", "10000");
    source.put("redial", "x");
    source.put("nothing", null);

    assertThat(Policies.from(source).retryNames()).isEmpty();
  }

  @Test
  void namesTheNearestPolicyWhereOneIsMissing() {
    Policies policies = Lines.read("retry.pay.maxAttempts = 4", "retry.ocr.maxAttempts = 4");

    assertThatThrownBy(() -> policies.retry("pya"))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessage(
            """
            The configuration has a problem:

            redial.retry.pya
              there is no retry policy 'pya': no key begins with redial.retry.pya.; there are: ocr, pay
              nearest key: redial.retry.pay
            """);
    assertThatThrownBy(() -> policies.breaker("pay"))
        .hasMessageContaining(
            "there is no breaker policy 'pay': no key begins with redial.breaker.pay.; there are:"
                + " none");
  }

  @Test
  void readsPropertiesWithTheirDefaults() {
    Properties defaults = new Properties();
    defaults.setProperty("redial.retry.pay.maxAttempts", "4");
    defaults.setProperty("redial.retry.pay.jitter", "full");
    Properties properties = new Properties(defaults);
    properties.setProperty("redial.retry.pay.jitter", "none");
    properties.put("redial.retry.pay.nonIdempotent", true);
    properties.put(7, "seven");

    assertThat(Policies.from(properties).retry("pay"))
        .isEqualTo(
            RetryPolicy.builder().maxAttempts(4).jitter(Jitter.none()).nonIdempotent().build());
  }

  @Test
  void aPropertyThatIsNoTextBeatsItsDefault() {
    Properties defaults = new Properties();
    defaults.setProperty("redial.retry.pay.maxAttempts", "3");
    Properties properties = new Properties(defaults);
    properties.put("redial.retry.pay.maxAttempts", 7);

    assertThat(Policies.from(properties).retry("pay").maxAttempts()).isEqualTo(7);
  }

  @Test
  void readsMapsInMaps() {
    Map<String, Object> pay = new HashMap<>();
    pay.put("max-attempts", 4);
    pay.put("deadline", Duration.ofSeconds(30));
    pay.put("retryOn", List.of("timeouts", "java.io.IOException"));
    pay.put("retryOnStatus", List.of(409, 503));
    pay.put("nonIdempotent", true);
    Map<String, Object> source =
        Map.of(
            "spring", Arrays.asList(null, null),
            "redial",
                Map.of(
                    "retry", Map.of("pay", pay),
                    "breaker.ocr", Map.of("countWindow", 100, "failureRate", 1e-3)));

    Policies policies = Policies.from(source);

    assertThat(policies.retry("pay"))
        .isEqualTo(
            RetryPolicy.builder()
                .maxAttempts(4)
                .deadline("30s")
                .retryOn(TransportErrors.TIMEOUTS)
                .retryOn(IOException.class)
                .retryOnStatus(409, 503)
                .nonIdempotent()
                .build());
    assertThat(policies.breaker("ocr"))
        .isEqualTo(BreakerPolicy.builder().countWindow(100).failureRate(0.001).build());
  }

  @ParameterizedTest
  @MethodSource("prefixes")
  void readsBelowAnotherPrefix(String prefix, String key) {
    PolicyFormat format = PolicyFormat.standard().withPrefix(prefix);
    Map<String, String> source =
        Map.of(key, "4", "redial.retry.ocr.maxAttempts", "no", "http.retries.maxAttempts", "no");

    assertThat(format.read(source).retry("pay").maxAttempts()).isEqualTo(4);
    assertThat(format.read(source).retryNames()).containsExactly("pay");
    assertThat(format.print("pay", RetryPolicy.builder().maxAttempts(4).build()))
        .isEqualTo(Map.of(key, "4"));
  }

  static Stream<Arguments> prefixes() {
    return Stream.of(
        arguments("acme.resilience", "acme.resilience.retry.pay.maxAttempts"),
        arguments("acme.resilience.", "acme.resilience.retry.pay.maxAttempts"),
        arguments("", "retry.pay.maxAttempts"));
  }

  @Test
  void knowsRedialsOwnRejections() {
    assertThat(
            Lines.read("retry.pay.retryOn = dev.redial.breaker.CircuitOpenException").retry("pay"))
        .isEqualTo(RetryPolicy.builder().retryOn(CircuitOpenException.class).build());
    assertThat(Lines.read("retry.pay.retryOn = java.net.SocketTimeoutException").retry("pay"))
        .isEqualTo(RetryPolicy.builder().retryOn(SocketTimeoutException.class).build());
  }
}
