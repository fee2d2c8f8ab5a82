package dev.redial.test.timeline;

import java.util.ArrayList;
import java.util.List;

/** A story while it is put together. */
final class StoryDraft {

  final OpenOnThreads<CallDraft> openCalls = new OpenOnThreads<>();
  final OpenOnThreads<AttemptDraft> openAttempts = new OpenOnThreads<>();

  /** Calls, and all else already as it will be told. */
  private final List<Object> parts = new ArrayList<>();

  private final List<StoryPart> circuitParts = new ArrayList<>();
  private final List<InvocationStory> looseInvocations = new ArrayList<>();
  private final List<WireStory> looseWireRequests = new ArrayList<>();

  CallDraft beginCall(String name, long number, PlacedEntry at) {
    CallDraft call = new CallDraft(name, number, at.elapsed());
    parts.add(call);
    openCalls.open(call, at.thread());
    return call;
  }

  /** What a circuit did: part of the call at work on the thread, or between the calls. */
  void addCircuitPart(StoryPart part, long thread) {
    circuitParts.add(part);
    add(part, thread);
  }

  /** Part of the call at work on the thread, or between the calls. */
  void add(StoryPart part, long thread) {
    openCalls.find(thread).ifPresentOrElse(call -> call.add(part), () -> parts.add(part));
  }

  void addInvocation(InvocationStory invocation, long thread) {
    openAttempts
        .find(thread)
        .map(attempt -> attempt.invocations)
        .orElse(looseInvocations)
        .add(invocation);
  }

  void addWireRequest(WireStory request, long thread) {
    openAttempts
        .find(thread)
        .map(attempt -> attempt.wireRequests)
        .orElse(looseWireRequests)
        .add(request);
  }

  Story finish(boolean onFakeClock) {
    List<StoryPart> finished = new ArrayList<>(parts.size());
    for (Object part : parts) {
      if (part instanceof StoryPart told) {
        finished.add(told);
      } else if (part instanceof CallDraft call) {
        finished.add(new CallStory(call, onFakeClock));
      }
    }
    return new Story(finished, circuitParts, looseInvocations, looseWireRequests, onFakeClock);
  }
}
