package dev.redial.test.junit;

/** The timeline of a failed test, attached to what it threw. */
final class TimelineNote extends Throwable {

  private static final long serialVersionUID = 1L;

  TimelineNote(String timeline) {
    super("what happened:\n" + timeline, null, false, false);
  }
}
