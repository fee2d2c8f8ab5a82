package dev.redial.test.assertions;

import dev.redial.call.Attempt;
import dev.redial.call.CallEvent;
import dev.redial.call.EndReason;
import dev.redial.call.Outcome;
import dev.redial.test.timeline.TimelineEntry;
import dev.redial.test.timeline.TimelineEvent;
import dev.redial.time.Moment;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Counts what guards told. Calls that have not ended are not counted; what they have waited so far
 * is, as in the metrics.
 */
final class ToldTally {

  private static final String DENIED = "the retry budget is empty";

  private final boolean onFakeClock;
  private final Numbers numbers = Numbers.ofCalls();
  private final Map<CallKey, ToldCall> calls = new HashMap<>();
  private final Set<CallKey> begun = new HashSet<>();
  private final Map<HedgeKey, Moment> hedges = new HashMap<>();
  private final Set<String> twins = new TreeSet<>();

  private ToldTally(boolean onFakeClock) {
    this.onFakeClock = onFakeClock;
  }

  /**
   * Of all that these entries tell.
   *
   * @param onFakeClock whether nothing passes on the clock between two things done at once
   * @param isAsked the names of the guards to count
   */
  static ToldTally of(List<TimelineEntry> entries, boolean onFakeClock, Predicate<String> isAsked) {
    ToldTally tally = new ToldTally(onFakeClock);
    for (TimelineEntry entry : entries) {
      CallEvent event = ofGuard(entry);
      if (event != null && isAsked.test(event.name())) {
        tally.on(event, entry.thread());
      }
    }
    tally.calls.values().forEach(call -> call.goesOn(tally.numbers));
    return tally;
  }

  /** What a guard of calls told; {@code null} for all else, what a circuit told included. */
  static @Nullable CallEvent ofGuard(TimelineEntry entry) {
    boolean isOfCircuit =
        entry.event() instanceof TimelineEvent.Told told
            && (told.event() instanceof CallEvent.Rejected
                || told.event() instanceof CallEvent.StateChanged);
    return !isOfCircuit && entry.event() instanceof TimelineEvent.Told told ? told.event() : null;
  }

  Numbers numbers() {
    return numbers;
  }

  /** Names under which more than one guard told of its calls. */
  Set<String> twins() {
    return twins;
  }

  private void on(CallEvent event, String thread) {
    if (event instanceof CallEvent.CallStarted e) {
      CallKey key = new CallKey(e.name(), e.call());
      if (!begun.add(key)) {
        twins.add(e.name());
      }
      calls.put(key, new ToldCall(e.at(), thread, onFakeClock));
    } else if (event instanceof CallEvent.AttemptStarted e) {
      call(e.attempt()).attemptStarted(e.at(), thread, numbers);
    } else if (event instanceof CallEvent.AttemptSucceeded e) {
      call(e.attempt()).attemptEnded();
    } else if (event instanceof CallEvent.AttemptFailed e) {
      call(e.attempt()).attemptEnded();
    } else if (event instanceof CallEvent.RetryScheduled e) {
      call(e.attempt()).retryScheduled(e);
    } else if (event instanceof CallEvent.RetryStopped e) {
      numbers.add(Measure.DENIALS, e.rule().startsWith(DENIED) ? 1 : 0);
    } else if (event instanceof CallEvent.CallEnded e) {
      ended(e, thread);
    } else if (event instanceof CallEvent.FallbackAnswered) {
      numbers.add(Measure.FALLBACKS, 1);
    } else if (event instanceof CallEvent.HedgeStarted e) {
      hedges.put(new HedgeKey(e.name(), e.call(), e.number()), e.at());
      numbers.add(Measure.HEDGES, 1);
    } else if (event instanceof CallEvent.HedgeEnded e) {
      hedgeEnded(e);
    }
  }

  private ToldCall call(Attempt attempt) {
    return calls.computeIfAbsent(
        new CallKey(attempt.name(), attempt.call()),
        unknown -> new ToldCall(null, "", onFakeClock));
  }

  private void ended(CallEvent.CallEnded event, String thread) {
    ToldCall call = calls.remove(new CallKey(event.name(), event.call()));
    EndReason reason = event.reason();
    if (call == null) {
      numbers.addCalls(reason, event.attempts(), 1);
      return;
    }
    numbers.addCalls(reason, twins.contains(event.name()) ? event.attempts() : call.ran(event), 1);
    call.ended(event.at(), thread, numbers);
    if (reason.outcome() != Outcome.SUCCEEDED) {
      numbers.add(Measure.WASTED, call.wasted(event.at()));
    }
  }

  /** A hedge that was given up when it was to begin is told, and yet never ran. */
  private void hedgeEnded(CallEvent.HedgeEnded event) {
    Moment began = hedges.remove(new HedgeKey(event.name(), event.call(), event.number()));
    boolean mayNotHaveRun =
        began != null
            && event.outcome() == Outcome.ABORTED
            && (!onFakeClock || event.at().since(began).isZero());
    if (mayNotHaveRun) {
      numbers.add(Measure.HEDGES, Amount.between(-1, 0));
    }
  }

  private record CallKey(String name, long call) {}

  private record HedgeKey(String name, long call, int number) {}
}
