package dev.redial.test.timeline;

import dev.redial.call.CallEvent;
import dev.redial.test.timeline.DerivedCalls.Target;
import dev.redial.test.timeline.TimelineEvent.InvocationEnded;
import dev.redial.test.timeline.TimelineEvent.InvocationStarted;
import dev.redial.test.timeline.TimelineEvent.NewCall;
import dev.redial.test.timeline.TimelineEvent.Told;
import dev.redial.test.timeline.TimelineEvent.WireAnswer;
import dev.redial.test.timeline.TimelineEvent.WireRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Reads entries in order and puts their story together. */
final class StoryBuilder {

  /** What the attempts are. */
  private enum Attempts {
    TOLD,
    INVOCATIONS,
    WIRE_REQUESTS
  }

  private final StoryDraft story = new StoryDraft();
  private final ToldCalls told = new ToldCalls(story);
  private final DerivedCalls derived = new DerivedCalls(story);
  private final Attempts attempts;
  private final Map<Long, TimelineEntry> invocationEnds = new HashMap<>();
  private final Map<Long, TimelineEntry> wireEnds = new HashMap<>();

  private StoryBuilder(List<PlacedEntry> entries) {
    attempts = attemptsOf(entries);
    for (PlacedEntry placed : entries) {
      if (placed.entry().event() instanceof InvocationEnded e) {
        invocationEnds.put(e.invocation(), placed.entry());
      } else if (placed.entry().event() instanceof WireAnswer e) {
        wireEnds.put(e.request(), placed.entry());
      }
    }
  }

  static Story tell(List<PlacedEntry> entries, boolean onFakeClock) {
    StoryBuilder builder = new StoryBuilder(entries);
    entries.forEach(builder::read);
    builder.derived.conclude();
    return builder.story.finish(onFakeClock);
  }

  private static Attempts attemptsOf(List<PlacedEntry> entries) {
    if (any(entries, e -> e instanceof Told t && tellsOfACall(t.event()))) {
      return Attempts.TOLD;
    }
    return any(entries, InvocationStarted.class::isInstance)
        ? Attempts.INVOCATIONS
        : Attempts.WIRE_REQUESTS;
  }

  private static boolean tellsOfACall(CallEvent event) {
    return event instanceof CallEvent.CallStarted || event instanceof CallEvent.AttemptStarted;
  }

  private static boolean any(List<PlacedEntry> entries, Predicate<TimelineEvent> test) {
    return entries.stream().anyMatch(placed -> test.test(placed.entry().event()));
  }

  private void read(PlacedEntry placed) {
    TimelineEvent event = placed.entry().event();
    if (event instanceof Told e) {
      told.on(e.event(), placed);
    } else if (event instanceof NewCall e) {
      newCall(e);
    } else if (event instanceof InvocationStarted e) {
      invocationStarted(e, placed);
    } else if (event instanceof InvocationEnded e) {
      if (attempts == Attempts.INVOCATIONS) {
        derived.end(e.invocation(), placed.entry(), e.failure(), e.error());
      }
    } else if (event instanceof WireRequest e) {
      wireRequest(e, placed);
    } else if (event instanceof WireAnswer e && attempts == Attempts.WIRE_REQUESTS) {
      derived.end(e.request(), placed.entry(), e.failure(), null);
    }
  }

  private void newCall(NewCall event) {
    if (attempts != Attempts.TOLD) {
      derived.newCall(event.name());
    }
  }

  private void invocationStarted(InvocationStarted event, PlacedEntry placed) {
    InvocationStory invocation =
        new InvocationStory(placed.entry(), invocationEnds.get(event.invocation()));
    if (attempts == Attempts.INVOCATIONS) {
      derived
          .begin(event.invocation(), new Target("", event.target()), placed)
          .invocations
          .add(invocation);
    } else {
      story.addInvocation(invocation, placed.thread());
    }
  }

  private void wireRequest(WireRequest event, PlacedEntry placed) {
    WireStory request = new WireStory(placed.entry(), wireEnds.get(event.request()));
    if (attempts == Attempts.WIRE_REQUESTS) {
      derived.begin(event.request(), route(event), placed).wireRequests.add(request);
    } else {
      story.addWireRequest(request, placed.thread());
    }
  }

  private static Target route(WireRequest request) {
    int query = request.line().indexOf('?');
    String route = query < 0 ? request.line() : request.line().substring(0, query);
    return new Target(request.server(), route);
  }
}
