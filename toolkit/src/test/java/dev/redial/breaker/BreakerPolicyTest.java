package dev.redial.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.redial.failure.Classifier;
import dev.redial.failure.Failure;
import dev.redial.failure.FailureKind;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
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

  static Stream<Arguments> changes() {
    return Stream.of(
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

  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake("failuresInARow must be at least 1, but was 0", b -> b.failuresInARow(0)),
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
