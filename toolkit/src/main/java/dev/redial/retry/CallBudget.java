package dev.redial.retry;

import dev.redial.budget.RetryBudget;
import dev.redial.call.EndReason;

/** What one call does to the {@link RetryBudget} that it shares with others. */
final class CallBudget {

  private final RetryBudget shared;
  private boolean retried;

  CallBudget(RetryBudget shared) {
    this.shared = shared;
  }

  /** The first attempt starts; a call that may not begin is good for nothing. */
  void started() {
    shared.callStarted();
  }

  /** A call that nobody watched and that succeeded at once. */
  static void succeededAtOnce(RetryBudget shared) {
    shared.callStarted();
    shared.callSucceeded(false);
  }

  /**
   * Asked after all rules, so that nothing is spent where one of them stops. After a rejection it
   * is not: either nothing ran yet, and a first attempt is free, or the attempt that did not run is
   * paid for.
   */
  RetryDecision review(FailedAttempt failed, RetryDecision decision) {
    if (!failed.ran()) {
      return decision;
    }
    if (decision instanceof RetryDecision.Stop stop) {
      if (stop.atLimit()) {
        shared.failedAtLimit();
      }
      return decision;
    }
    if (!shared.tryRetry()) {
      return new RetryDecision.Stop("the retry budget is empty (" + shared + ")", EndReason.BUDGET);
    }
    retried = true;
    return decision;
  }

  void succeeded() {
    shared.callSucceeded(retried);
  }
}
