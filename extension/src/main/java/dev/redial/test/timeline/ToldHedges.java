package dev.redial.test.timeline;

import dev.redial.call.CallEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Hedges as they are told. Of attempts that were not hedged, there is nothing to tell. */
final class ToldHedges {

  private final StoryDraft story;
  private final Set<HedgedKey> hedged = new HashSet<>();

  /** How first tries ended that may yet be followed by a hedge. */
  private final Map<HedgedKey, HedgeEnd> firstEnds = new HashMap<>();

  ToldHedges(StoryDraft story) {
    this.story = story;
  }

  void on(CallEvent.HedgeStarted event, PlacedEntry at) {
    HedgedKey key = new HedgedKey(event.name(), event.call());
    hedged.add(key);
    HedgeEnd firstEnd = firstEnds.remove(key);
    if (firstEnd != null) {
      story.add(firstEnd, at.thread());
    }
    story.add(new HedgeBegin(event.name(), event.number(), at.elapsed()), at.thread());
  }

  void on(CallEvent.HedgeEnded event, PlacedEntry at) {
    HedgedKey key = new HedgedKey(event.name(), event.call());
    HedgeEnd end =
        new HedgeEnd(event.name(), event.number(), at.elapsed(), event.outcome(), event.error());
    if (hedged.contains(key)) {
      story.add(end, at.thread());
    } else {
      firstEnds.put(key, end);
    }
  }

  private record HedgedKey(String hedge, long call) {}
}
