package dev.redial.config;

import static dev.redial.failure.FailureKind.RATE_LIMITED;
import static dev.redial.failure.FailureKind.TRANSIENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.redial.backoff.Backoff;
import dev.redial.backoff.Jitter;
import dev.redial.breaker.BreakerPolicy;
import dev.redial.breaker.BreakerPolicyBuilder;
import dev.redial.failure.Failure;
import dev.redial.failure.FailureKind;
import dev.redial.failure.TransportErrors;
import dev.redial.retry.RetryPolicy;
import dev.redial.retry.RetryPolicyBuilder;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That a policy prints as the configuration that recreates it. */
class PrintedPolicyTest {

  private static final List<Class<? extends Throwable>> TYPES =
      List.of(
          IOException.class,
          FileNotFoundException.class,
          ConnectException.class,
          RuntimeException.class,
          Error.class,
          Own.class);

  static final class Own extends Exception {
    private static final long serialVersionUID = 1;
  }

  @Test
  void printsWhatIsNotDefaultInTheOrderOfTheSettings() {
    RetryPolicy policy =
        RetryPolicy.builder()
            .abortOn(FileNotFoundException.class)
            .retryOn(IOException.class)
            .retryOn(TransportErrors.TIMEOUTS)
            .retryOn(RATE_LIMITED, TRANSIENT)
            .retryOnStatus(409)
            .jitter(Jitter.additive(0.2))
            .deadline("90s")
            .maxAttempts(4)
            .build();

    assertThat(Policies.print("pay", policy))
        .containsExactly(
            Map.entry("redial.retry.pay.maxAttempts", "4"),
            Map.entry("redial.retry.pay.jitter", "up to +20 %"),
            Map.entry("redial.retry.pay.deadline", "1 min 30 s"),
            Map.entry(
                "redial.retry.pay.retryOn",
                "TRANSIENT, RATE_LIMITED, timeouts, java.io.IOException"),
            Map.entry("redial.retry.pay.retryOnStatus", "409"),
            Map.entry("redial.retry.pay.abortOn", "java.io.FileNotFoundException"));
  }

  @Test
  void printsNoMoreOfABreakerThanWhatItWouldNotDoUnsaid() {
    BreakerPolicy policy =
        BreakerPolicy.builder()
            .countWindow(6)
            .minimumCalls(6)
            .failureRate(0.125)
            .openWait(Backoff.exponential("5s"))
            .maxOpenWait("10min")
            .maxProbeWait("5s")
            .ignore(Own.class)
            .build();

    assertThat(Policies.print("ocr", policy))
        .containsExactly(
            Map.entry("redial.breaker.ocr.countWindow", "6"),
            Map.entry("redial.breaker.ocr.failureRate", "12.5 %"),
            Map.entry("redial.breaker.ocr.openWait", "exponential 5 s x2"),
            Map.entry("redial.breaker.ocr.ignore", Own.class.getName()));
  }

  @Test
  void printsAPresetByItsName() {
    assertThat(Policies.print("pay", RetryPolicy.RATE_LIMIT))
        .isEqualTo(Map.of("redial.retry.pay.extends", "RATE_LIMIT"));
    assertThat(Policies.print("pay", RetryPolicy.builder().build()))
        .isEqualTo(Map.of("redial.retry.pay.extends", "DEFAULT"));
    assertThat(Policies.print("ocr", BreakerPolicy.DEFAULT))
        .isEqualTo(Map.of("redial.breaker.ocr.extends", "DEFAULT"));
  }

  @Test
  void printsThatNothingIsRetried() {
    assertThat(Policies.print("pay", RetryPolicy.builder().retryOn(List.of()).build()))
        .isEqualTo(Map.of("redial.retry.pay.retryOn", "nothing"));
    assertThat(Policies.print("pay", RetryPolicy.builder().retryOnStatus(503).build()))
        .isEqualTo(Map.of("redial.retry.pay.retryOnStatus", "503"));
  }

  static Stream<RetryPolicy> retryPolicies() {
    return Stream.concat(
        RetrySection.presets().values().stream(),
        IntStream.range(0, 600).mapToObj(seed -> retryPolicy(new SplittableRandom(seed))));
  }

  private static RetryPolicy retryPolicy(SplittableRandom random) {
    List<RetryPolicy> presets = List.copyOf(RetrySection.presets().values());
    RetryPolicyBuilder builder = presets.get(random.nextInt(presets.size())).toBuilder();
    maybe(random, () -> builder.maxAttempts(random.nextInt(1, Integer.MAX_VALUE)));
    maybe(random, () -> builder.backoff(backoff(random, true)));
    maybe(random, () -> builder.jitter(jitter(random)));
    maybe(random, () -> builder.minDelay(duration(random, 4)));
    builder.maxDelay(Duration.ofDays(random.nextInt(100, 100_000)).plusNanos(random.nextInt(9)));
    maybe(random, () -> builder.initialDelay(duration(random, 4)));
    maybe(random, () -> builder.deadline(duration(random, 4).plusDays(1)));
    maybe(random, () -> builder.maxRetryAfter(duration(random, 60)));
    maybe(random, () -> builder.capRetryAfter(duration(random, 60)));
    maybe(random, () -> builder.retryOn(types(random)));
    maybe(random, () -> builder.retryOn(TransportErrors.TIMEOUTS));
    maybe(random, () -> builder.retryOn(TransportErrors.CONNECTION_ERRORS));
    maybe(random, () -> builder.retryOn(kinds(random)));
    maybe(random, () -> builder.retryOnStatus(random.nextInt(400, 600), random.nextInt(400, 600)));
    maybe(random, () -> builder.retryOnCause(RetrySection.array(types(random))));
    maybe(random, () -> builder.retryOnCause(RetrySection.array(types(random))));
    maybe(random, () -> builder.abortOn(RetrySection.array(types(random))));
    maybe(random, builder::nonIdempotent);
    maybe(random, builder::closeDroppedResults);
    return builder.build();
  }

  @ParameterizedTest
  @MethodSource("retryPolicies")
  void recreatesARetryPolicy(RetryPolicy policy) {
    assertThat(Policies.from(Policies.print("pay", policy)).retry("pay")).isEqualTo(policy);
  }

  static Stream<BreakerPolicy> breakerPolicies() {
    return Stream.concat(
        BreakerSection.presets().values().stream(),
        IntStream.range(0, 600).mapToObj(seed -> breakerPolicy(new SplittableRandom(seed))));
  }

  private static BreakerPolicy breakerPolicy(SplittableRandom random) {
    BreakerPolicyBuilder builder = BreakerPolicy.builder();
    maybe(random, () -> builder.failuresInARow(random.nextInt(1, 9)));
    maybe(random, () -> builder.countWindow(random.nextInt(5, 99)));
    maybe(random, () -> builder.timeWindow(duration(random, 60)));
    if (!builder.build().countWindow().isEmpty() || !builder.build().timeWindow().isEmpty()) {
      maybe(random, () -> builder.minimumCalls(random.nextInt(1, 6)));
      maybe(random, () -> builder.failureRate(1 - random.nextDouble()));
      if (random.nextBoolean()) {
        builder.slowCall(duration(random, 60));
        maybe(random, () -> builder.slowCallRate(1 - random.nextDouble()));
      }
    }
    maybe(random, () -> builder.openWait(duration(random, 60)));
    maybe(random, () -> builder.openWait(positive(random)));
    maybe(random, () -> builder.maxOpenWait(Duration.ofDays(random.nextInt(1_000_000, 2_000_000))));
    maybe(random, () -> builder.halfOpenProbes(random.nextInt(1, 9)));
    maybe(random, () -> builder.halfOpenByTimer(random.nextBoolean()));
    maybe(random, () -> builder.maxProbeWait(duration(random, 60)));
    maybe(random, () -> builder.rampUp(duration(random, 60)));
    maybe(random, () -> builder.countedKinds(TRANSIENT, kinds(random)));
    maybe(random, () -> builder.ignore(RetrySection.array(types(random))));
    return builder.build();
  }

  @ParameterizedTest
  @MethodSource("breakerPolicies")
  void recreatesABreakerPolicy(BreakerPolicy policy) {
    assertThat(Policies.from(Policies.print("ocr", policy)).breaker("ocr")).isEqualTo(policy);
  }

  private static void maybe(SplittableRandom random, Runnable change) {
    if (random.nextInt(3) == 0) {
      change.run();
    }
  }

  /** At most so many hours, of any unit and precision. */
  private static Duration duration(SplittableRandom random, int hours) {
    long nanos = random.nextLong(1, Duration.ofHours(hours).toNanos());
    long unit = (long) Math.pow(10, random.nextInt(0, 12));
    return Duration.ofNanos(Math.max(1, nanos / unit * unit));
  }

  private static Backoff backoff(SplittableRandom random, boolean mayBeByKind) {
    return switch (random.nextInt(mayBeByKind ? 3 : 2)) {
      case 0 -> Backoff.none();
      case 1 -> positive(random);
      default ->
          Backoff.byKind(
              Map.of(TRANSIENT, backoff(random, false), RATE_LIMITED, backoff(random, false)));
    };
  }

  private static Backoff positive(SplittableRandom random) {
    Duration base = duration(random, 60);
    return switch (random.nextInt(5)) {
      case 0 -> Backoff.fixed(base);
      case 1 -> Backoff.linear(base);
      case 2 -> Backoff.fibonacci(base);
      case 3 -> Backoff.byKind(Map.of(TRANSIENT, Backoff.linear(base)));
      default -> Backoff.exponential(base, 1 + random.nextDouble() * 9);
    };
  }

  private static Jitter jitter(SplittableRandom random) {
    return switch (random.nextInt(5)) {
      case 0 -> Jitter.none();
      case 1 -> Jitter.full();
      case 2 -> Jitter.equal();
      case 3 -> Jitter.decorrelated();
      default -> Jitter.additive(random.nextDouble());
    };
  }

  private static List<Class<? extends Throwable>> types(SplittableRandom random) {
    return TYPES.stream().filter(type -> random.nextBoolean()).toList();
  }

  private static FailureKind[] kinds(SplittableRandom random) {
    return Stream.of(FailureKind.values())
        .filter(kind -> random.nextBoolean())
        .toArray(FailureKind[]::new);
  }

  @Test
  void refusesWhatOnlyCodeCanSayAndTellsAllOfIt() {
    RetryPolicy policy =
        RetryPolicy.builder()
            .classifier((result, error) -> Failure.of(TRANSIENT))
            .backoff(Backoff.custom(attempt -> Duration.ZERO))
            .retryIf(error -> true)
            .retryOnResult(result -> false)
            .abortIf(error -> false)
            .build();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Policies.print("pay", policy))
        .withMessage(
            "policy 'pay' has what only code can say, so that no text recreates it: a classifier,"
                + " the backoff is a function of your own, a predicate of retryIf, a predicate for"
                + " results, a predicate of abortIf");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Policies.print(
                    "ocr",
                    BreakerPolicy.builder()
                        .classifier((result, error) -> Failure.of(TRANSIENT))
                        .openWait((opening, failure) -> Duration.ofSeconds(opening))
                        .build()))
        .withMessage(
            "policy 'ocr' has what only code can say, so that no text recreates it: the openWait is"
                + " a function of your own, a classifier");
  }

  /** It prints as one of ours does, and is another. */
  private record Disguised() implements Backoff {
    @Override
    public Duration delayAfter(int attempt, Failure failure) {
      return Duration.ZERO;
    }

    @Override
    public String toString() {
      return "fixed 1 s";
    }
  }

  @Test
  void isNotDeceivedByABackoffThatPrintsAsAnother() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Policies.print("pay", RetryPolicy.builder().backoff(new Disguised()).build()))
        .withMessageContaining("the backoff is a function of your own");
  }

  @Test
  void refusesANameThatNoPolicyCanHave() {
    for (String name : List.of("", " ", "AGGRESSIVE")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Policies.print(name, RetryPolicy.DEFAULT))
          .withMessage("name must be one that a policy can have, but was '" + name + "'");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Policies.print("DEFAULT", BreakerPolicy.DEFAULT));
    for (String name : List.of("a.b-c", ".a", "a b", "ä=:", "extends", "retry")) {
      Consumer<String> recreates =
          it ->
              assertThat(Policies.from(Policies.print(it, RetryPolicy.ADAPTIVE)).retry(it))
                  .isEqualTo(RetryPolicy.ADAPTIVE);
      recreates.accept(name);
    }
  }
}
