package dev.redial.test.clock;

/**
 * The fake clock cannot move, and nothing in sight will make it: somebody waits for it while
 * another thread of the test waits for something it cannot see, or everybody waits and nothing is
 * due. It is an {@link AssertionError}, so that no retry policy retries it and the test fails.
 */
public final class ClockStalledError extends AssertionError {

  private static final long serialVersionUID = 1L;

  ClockStalledError(String message) {
    super(message);
  }
}
