package dev.redial.test.timeline;

import java.util.List;
import java.util.stream.Stream;

/**
 * A timeline told as calls and their attempts, as far as it was recorded when it was asked for.
 *
 * <p>Where Redial's policies told of calls, calls and attempts are theirs; invocations of wrapped
 * objects and wire requests belong to the attempt under way. Without policies, the invocations of a
 * target are the attempts, and without those, the wire requests of a route.
 */
public final class Story {

  private final List<StoryPart> parts;
  private final List<StoryPart> circuitParts;
  private final List<InvocationStory> looseInvocations;
  private final List<WireStory> looseWireRequests;
  private final boolean onFakeClock;

  Story(
      List<StoryPart> parts,
      List<StoryPart> circuitParts,
      List<InvocationStory> looseInvocations,
      List<WireStory> looseWireRequests,
      boolean onFakeClock) {
    this.parts = List.copyOf(parts);
    this.circuitParts = List.copyOf(circuitParts);
    this.looseInvocations = List.copyOf(looseInvocations);
    this.looseWireRequests = List.copyOf(looseWireRequests);
    this.onFakeClock = onFakeClock;
  }

  /** All of it in order: calls, and what a circuit did when no call was under way. */
  public List<StoryPart> parts() {
    return parts;
  }

  /** The calls, in the order in which they began. */
  public List<CallStory> calls() {
    return only(CallStory.class, parts).toList();
  }

  /** The transitions of all circuits, in calls and between them, in order. */
  public List<Transition> transitions() {
    return only(Transition.class, circuitParts).toList();
  }

  /** The rejections of all circuits, in calls and between them, in order. */
  public List<Rejection> rejections() {
    return only(Rejection.class, circuitParts).toList();
  }

  /** All requests that sockets saw: those of each call, then those of none. */
  public List<WireStory> wireRequests() {
    return Stream.concat(
            calls().stream().flatMap(call -> call.wireRequests().stream()),
            looseWireRequests.stream())
        .toList();
  }

  /** Invocations of wrapped objects that belong to no attempt, or to more than one. */
  public List<InvocationStory> looseInvocations() {
    return looseInvocations;
  }

  /** Wire requests that belong to no attempt, or to more than one. */
  public List<WireStory> looseWireRequests() {
    return looseWireRequests;
  }

  /** Whether its times come from a clock other than the system's. */
  public boolean onFakeClock() {
    return onFakeClock;
  }

  static <P extends StoryPart> Stream<P> only(Class<P> type, List<StoryPart> parts) {
    return parts.stream().filter(type::isInstance).map(type::cast);
  }
}
