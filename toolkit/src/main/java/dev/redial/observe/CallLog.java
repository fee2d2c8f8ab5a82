package dev.redial.observe;

/** Placeholder. */
public final class CallLog {
  private CallLog() {}
}
