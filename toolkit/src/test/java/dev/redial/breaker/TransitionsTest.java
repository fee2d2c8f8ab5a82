package dev.redial.breaker;

import static dev.redial.call.CircuitState.CLOSED;
import static dev.redial.call.CircuitState.DISABLED;
import static dev.redial.call.CircuitState.METRICS_ONLY;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.breaker.State.Entry;
import dev.redial.breaker.State.HalfOpen;
import dev.redial.breaker.State.Open;
import dev.redial.breaker.State.Passing;
import dev.redial.call.CircuitState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every state against everything that may happen in it; it is always 100 ns o'clock. */
class TransitionsTest {

  private static final long NOW = 100;
  private static final long WAIT = 60;

  private static final Entry ENTRY = new Entry(7, 50, 3, "test");
  private static final Probe OLD = new Probe(7, 1, 71);
  private static final Probe OVERDUE = new Probe(7, 1, 70);
  private static final Probe NEW = new Probe(7, 2, 90);
  private static final Tally ONE_GOOD = new Tally(1, 0, 0);

  private static final Map<String, State> STATES =
      Map.ofEntries(
          entry("closed", new Passing(ENTRY, CLOSED, Counts.none())),
          entry("ramping", new Passing(ENTRY, CLOSED, Counts.none(), new Ramp(50, 80, 2))),
          entry("disabled", new Passing(ENTRY, DISABLED, Counts.none())),
          entry("metrics only", new Passing(ENTRY, METRICS_ONLY, Counts.none())),
          entry("open, 1 ns left", new Open(since(41), WAIT, false)),
          entry("open, wait over", new Open(since(40), WAIT, false)),
          entry("open, timed", new Open(since(40), WAIT, true)),
          entry("forced open", new Open(ENTRY, Open.FOREVER, false)),
          entry("forced open, timed", new Open(ENTRY, Open.FOREVER, true)),
          entry("half-open", new HalfOpen(ENTRY)),
          entry("half-open, 1 running", new HalfOpen(ENTRY, 1, Tally.NONE, List.of(OLD))),
          entry("half-open, 2 running", new HalfOpen(ENTRY, 2, Tally.NONE, List.of(OLD, NEW))),
          entry("half-open, 1 overdue", new HalfOpen(ENTRY, 2, Tally.NONE, List.of(OVERDUE, NEW))),
          entry("half-open, 1 ok 1 running", new HalfOpen(ENTRY, 2, ONE_GOOD, List.of(OLD))));

  private static final BreakerPolicy IN_A_ROW =
      BreakerPolicy.builder()
          .failuresInARow(3)
          .openWait(Duration.ofNanos(WAIT))
          .halfOpenProbes(2)
          .maxProbeWait(Duration.ofNanos(30))
          .build();

  private final Transitions transitions = new Transitions(IN_A_ROW);

  private static Entry since(long since) {
    return new Entry(7, since, 3, "test");
  }

  /** Guarantee 57. */
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          closed                    | passes   | same
          disabled                  | passes   | same
          metrics only              | passes   | same
          open, 1 ns left           | rejected | same
          open, wait over           | passes   | half-open, 0 of 0 failed, running 1
          open, timed               | rejected | same
          forced open               | rejected | same
          forced open, timed        | rejected | same
          half-open                 | passes   | half-open, 0 of 0 failed, running 1
          half-open, 1 running      | passes   | half-open, 0 of 0 failed, running 1 2
          half-open, 2 running      | rejected | same
          half-open, 1 overdue      | passes   | half-open, 0 of 0 failed, running 2 3
          half-open, 1 ok 1 running | rejected | same
          """)
  void aCallAsks(String from, String answer, String to) {
    State state = state(from);

    Admission admission = transitions.ask(state, NOW);

    assertThat(admission.permit() == null ? "rejected" : "passes").isEqualTo(answer);
    assertThat(describe(state, admission.next())).isEqualTo(to);
    if (admission.next() instanceof HalfOpen next && admission.permit() instanceof Probe probe) {
      assertThat(next.running()).endsWith(probe);
      assertThat(probe.since()).isEqualTo(NOW);
    }
  }

  @Test
  void probesAreNumberedInTheOrderInWhichTheyPass() {
    Transitions three = new Transitions(IN_A_ROW.toBuilder().halfOpenProbes(3).build());
    State state = state("half-open");
    for (int number = 1; number <= 3; number++) {
      Admission admission = three.ask(state, NOW);
      assertThat(admission.permit()).isEqualTo(new Probe(7, number, NOW));
      state = admission.next();
    }
  }

  /** Guarantees 60 and 66: only a closed circuit opens, and only by a call of its own. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          closed               | open 60 ns, opening 4
          ramping              | open 60 ns, opening 4
          disabled             | same
          metrics only         | same
          open, 1 ns left      | same
          forced open          | same
          half-open            | same
          half-open, 1 running | same
          """)
  void aThresholdIsReached(String from, String to) {
    State state = state(from);
    Passing own = state instanceof Passing passing ? passing : (Passing) state("closed");
    Passing earlier = new Passing(new Entry(6, 0, 0, "earlier"), CLOSED, Counts.none());

    assertThat(describe(state, transitions.tripped(state, own, "why", WAIT, NOW))).isEqualTo(to);
    assertThat(transitions.tripped(state, earlier, "why", WAIT, NOW)).isSameAs(state);
  }

  /** Guarantees 56 and 65. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # from                    | success                             | failure                | ignored
          half-open, 1 running      | half-open, 0 of 1 failed, running - | open 60 ns, opening 4 | half-open, 0 of 0 failed, running -
          half-open, 2 running      | half-open, 0 of 1 failed, running 2 | open 60 ns, opening 4 | half-open, 0 of 0 failed, running 2
          half-open, 1 overdue      | half-open, 0 of 1 failed, running 2 | open 60 ns, opening 4 | half-open, 0 of 0 failed, running 2
          half-open, 1 ok 1 running | CLOSED, opening 0                   | open 60 ns, opening 4 | half-open, 0 of 1 failed, running -
          """)
  void aProbeEnds(String from, String success, String failure, String ignored) {
    HalfOpen state = (HalfOpen) state(from);
    Probe probe = state.running().get(0);

    assertThat(describe(state, ended(transitions, state, probe, false, false))).isEqualTo(success);
    assertThat(describe(state, ended(transitions, state, probe, true, false))).isEqualTo(failure);
    assertThat(describe(state, transitions.released(state, probe))).isEqualTo(ignored);
  }

  private static State ended(
      Transitions transitions, State state, Probe probe, boolean failed, boolean slow) {
    return transitions.probeEnded(state, probe, failed, slow, WAIT, NOW);
  }

  /** Guarantee 63: the minimum of a half-open circuit is no more than there are probes. */
  @ParameterizedTest(name = "minimum {0}, probes {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # minimum | probes | ends (+ well, - failed, s slow) | state | reason
          10 | 1 | +    | CLOSED    | the probe succeeded
          10 | 1 | -    | OPEN      | the probe failed
          10 | 1 | s    | OPEN      | the probe was slow
          10 | 4 | ---  | HALF_OPEN | test
          10 | 4 | ---- | OPEN      | failure rate 100 % of 4 probes (threshold 50 %)
          10 | 4 | -+-+ | OPEN      | failure rate 50 % of 4 probes (threshold 50 %)
          10 | 4 | -+++ | CLOSED    | 1 of 4 probes failed
          10 | 4 | ++++ | CLOSED    | 4 probes succeeded
          10 | 4 | s++s | OPEN      | slow call rate 50 % of 4 probes (threshold 50 %)
          2  | 4 | -    | HALF_OPEN | test
          2  | 4 | -+   | OPEN      | failure rate 50 % of 2 probes (threshold 50 %)
          2  | 4 | ++-  | HALF_OPEN | test
          2  | 4 | ++-- | OPEN      | failure rate 50 % of 4 probes (threshold 50 %)
          """)
  void ratesDecideOverTheProbesOfAPolicyWithAWindow(
      int minimum, int probes, String ends, CircuitState to, String reason) {
    Transitions rates =
        new Transitions(
            BreakerPolicy.builder()
                .countWindow(100)
                .minimumCalls(minimum)
                .slowCall(Duration.ofSeconds(1))
                .halfOpenProbes(probes)
                .build());
    State state = new HalfOpen(ENTRY);
    for (int i = 0; i < ends.length(); i++) {
      char end = ends.charAt(i);
      Admission admission = rates.ask(state, NOW);
      Probe probe = (Probe) admission.permit();
      state = ended(rates, admission.next(), probe, end == '-', end == 's');
    }
    assertThat(state.kind()).isEqualTo(to);
    assertThat(state.entry().reason()).isEqualTo(reason);
  }

  /** Guarantees 52, 53, 60: neither a permit of an earlier state nor one given back counts. */
  @Test
  void aProbeOfAnotherStateChangesNothing() {
    Probe stranger = new Probe(6, 1, 71);
    Probe givenBack = new Probe(7, 9, 71);

    STATES.forEach(
        (name, state) -> {
          for (Probe probe : List.of(stranger, givenBack)) {
            assertThat(ended(transitions, state, probe, false, false)).as(name).isSameAs(state);
            assertThat(ended(transitions, state, probe, true, false)).as(name).isSameAs(state);
            assertThat(transitions.released(state, probe)).as(name).isSameAs(state);
          }
        });
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # from               | halfOpen                            | forceOpen     | disable  | metricsOnly
          closed               | half-open, 0 of 0 failed, running - | open for ever | DISABLED, opening 0 | METRICS_ONLY, opening 0
          ramping              | half-open, 0 of 0 failed, running - | open for ever | DISABLED, opening 0 | METRICS_ONLY, opening 0
          disabled             | half-open, 0 of 0 failed, running - | open for ever | same     | METRICS_ONLY, opening 0
          metrics only         | half-open, 0 of 0 failed, running - | open for ever | DISABLED, opening 0 | same
          open, 1 ns left      | half-open, 0 of 0 failed, running - | open for ever | DISABLED, opening 0 | METRICS_ONLY, opening 0
          open, wait over      | half-open, 0 of 0 failed, running - | open for ever | DISABLED, opening 0 | METRICS_ONLY, opening 0
          open, timed          | half-open, 0 of 0 failed, running - | open for ever | DISABLED, opening 0 | METRICS_ONLY, opening 0
          forced open          | half-open, 0 of 0 failed, running - | same          | DISABLED, opening 0 | METRICS_ONLY, opening 0
          half-open            | same                                | open for ever | DISABLED, opening 0 | METRICS_ONLY, opening 0
          half-open, 2 running | same                                | open for ever | DISABLED, opening 0 | METRICS_ONLY, opening 0
          """)
  void aPersonSteersByHand(
      String from, String halfOpen, String forceOpen, String disable, String metricsOnly) {
    State state = state(from);

    assertThat(describe(state, transitions.reset(state, NOW))).isEqualTo("CLOSED, opening 0");
    assertThat(describe(state, transitions.halfOpen(state, NOW))).isEqualTo(halfOpen);
    assertThat(describe(state, transitions.forceOpen(state, NOW))).isEqualTo(forceOpen);
    assertThat(describe(state, transitions.disable(state, NOW))).isEqualTo(disable);
    assertThat(describe(state, transitions.metricsOnly(state, NOW))).isEqualTo(metricsOnly);
  }

  /** Guarantee 66: a timer ends the wait it was set for, and nothing else. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # from               | the timer fires                     | no timer is to be had
          open, timed          | half-open, 0 of 0 failed, running - | open 60 ns, opening 3
          open, wait over      | same                                | same
          forced open, timed   | same                                | same
          closed               | same                                | same
          disabled             | same                                | same
          metrics only         | same                                | same
          half-open, 1 running | same                                | same
          """)
  void aTimer(String from, String fired, String refused) {
    State state = state(from);

    assertThat(describe(state, transitions.timerFired(state, 7, NOW))).isEqualTo(fired);
    assertThat(describe(state, transitions.timerRefused(state, 7))).isEqualTo(refused);
    assertThat(transitions.timerFired(state, 6, NOW)).isSameAs(state);
    assertThat(transitions.timerRefused(state, 6)).isSameAs(state);
  }

  @Test
  void withoutATimerCallsLookAtTheClockAgain() {
    State open = transitions.timerRefused(state("open, timed"), 7);

    assertThat(transitions.ask(open, NOW - 1).permit()).isNull();
    assertThat(transitions.ask(open, NOW).permit()).isNotNull();
  }

  @Test
  void aRampEndsWithItsStateOnly() {
    Passing ramping = (Passing) state("ramping");

    State over = transitions.rampOver(ramping, ramping);

    assertThat(over).isEqualTo(ramping.withoutRamp());
    assertThat(over.entry()).isEqualTo(ramping.entry());
    for (String name : List.of("open, timed", "half-open")) {
      assertThat(transitions.rampOver(state(name), ramping)).as(name).isSameAs(state(name));
    }
    State later = transitions.reset(ramping, NOW);
    assertThat(transitions.rampOver(later, ramping)).isSameAs(later);
  }

  @Test
  void onlyProbesThatCloseTheCircuitBeginARamp() {
    Transitions careful = new Transitions(IN_A_ROW.toBuilder().rampUp(Duration.ofNanos(9)).build());
    HalfOpen half = (HalfOpen) state("half-open, 1 ok 1 running");

    assertThat(((Passing) ended(careful, half, OLD, false, false)).ramp()).isNotNull();
    assertThat(((Passing) ended(transitions, half, OLD, false, false)).ramp()).isNull();
    assertThat(((Passing) careful.reset(half, NOW)).ramp()).isNull();
    assertThat(((Passing) careful.start(NOW)).ramp()).isNull();
  }

  /** Guarantee 62: half-open failures count, closing begins anew, and the count saturates. */
  @Test
  void openingsAreCountedUntilTheCircuitCloses() {
    State state = transitions.start(NOW);
    for (int opening = 1; opening <= 3; opening++) {
      state =
          state instanceof Passing closed
              ? transitions.tripped(closed, closed, "why", WAIT, NOW)
              : failedProbe(transitions.halfOpen(state, NOW));
      assertThat(state.entry().openings()).isEqualTo(opening);
    }
    assertThat(transitions.forceOpen(state, NOW).entry().openings()).isEqualTo(3);
    assertThat(transitions.reset(state, NOW).entry().openings()).isEqualTo(0);
    Entry full = new Entry(1, 0, Integer.MAX_VALUE, "full");
    assertThat(full.opening(NOW, "more").openings()).isEqualTo(Integer.MAX_VALUE);
  }

  private State failedProbe(State halfOpen) {
    Admission admission = transitions.ask(halfOpen, NOW);
    return ended(transitions, admission.next(), (Probe) admission.permit(), true, false);
  }

  /** What counted before counts no more, although the state's name is the same. */
  @Test
  void aResetBeginsANewGenerationWithCountsOfItsOwnEvenIfTheCircuitIsClosed() {
    Passing before = (Passing) transitions.start(NOW);

    Passing after = (Passing) transitions.reset(before, NOW);

    assertThat(after.counts()).isNotSameAs(before.counts());
    assertThat(Transitions.isCurrent(after, before)).isFalse();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          closed               | 0
          open, 1 ns left      | 1
          open, wait over      | 0
          forced open          | 9223372036854775807
          half-open, 2 running | 0
          """)
  void remainingWaits(String state, long remaining) {
    assertThat(Transitions.remainingWait(state(state), NOW)).isEqualTo(remaining);
  }

  @Test
  void aClockReadingFromBeforeTheOpeningNeitherExtendsTheWaitNorEndsIt() {
    State open = new Open(since(105), WAIT, false);

    assertThat(Transitions.remainingWait(open, NOW)).isEqualTo(60);
    assertThat(transitions.ask(open, NOW).permit()).isNull();
  }

  /** Guarantee 58: compared by difference, so that the clock may overflow. */
  @Test
  void theMonotonicClockMayOverflowWhileTheCircuitIsOpen() {
    State open = new Open(since(Long.MAX_VALUE - 29), WAIT, false);

    assertThat(transitions.ask(open, Long.MIN_VALUE + 29).permit()).isNull();
    assertThat(transitions.ask(open, Long.MIN_VALUE + 30).permit()).isNotNull();
  }

  @Test
  void everyChangeSaysWhy() {
    State closed = state("closed");
    State half = state("half-open, 1 ok 1 running");
    assertThat(transitions.ask(state("open, wait over"), NOW).next().entry())
        .isEqualTo(new Entry(8, NOW, 3, "the open wait of 60 ns is over"));
    assertThat(transitions.timerFired(state("open, timed"), 7, NOW).entry().reason())
        .isEqualTo("the open wait of 60 ns is over");
    assertThat(transitions.tripped(closed, (Passing) closed, "why", WAIT, NOW).entry().reason())
        .isEqualTo("why");
    assertThat(ended(transitions, half, OLD, false, false).entry().reason())
        .isEqualTo("2 probes succeeded");
    assertThat(ended(transitions, half, OLD, true, false).entry().reason())
        .isEqualTo("a probe failed");
    assertThat(transitions.reset(half, NOW).entry().reason()).isEqualTo("reset by hand");
    assertThat(transitions.halfOpen(closed, NOW).entry().reason()).isEqualTo("half-opened by hand");
    assertThat(transitions.forceOpen(closed, NOW).entry().reason())
        .isEqualTo("forced open by hand");
    assertThat(transitions.disable(closed, NOW).entry().reason()).isEqualTo("disabled by hand");
    assertThat(transitions.metricsOnly(closed, NOW).entry().reason())
        .isEqualTo("set to metrics only by hand");
  }

  private static State state(String name) {
    return Objects.requireNonNull(STATES.get(name), name);
  }

  private static String describe(State before, State after) {
    if (after == before) {
      return "same";
    }
    boolean changed = after.kind() != before.kind();
    assertThat(after.entry().generation() > before.entry().generation() || !changed).isTrue();
    if (after instanceof Passing passing) {
      return passing.kind() + ", opening " + passing.entry().openings();
    }
    if (after instanceof Open open) {
      return open.isForced()
          ? "open for ever"
          : "open " + open.openWait() + " ns, opening " + open.entry().openings();
    }
    HalfOpen half = (HalfOpen) after;
    Tally ended = half.ended();
    StringBuilder text = new StringBuilder("half-open, ");
    text.append(ended.failures()).append(" of ").append(ended.calls()).append(" failed, running");
    half.running().forEach(probe -> text.append(' ').append(probe.number()));
    return text + (half.running().isEmpty() ? " -" : "");
  }
}
