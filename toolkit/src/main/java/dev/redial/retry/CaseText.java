package dev.redial.retry;

import dev.redial.time.Durations;

/** A worst case in one line. */
final class CaseText {

  private CaseText() {}

  /**
   * As in {@code "5 attempts, 11 s of waiting; 20 min if each answer asks for it"} or, with a time
   * of the operation, {@code "5 attempts, 21 s, of which 11 s waiting; 20 min 10 s if …"}.
   */
  static String of(WorstCase worst) {
    boolean onlyWaits = worst.time().equals(worst.waits());
    return worst.attempts()
        + (worst.attempts() == 1 ? " attempt, " : " attempts, ")
        + Durations.format(worst.time())
        + (onlyWaits ? " of waiting" : ", of which " + Durations.format(worst.waits()) + " waiting")
        + (worst.timeAsAsked().equals(worst.time())
            ? ""
            : "; " + Durations.format(worst.timeAsAsked()) + " if each answer asks for it");
  }
}
