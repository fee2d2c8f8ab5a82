package dev.redial.breaker;

/** What the end of a call says about the other side. */
enum Verdict {
  SUCCESS,
  FAILURE,
  /** Nothing: it neither counts nor resets a count. */
  IGNORED
}
