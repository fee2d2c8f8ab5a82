package dev.redial.breaker;

/**
 * What a call holds while its operation runs. It names the state that issued it, so that a result
 * which arrives in a later state changes nothing there.
 */
sealed interface Permit permits State.Passing, Permit.Timed, Probe {

  /**
   * The permit of a call whose time is taken.
   *
   * @param since when it was issued, on the monotonic clock
   */
  record Timed(State.Passing passing, long since) implements Permit {}
}
