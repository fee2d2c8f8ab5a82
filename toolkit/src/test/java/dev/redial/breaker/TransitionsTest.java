package dev.redial.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.breaker.State.Closed;
import dev.redial.breaker.State.Entry;
import dev.redial.breaker.State.HalfOpen;
import dev.redial.breaker.State.Open;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every state against everything that may happen in it; it is always 100 ns o'clock. */
class TransitionsTest {

  private static final long NOW = 100;

  private static final Entry ENTRY = new Entry(7, 50, "test");
  private static final Probe OLD = new Probe(7, 1, 71);
  private static final Probe OVERDUE = new Probe(7, 1, 70);
  private static final Probe NEW = new Probe(7, 2, 90);

  private static final Map<String, State> STATES =
      Map.of(
          "closed", new Closed(ENTRY, 0),
          "closed, 2 failed", new Closed(ENTRY, 2),
          "open, 1 ns left", new Open(new Entry(7, 41, "test"), 60),
          "open, wait over", new Open(new Entry(7, 40, "test"), 60),
          "forced open", new Open(ENTRY, Open.FOREVER),
          "half-open", new HalfOpen(ENTRY),
          "half-open, 1 running", new HalfOpen(ENTRY, 1, 0, List.of(OLD)),
          "half-open, 2 running", new HalfOpen(ENTRY, 2, 0, List.of(OLD, NEW)),
          "half-open, 1 overdue", new HalfOpen(ENTRY, 2, 0, List.of(OVERDUE, NEW)),
          "half-open, 1 ok 1 running", new HalfOpen(ENTRY, 2, 1, List.of(OLD)));

  private final Transitions transitions =
      new Transitions(
          BreakerPolicy.builder()
              .failuresInARow(3)
              .openWait(Duration.ofNanos(60))
              .halfOpenProbes(2)
              .maxProbeWait(Duration.ofNanos(30))
              .build());

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          closed                    | passes   | same
          closed, 2 failed          | passes   | same
          open, 1 ns left           | rejected | same
          open, wait over           | passes   | half-open, 0 ok, running 1
          forced open               | rejected | same
          half-open                 | passes   | half-open, 0 ok, running 1
          half-open, 1 running      | passes   | half-open, 0 ok, running 1 2
          half-open, 2 running      | rejected | same
          half-open, 1 overdue      | passes   | half-open, 0 ok, running 2 3
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

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # from                    | success            | failure          | ignored
          closed                    | same               | closed, 1 failed | same
          closed, 2 failed          | closed, 0 failed   | open, 60 ns      | same
          half-open, 1 running      | half-open, 1 ok, running - | open, 60 ns | half-open, 0 ok, running -
          half-open, 2 running      | half-open, 1 ok, running 2 | open, 60 ns | half-open, 0 ok, running 2
          half-open, 1 overdue      | half-open, 1 ok, running 2 | open, 60 ns | half-open, 0 ok, running 2
          half-open, 1 ok 1 running | closed, 0 failed   | open, 60 ns      | half-open, 1 ok, running -
          """)
  void aCallOfThisStateEnds(String from, String success, String failure, String ignored) {
    State state = state(from);
    Permit permit = state instanceof HalfOpen half ? half.running().get(0) : (Closed) state;

    assertThat(describe(state, transitions.succeeded(state, permit, NOW))).isEqualTo(success);
    assertThat(describe(state, transitions.failed(state, permit, NOW))).isEqualTo(failure);
    assertThat(describe(state, transitions.released(state, permit))).isEqualTo(ignored);
  }

  /** Guarantees 52, 53, 60: neither a permit of an earlier state nor one given back counts. */
  @Test
  void aCallOfAnotherStateChangesNothing() {
    Entry earlier = new Entry(6, 0, "test");
    List<Permit> strangers =
        List.of(new Closed(earlier, 0), new Closed(earlier, 2), new Probe(6, 1, 71));
    List<Permit> givenBack = List.of(new Probe(7, 9, 71));

    STATES.forEach(
        (name, state) -> {
          for (List<Permit> permits : List.of(strangers, givenBack)) {
            for (Permit permit : permits) {
              assertThat(transitions.succeeded(state, permit, NOW)).as(name).isSameAs(state);
              assertThat(transitions.failed(state, permit, NOW)).as(name).isSameAs(state);
              assertThat(transitions.released(state, permit)).as(name).isSameAs(state);
            }
          }
        });
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # from                    | reset            | halfOpen                   | forceOpen
          closed                    | closed, 0 failed | half-open, 0 ok, running - | open for ever
          closed, 2 failed          | closed, 0 failed | half-open, 0 ok, running - | open for ever
          open, 1 ns left           | closed, 0 failed | half-open, 0 ok, running - | open for ever
          open, wait over           | closed, 0 failed | half-open, 0 ok, running - | open for ever
          forced open               | closed, 0 failed | half-open, 0 ok, running - | same
          half-open                 | closed, 0 failed | same                       | open for ever
          half-open, 1 running      | closed, 0 failed | same                       | open for ever
          half-open, 2 running      | closed, 0 failed | same                       | open for ever
          half-open, 1 overdue      | closed, 0 failed | same                       | open for ever
          half-open, 1 ok 1 running | closed, 0 failed | same                       | open for ever
          """)
  void aPersonSteersByHand(String from, String reset, String halfOpen, String forceOpen) {
    State state = state(from);

    assertThat(describe(state, transitions.reset(state, NOW))).isEqualTo(reset);
    assertThat(describe(state, transitions.halfOpen(state, NOW))).isEqualTo(halfOpen);
    assertThat(describe(state, transitions.forceOpen(state, NOW))).isEqualTo(forceOpen);
  }

  /** What counted before counts no more, although the state's name is the same. */
  @Test
  void aResetBeginsANewGenerationEvenIfTheCircuitIsClosed() {
    State state = state("closed, 2 failed");

    State next = transitions.reset(state, NOW);

    assertThat(transitions.failed(next, (Closed) state, NOW)).isSameAs(next);
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
    State open = new Open(new Entry(7, 105, "test"), 60);

    assertThat(Transitions.remainingWait(open, NOW)).isEqualTo(60);
    assertThat(transitions.ask(open, NOW).permit()).isNull();
  }

  /** Guarantee 58: compared by difference, so that the clock may overflow. */
  @Test
  void theMonotonicClockMayOverflowWhileTheCircuitIsOpen() {
    State open = new Open(new Entry(7, Long.MAX_VALUE - 29, "test"), 60);

    assertThat(transitions.ask(open, Long.MIN_VALUE + 29).permit()).isNull();
    assertThat(transitions.ask(open, Long.MIN_VALUE + 30).permit()).isNotNull();
  }

  @Test
  void everyChangeSaysWhy() {
    assertThat(transitions.ask(state("open, wait over"), NOW).next().entry())
        .isEqualTo(new Entry(8, NOW, "the open wait of 60 ns is over"));
    State closed = state("closed, 2 failed");
    assertThat(transitions.failed(closed, (Closed) closed, NOW).entry().reason())
        .isEqualTo("3 failures in a row");
    State half = state("half-open, 1 ok 1 running");
    assertThat(transitions.succeeded(half, OLD, NOW).entry().reason())
        .isEqualTo("2 probes succeeded");
    assertThat(transitions.failed(half, OLD, NOW).entry().reason()).isEqualTo("a probe failed");
    assertThat(transitions.reset(half, NOW).entry().reason()).isEqualTo("reset by hand");
    assertThat(transitions.halfOpen(closed, NOW).entry().reason()).isEqualTo("half-opened by hand");
    assertThat(transitions.forceOpen(closed, NOW).entry().reason())
        .isEqualTo("forced open by hand");
  }

  private static State state(String name) {
    return STATES.get(name);
  }

  private static String describe(State before, State after) {
    if (after == before) {
      return "same";
    }
    boolean changed = after.kind() != before.kind();
    assertThat(after.entry().generation() > before.entry().generation() || !changed).isTrue();
    if (after instanceof Closed closed) {
      return "closed, " + closed.failures() + " failed";
    }
    if (after instanceof Open open) {
      return open.openWait() == Open.FOREVER ? "open for ever" : "open, " + open.openWait() + " ns";
    }
    HalfOpen half = (HalfOpen) after;
    StringBuilder text = new StringBuilder("half-open, " + half.succeeded() + " ok, running");
    half.running().forEach(probe -> text.append(' ').append(probe.number()));
    return text + (half.running().isEmpty() ? " -" : "");
  }
}
