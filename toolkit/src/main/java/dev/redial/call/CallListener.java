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
   * One listener that tells all of these, in their order; what one of them throws is logged, and
   * the others are told all the same.
   */
  static CallListener all(Collection<? extends CallListener> listeners) {
    return new AllListeners(listeners);
  }
}
