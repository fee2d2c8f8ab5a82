package dev.redial.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.redial.backoff.Backoff;
import dev.redial.failure.Classifier;
import dev.redial.failure.Failure;
import dev.redial.failure.FailureKind;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BreakerPolicyTest {

  private static final Classifier OWN = (result, error) -> Failure.of(FailureKind.TRANSIENT);

  @Test
  void theDefaultOpensAfterFiveFailuresForAMinuteAndSendsOneProbe() {
    assertThat(BreakerPolicy.DEFAULT)
        .hasToString(
            "BreakerPolicy(failuresInARow 5, openWait 1 min, halfOpenProbes 1, maxProbeWait 1 min,"
                + " countedKinds all, ignored [])");
    assertThat(BreakerPolicy.builder().build()).isEqualTo(BreakerPolicy.DEFAULT);
  }

  @Test
  void aProbeIsGivenUpAfterTheOpenWaitUnlessSaidOtherwise() {
    BreakerPolicy policy = BreakerPolicy.builder().openWait(Duration.ofSeconds(7)).build();

    assertThat(policy.maxProbeWait()).isEqualTo(Duration.ofSeconds(7));
    assertThat(policy.toBuilder().openWait(Duration.ofSeconds(9)).build().maxProbeWait())
        .isEqualTo(Duration.ofSeconds(9));
  }

  @Test
  void readsDurationsAsPeopleWriteThem() {
    assertThat(BreakerPolicy.builder().openWait("1min 30s").maxProbeWait("500ms").build())
        .isEqualTo(
            BreakerPolicy.builder()
                .openWait(Duration.ofSeconds(90))
                .maxProbeWait(Duration.ofMillis(500))
                .build());
  }

  @Test
  void toStringShowsWhatIsNotDefault() {
    BreakerPolicy policy =
        BreakerPolicy.builder()
            .maxProbeWait(Duration.ofMillis(1500))
            .countedKinds(FailureKind.RATE_LIMITED, FailureKind.TRANSIENT)
            .ignore(FileNotFoundException.class)
            .ignore(IllegalStateException.class)
            .build();

    assertThat(policy)
        .hasToString(
            "BreakerPolicy(failuresInARow 5, openWait 1 min, halfOpenProbes 1, maxProbeWait 1.5 s,"
                + " countedKinds [TRANSIENT, RATE_LIMITED],"
                + " ignored [FileNotFoundException, IllegalStateException])");
  }

  @Test
  void toStringShowsWindowsAndWaits() {
    assertThat(
            BreakerPolicy.builder()
                .timeWindow("10s")
                .failureRate(0.25)
                .slowCall("2s")
                .openWait(Backoff.exponential("5s"))
                .halfOpenProbes(3)
                .halfOpenByTimer(true)
                .rampUp("30s")
                .build())
        .hasToString(
            "BreakerPolicy(timeWindow 10 s, minimumCalls 10, failureRate 25 %, slowCall 2 s,"
                + " slowCallRate 50 %, openWait exponential 5 s x2, maxOpenWait 10 min,"
                + " halfOpenProbes 3, halfOpenByTimer, maxProbeWait 5 s, rampUp 30 s,"
                + " countedKinds all, ignored [])");
    assertThat(BreakerPolicy.builder().failuresInARow(9).countWindow(5).build().toString())
        .startsWith(
            "BreakerPolicy(failuresInARow 9, countWindow 5, minimumCalls 5, failureRate 50 %,");
  }

  /** The rule of the class's Javadoc: a window replaces the row, unless that was asked for. */
  @Test
  void aWindowReplacesFailuresInARowUnlessTheyWereSet() {
    assertThat(BreakerPolicy.builder().build().failuresInARow()).isEqualTo(5);
    assertThat(BreakerPolicy.builder().countWindow(9).build().failuresInARow()).isEqualTo(0);
    assertThat(BreakerPolicy.builder().timeWindow("9s").build().failuresInARow()).isEqualTo(0);
    assertThat(BreakerPolicy.builder().failuresInARow(7).countWindow(9).build().failuresInARow())
        .isEqualTo(7);
    assertThat(BreakerPolicy.builder().countWindow(9).failuresInARow(7).build().failuresInARow())
        .isEqualTo(7);
  }

  @Test
  void theLatestWindowHolds() {
    BreakerPolicy time = BreakerPolicy.builder().countWindow(9).timeWindow("7s").build();
    BreakerPolicy count = time.toBuilder().countWindow(9).build();

    assertThat(time.countWindow()).isEmpty();
    assertThat(time.timeWindow()).contains(Duration.ofSeconds(7));
    assertThat(count.countWindow()).hasValue(9);
    assertThat(count.timeWindow()).isEmpty();
  }

  @Test
  void theMinimumFollowsTheWindowUntilItIsSet() {
    BreakerPolicy small = BreakerPolicy.builder().countWindow(5).build();

    assertThat(small.minimumCalls()).isEqualTo(5);
    assertThat(small.toBuilder().countWindow(100).build().minimumCalls()).isEqualTo(10);
    assertThat(small.toBuilder().timeWindow("1s").build().minimumCalls()).isEqualTo(10);
    assertThat(small.toBuilder().minimumCalls(3).build().minimumCalls()).isEqualTo(3);
  }

  @Test
  void refusesToSayHowLongAnOpeningBeforeTheFirstWaits() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BreakerPolicy.DEFAULT.openWait(0))
        .withMessage("opening must be at least 1, but was 0");
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        change("countWindow", b -> b.countWindow(6)),
        change("timeWindow", b -> b.timeWindow("6s")),
        change("failuresInARow with a window", b -> b.countWindow(6).failuresInARow(5)),
        change("minimumCalls", b -> b.countWindow(6).minimumCalls(2)),
        change("failureRate", b -> b.countWindow(6).failureRate(0.6)),
        change("slowCall", b -> b.countWindow(6).slowCall("6s")),
        change("slowCallRate", b -> b.countWindow(6).slowCall("6s").slowCallRate(0.6)),
        change("growing openWait", b -> b.openWait(Backoff.exponential("60s"))),
        change("maxOpenWait", b -> b.openWait(Backoff.linear("60s")).maxOpenWait("5min")),
        change("halfOpenByTimer", b -> b.halfOpenByTimer(true)),
        change("rampUp", b -> b.rampUp("6s")),
        change("failuresInARow", b -> b.failuresInARow(6)),
        change("openWait", b -> b.openWait(Duration.ofSeconds(61))),
        change("halfOpenProbes", b -> b.halfOpenProbes(2)),
        change("maxProbeWait", b -> b.maxProbeWait(Duration.ofSeconds(5))),
        change("classifier", b -> b.classifier(OWN)),
        change("countedKinds", b -> b.countedKinds(FailureKind.TRANSIENT)),
        change("ignore", b -> b.ignore(IOException.class)));
  }

  private static Arguments change(
      String name, Function<BreakerPolicyBuilder, BreakerPolicyBuilder> change) {
    return Arguments.of(name, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void equalsSeesEveryProperty(
      String name, Function<BreakerPolicyBuilder, BreakerPolicyBuilder> change) {
    BreakerPolicy changed = change.apply(BreakerPolicy.builder()).build();

    assertThat(changed).isNotEqualTo(BreakerPolicy.DEFAULT);
    assertThat(changed).isEqualTo(change.apply(BreakerPolicy.builder()).build());
    assertThat(changed).hasSameHashCodeAs(change.apply(BreakerPolicy.builder()).build());
    assertThat(changed.toBuilder().build()).isEqualTo(changed);
    assertThat(changed.toString()).isNotEqualTo(BreakerPolicy.DEFAULT.toString());
  }

  /** Each property makes a difference of its own, also where it needs another. */
  @Test
  void equalsTellsAllChangesApart() {
    List<BreakerPolicy> changed = changes().map(arguments -> build(arguments.get()[1])).toList();

    assertThat(Set.copyOf(changed)).hasSameSizeAs(changed);
    assertThat(changed.stream().map(Object::toString).distinct()).hasSameSizeAs(changed);
  }

  @SuppressWarnings("unchecked")
  private static BreakerPolicy build(Object change) {
    return ((Function<BreakerPolicyBuilder, BreakerPolicyBuilder>) change)
        .apply(BreakerPolicy.builder())
        .build();
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake("failuresInARow must be at least 1, but was 0", b -> b.failuresInARow(0)),
        mistake("countWindow must be at least 1, but was 0", b -> b.countWindow(0)),
        mistake(
            "countWindow must be at most 1000000, but was 1000001; timeWindow has no such limit",
            b -> b.countWindow(1_000_001)),
        mistake("timeWindow must be above zero, but was 0 ms", b -> b.timeWindow("0s")),
        mistake(
            "minimumCalls must be at least 1, but was 0", b -> b.countWindow(9).minimumCalls(0)),
        mistake(
            "minimumCalls must be at most the countWindow (9), but was 10",
            b -> b.minimumCalls(10).countWindow(9)),
        mistake(
            "minimumCalls must come with a countWindow or a timeWindow, but was set without one",
            b -> b.minimumCalls(3)),
        mistake(
            "failureRate must be above 0 and at most 1, but was 0.0; 50 % is 0.5",
            b -> b.countWindow(9).failureRate(0)),
        mistake(
            "failureRate must be above 0 and at most 1, but was 50.0; 50 % is 0.5",
            b -> b.countWindow(9).failureRate(50)),
        mistake(
            "failureRate must be above 0 and at most 1, but was NaN; 50 % is 0.5",
            b -> b.countWindow(9).failureRate(Double.NaN)),
        mistake(
            "failureRate must come with a countWindow or a timeWindow, but was set without one",
            b -> b.failureRate(0.5)),
        mistake("slowCall must be above zero, but was 0 ms", b -> b.countWindow(9).slowCall("0s")),
        mistake(
            "slowCall must come with a countWindow or a timeWindow, but was set without one",
            b -> b.slowCall("1s")),
        mistake(
            "slowCallRate must be above 0 and at most 1, but was 1.5; 50 % is 0.5",
            b -> b.countWindow(9).slowCall("1s").slowCallRate(1.5)),
        mistake(
            "slowCallRate must come with a slowCall, which says from when on a call is slow, but"
                + " was set to 0.5 without one",
            b -> b.countWindow(9).slowCallRate(0.5)),
        mistake(
            "openWait must be above zero, but was 0 ms for the first opening",
            b -> b.openWait(Backoff.none())),
        mistake(
            "openWait must be above zero, but was 0 ms for the first opening",
            b -> b.openWait((opening, failure) -> Duration.ofSeconds(-1))),
        mistake(
            "maxOpenWait must be above zero, but was 0 ms",
            b -> b.openWait(Backoff.exponential("5s")).maxOpenWait("0s")),
        mistake(
            "maxOpenWait must be at least the first openWait (5 s), but was 4 s",
            b -> b.openWait(Backoff.exponential("5s")).maxOpenWait("4s")),
        mistake(
            "maxOpenWait must be at least the first openWait (1 min), but was 4 s",
            b -> b.maxOpenWait("4s")),
        mistake(
            "rampUp must be at least zero, but was -1 s", b -> b.rampUp(Duration.ofSeconds(-1))),
        mistake("halfOpenProbes must be at least 1, but was -1", b -> b.halfOpenProbes(-1)),
        mistake("openWait must be above zero, but was 0 ms", b -> b.openWait(Duration.ZERO)),
        mistake(
            "openWait must be above zero, but was -1 s", b -> b.openWait(Duration.ofSeconds(-1))),
        mistake(
            "maxProbeWait must be above zero, but was 0 ms", b -> b.maxProbeWait(Duration.ZERO)));
  }

  private static Arguments mistake(
      String message, Function<BreakerPolicyBuilder, BreakerPolicyBuilder> mistake) {
    return Arguments.of(message, mistake);
  }

  /** Guarantee 11. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void mistakesFailAtBuild(
      String message, Function<BreakerPolicyBuilder, BreakerPolicyBuilder> mistake) {
    BreakerPolicyBuilder builder = mistake.apply(BreakerPolicy.builder());

    assertThatIllegalArgumentException().isThrownBy(builder::build).withMessage(message);
  }

  /** Guarantee 11. */
  @Test
  void allMistakesAreToldAtOnce() {
    BreakerPolicyBuilder builder =
        BreakerPolicy.builder()
            .failuresInARow(0)
            .minimumCalls(3)
            .failureRate(50)
            .slowCallRate(0.5)
            .openWait("0s")
            .maxOpenWait("0s")
            .halfOpenProbes(0)
            .maxProbeWait("0s")
            .rampUp(Duration.ofSeconds(-1));

    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        .withMessage(
            "10 things do not fit:\n"
                + "- failuresInARow must be at least 1, but was 0\n"
                + "- minimumCalls must come with a countWindow or a timeWindow, but was set without"
                + " one\n"
                + "- failureRate must be above 0 and at most 1, but was 50.0; 50 % is 0.5\n"
                + "- failureRate must come with a countWindow or a timeWindow, but was set without"
                + " one\n"
                + "- slowCallRate must come with a slowCall, which says from when on a call is"
                + " slow, but was set to 0.5 without one\n"
                + "- halfOpenProbes must be at least 1, but was 0\n"
                + "- maxProbeWait must be above zero, but was 0 ms\n"
                + "- rampUp must be at least zero, but was -1 s\n"
                + "- openWait must be above zero, but was 0 ms\n"
                + "- maxOpenWait must be above zero, but was 0 ms");
  }

  @Test
  void theOpenWaitIsABackoff() {
    assertThat(BreakerPolicy.DEFAULT.openWaitBackoff()).isEqualTo(Backoff.fixed("60s"));
    assertThat(BreakerPolicy.builder().openWait(Backoff.linear("2s")).build().openWaitBackoff())
        .isEqualTo(Backoff.linear("2s"));
  }

  /** Guarantee 67. */
  @Test
  void aPolicyHasNoStateToChange() {
    assertThat(BreakerPolicy.class.getDeclaredFields())
        .allMatch(field -> Modifier.isFinal(field.getModifiers()));
    assertThat(Arrays.stream(CircuitBreaker.class.getDeclaredFields()))
        .allMatch(field -> Modifier.isFinal(field.getModifiers()));
  }

  /** Guarantee 67. */
  @Test
  void aBuilderUsedOnDoesNotReachThePoliciesItMade() {
    BreakerPolicyBuilder builder = BreakerPolicy.builder().ignore(IOException.class);
    BreakerPolicy before = builder.build();
    String text = before.toString();

    builder.ignore(IllegalStateException.class).failuresInARow(1).build();

    assertThat(before).hasToString(text);
  }
}
