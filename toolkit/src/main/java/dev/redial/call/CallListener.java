package dev.redial.call;

/**
 * Is told what happens to calls, on the thread on which it happens and in the order in which it
 * happens. It never runs under a lock. An exception it throws is logged and goes no further.
 */
@FunctionalInterface
public interface CallListener {

  /** Something happened. */
  void on(CallEvent event);
}
