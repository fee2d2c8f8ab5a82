package dev.redial.test.assertions;

import dev.redial.call.CircuitState;
import dev.redial.call.EndReason;
import dev.redial.call.Outcome;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Something that is counted of calls or by a circuit.
 *
 * @param group what it belongs to; who knows one measure of a group knows them all
 * @param place its place among those of its group
 * @param label what a table calls it
 * @param one what a sentence calls one of it, as in {@code "call"}
 * @param many what a sentence calls several of it
 */
record Measure(Group group, int place, String label, String one, String many)
    implements Comparable<Measure> {

  /** Measures that are known together, in the order in which they are shown. */
  enum Group {
    CALLS(0),
    SUCCEEDED(1),
    SUCCESSES(2),
    NOT_SUCCEEDED(1),
    FAILED(1),
    FAILURES(2),
    REJECTED(1),
    REJECTIONS(2),
    ABORTED(1),
    ABORTS(2),
    ATTEMPTS(0),
    ATTEMPTS_BY_OUTCOME(1),
    DISTRIBUTION(1),
    ENDS(2),
    RETRIES(0),
    RETRIES_BY_OUTCOME(1),
    WAITED(0),
    WASTED(0),
    FALLBACKS(0),
    HEDGES(0),
    DENIALS(0),
    CIRCUIT_PASSED(0),
    CIRCUIT_CALLS(1),
    CIRCUIT_REJECTED(0),
    CIRCUIT_CHANGES(0);

    private final int depth;

    Group(int depth) {
      this.depth = depth;
    }

    /** How far it is indented. */
    int depth() {
      return depth;
    }

    boolean isTime() {
      return this == WAITED || this == WASTED;
    }

    /** Whether it is shown only where it matters, since other measures say nearly the same. */
    boolean isMinor() {
      return switch (this) {
        case ATTEMPTS_BY_OUTCOME, ENDS, RETRIES_BY_OUTCOME, NOT_SUCCEEDED -> true;
        default -> false;
      };
    }
  }

  static final Measure CALLS = of(Group.CALLS, "calls", "call");
  static final Measure NOT_SUCCEEDED =
      new Measure(
          Group.NOT_SUCCEEDED,
          0,
          "did not succeed",
          "call that did not succeed",
          "calls that did not succeed");
  static final Measure ATTEMPTS = of(Group.ATTEMPTS, "attempts", "attempt");
  static final Measure RETRIES = new Measure(Group.RETRIES, 0, "retries", "retry", "retries");
  static final Measure WAITED = of(Group.WAITED, "waited", "wait");
  static final Measure WASTED =
      new Measure(Group.WASTED, 0, "in vain", "time in vain", "time in vain");
  static final Measure FALLBACKS = of(Group.FALLBACKS, "fallbacks", "fallback");
  static final Measure HEDGES = of(Group.HEDGES, "hedges", "hedge");
  static final Measure DENIALS = of(Group.DENIALS, "budget denials", "budget denial");

  static final Measure CIRCUIT_PASSED =
      new Measure(Group.CIRCUIT_PASSED, 0, "passed", "call that passed", "calls that passed");
  static final Measure CIRCUIT_SUCCEEDED = circuitCalls(0, "succeeded");
  static final Measure CIRCUIT_FAILED = circuitCalls(1, "failed");
  static final Measure CIRCUIT_IGNORED = circuitCalls(2, "were ignored");
  static final Measure CIRCUIT_REJECTED = of(Group.CIRCUIT_REJECTED, "rejections", "rejection");

  private static Measure of(Group group, String label, String one) {
    return new Measure(group, 0, label, one, one + "s");
  }

  private static Measure circuitCalls(int place, String what) {
    String one = what.replace("were", "was");
    return new Measure(Group.CIRCUIT_CALLS, place, what, "call that " + one, "calls that " + what);
  }

  static Measure changes(CircuitState to) {
    String label = "changes to " + to;
    return new Measure(Group.CIRCUIT_CHANGES, place(to), label, "change to " + to, label);
  }

  static Measure calls(Outcome outcome) {
    return switch (outcome) {
      case SUCCEEDED -> ended(Group.SUCCEEDED, 0, "succeeded", "succeeded");
      case FAILED -> ended(Group.FAILED, 0, "failed", "failed");
      case REJECTED ->
          new Measure(Group.REJECTED, 0, "rejected", "rejected call", "rejected calls");
      case ABORTED -> new Measure(Group.ABORTED, 0, "aborted", "aborted call", "aborted calls");
    };
  }

  static Measure calls(EndReason reason) {
    Group group =
        switch (reason.outcome()) {
          case SUCCEEDED -> Group.SUCCESSES;
          case FAILED -> Group.FAILURES;
          case REJECTED -> Group.REJECTIONS;
          case ABORTED -> Group.ABORTS;
        };
    return switch (reason) {
      case AT_ONCE -> ended(group, 0, "at once", "succeeded at once");
      case AFTER_RETRY -> ended(group, 1, "after a retry", "succeeded after a retry");
      default -> ended(group, place(reason), words(reason), "ended for " + reason);
    };
  }

  private static Measure ended(Group group, int place, String label, String how) {
    return new Measure(group, place, label, "call that " + how, "calls that " + how);
  }

  private static <E extends Enum<E>> int place(E constant) {
    return List.of(constant.getDeclaringClass().getEnumConstants()).indexOf(constant);
  }

  private static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Calls that took so many attempts. */
  static Measure calls(int attempts) {
    String of = "of " + Phrases.count(attempts, "attempt");
    return new Measure(Group.DISTRIBUTION, attempts, "calls " + of, "call " + of, "calls " + of);
  }

  /** Calls that ended for this reason and took so many attempts. */
  static Measure calls(EndReason reason, int attempts) {
    String of = " of " + Phrases.count(attempts, "attempt");
    return new Measure(
        Group.ENDS,
        attempts * EndReason.values().length + place(reason),
        words(reason) + "," + of.substring(" of".length()),
        "call" + of + " that ended for " + reason,
        "calls" + of + " that ended for " + reason);
  }

  static Measure attempts(Outcome outcome) {
    return ofCalls(Group.ATTEMPTS_BY_OUTCOME, outcome, "attempt", "attempts");
  }

  static Measure retries(Outcome outcome) {
    return ofCalls(Group.RETRIES_BY_OUTCOME, outcome, "retry", "retries");
  }

  private static Measure ofCalls(Group group, Outcome outcome, String one, String many) {
    boolean isActive = outcome == Outcome.SUCCEEDED || outcome == Outcome.FAILED;
    String of = "of calls that " + (isActive ? "" : "were ") + words(outcome);
    return new Measure(group, place(outcome), of, one + " " + of, many + " " + of);
  }

  /** So much of it, as in {@code "3 retries"}. */
  String said(Amount amount) {
    if (group.isTime()) {
      return amount.text(true) + " of " + many;
    }
    if (amount.least() != amount.most()) {
      return amount.text(false) + " " + many;
    }
    return (amount.isZero() ? "no" : amount.text(false)) + " " + (amount.most() == 1 ? one : many);
  }

  @Override
  public int compareTo(Measure other) {
    return Comparator.comparing(Measure::group).thenComparing(Measure::place).compare(this, other);
  }
}
