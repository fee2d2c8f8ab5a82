package dev.redial.call;

import java.util.Collection;

/**
 * Is told what happens to calls, on the thread on which it happens and in the order in which it
 * happens. It never runs under a lock. An exception it throws is logged and goes no further.
 */
@FunctionalInterface
public interface CallListener {

  /** Something happened. */
  void on(CallEvent event);

  /**
   * Whether it follows a call that now begins even if nothing fails in it; by default it does. If
   * none of a guard's listeners does, a call that succeeds at once tells nothing and costs next to
   * nothing, and any other is told from its first failure on: there is no {@link
   * CallEvent.CallStarted}, and the call's number is 0. A listener may answer differently from call
   * to call, and must bear to be told of calls that it does not follow, since others may. It is
   * asked on the thread of the call, and should answer within nanoseconds.
   */
  default boolean followsSuccess() {
    return true;
  }

  /**
   * What listens to one call that begins on this thread; by default this listener, as to all
   * others. A listener that must remember something from one event of a call to the next, such as
   * when it began, or the caller's span, keeps it in a listener of the call's own. It cannot tell
   * calls apart by their numbers: guards may share a name and a listener, and not all calls are
   * numbered.
   *
   * <p>It is asked at most once for each call, on the caller's thread, before the first event of
   * that call: of a call that is not {@linkplain #followsSuccess followed}, when an attempt has
   * failed or goes on elsewhere. What it returns hears the events of that call alone, on changing
   * threads but one at a time and in order, each after what the one before has written; and it
   * lives no longer than the call. A hedged call, and one that a fallback may answer, are calls of
   * their own. What circuits tell belongs to no call, and goes to this listener.
   *
   * <p>If it throws, or returns {@code null}, that is logged, and this listener is told nothing of
   * the call. A listener that passes events on to another should pass on this as well.
   */
  default CallListener forCall() {
    return this;
  }

  /**
   * One listener that tells all of these, in their order; what one of them throws is logged, and
   * the others are told all the same.
   */
  static CallListener all(Collection<? extends CallListener> listeners) {
    return new AllListeners(listeners);
  }
}
