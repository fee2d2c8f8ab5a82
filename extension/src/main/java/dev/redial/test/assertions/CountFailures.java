package dev.redial.test.assertions;

import dev.redial.test.report.AsciiTimeline;
import dev.redial.time.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Supplier;

/** Compares numbers, and says what differs. */
final class CountFailures {

  /**
   * A failed assertion.
   *
   * @param text the whole message
   */
  record Failure(String text, String expected, String actual) {}

  private final AsciiTimeline report;

  CountFailures(AsciiTimeline report) {
    this.report = report;
  }

  /** Whether so much was counted. */
  Optional<Failure> compare(Counted counted, Measure measure, Amount expected) {
    Numbers numbers = counted.read().get();
    Optional<Amount> actual = numbers.amount(measure);
    String wanted = measure.said(expected);
    if (actual.isEmpty()) {
      String sentence =
          "Expected %s, but %s cannot tell: %s".formatted(wanted, counted.who(), counted.limits());
      return Optional.of(
          new Failure(
              report.paragraph(sentence)
                  + "\n\n"
                  + Ledger.of(counted.title(), numbers, null, "", report),
              wanted,
              "not counted"));
    }
    if (actual.get().agreesWith(expected)) {
      return Optional.empty();
    }
    boolean isTime = measure.group().isTime();
    String found = actual.get().text(isTime);
    String sentence =
        "Expected "
            + wanted
            + ", but "
            + (isTime ? "it was " + found : Phrases.thereWere(actual.get().least()))
            + ".";
    String table =
        Ledger.of(counted.title(), numbers, measure, "expected " + expected.text(isTime), report);
    return Optional.of(
        new Failure(
            report.paragraph(sentence) + "\n\n" + table, wanted, measure.said(actual.get())));
  }

  /** Whether both counted the same, as far as both know it. */
  Optional<Failure> compare(
      Counted counted, Numbers numbers, Recorded recorded, Supplier<String> hints) {
    List<Measure> differences = Ledger.differences(numbers, recorded.numbers());
    if (differences.isEmpty()) {
      return Optional.empty();
    }
    Measure first = differences.get(0);
    Amount one = numbers.amount(first).orElse(Amount.ZERO);
    Amount other = recorded.numbers().amount(first).orElse(Amount.ZERO);
    String others =
        differences.size() == 1 ? "" : " In all, " + differences.size() + " numbers differ.";
    String sentence =
        "%s counted %s, but the timeline recorded %s.%s"
            .formatted(counted.capital(), first.said(one), recordedText(first, other), others);
    String hint = hints.get();
    List<String> blocks = new ArrayList<>();
    blocks.add(report.paragraph(sentence + (hint.isEmpty() ? "" : " " + hint)));
    blocks.add(
        Ledger.of(
            counted.title(),
            numbers,
            recorded.title(),
            recorded.numbers(),
            note(first, one, other),
            report));
    blocks.add(new FailureText(report).picture(recorded.story()));
    SortedSet<Measure> shared = numbers.sharedWith(recorded.numbers());
    return Optional.of(
        new Failure(
            String.join("\n\n", blocks),
            Ledger.list(recorded.numbers(), shared),
            Ledger.list(numbers, shared)));
  }

  private static String recordedText(Measure measure, Amount amount) {
    boolean isTime = measure.group().isTime();
    if (isTime || amount.least() != amount.most()) {
      return amount.text(isTime);
    }
    return amount.isZero() ? "none" : amount.text(false);
  }

  /** How far the one is from the other. */
  private static String note(Measure measure, Amount one, Amount other) {
    boolean isTime = measure.group().isTime();
    boolean isMore = one.least() > other.most();
    long difference = isMore ? one.least() - other.most() : other.least() - one.most();
    String much = isTime ? Durations.format(Duration.ofNanos(difference)) : "" + difference;
    return much
        + (isTime ? (isMore ? " too long" : " too short") : isMore ? " too many" : " too few");
  }
}
