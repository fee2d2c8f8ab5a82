package dev.redial.test.assertions;

import dev.redial.test.assertions.Measure.Group;
import dev.redial.test.report.AsciiTimeline;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Numbers in a table of at most 80 columns: those of one side, or those of two beside each other.
 */
final class Ledger {

  private static final String INDENT = "    ";
  private static final int MOST_ROWS = 40;
  private static final int LONGEST_LABEL = 36;
  private static final int WIDEST = 20;

  private record Row(String label, String left, String right, boolean differs) {}

  private final AsciiTimeline report;
  private final List<Row> rows = new ArrayList<>();

  private Ledger(AsciiTimeline report) {
    this.report = report;
  }

  /** All that one side knows; the eye is drawn to one of it. */
  static String of(
      String title, Numbers numbers, @Nullable Measure at, String note, AsciiTimeline report) {
    Ledger ledger = new Ledger(report);
    SortedSet<Measure> measures = new TreeSet<>(numbers.counted().keySet());
    if (at != null) {
      measures.add(at);
    }
    for (Measure measure : measures) {
      Amount amount = numbers.amount(measure).orElse(Amount.ZERO);
      boolean isAt = measure.equals(at);
      if (isAt || isShown(measure, amount, Amount.ZERO, numbers)) {
        ledger.add(measure, amount, null, isAt);
      }
    }
    return ledger.text(title, "", note);
  }

  /** All that both know; the eye is drawn to the first difference. */
  static String of(
      String leftTitle,
      Numbers left,
      String rightTitle,
      Numbers right,
      String note,
      AsciiTimeline report) {
    Ledger ledger = new Ledger(report);
    List<Measure> differences = differences(left, right);
    for (Measure measure : left.sharedWith(right)) {
      Amount one = left.amount(measure).orElse(Amount.ZERO);
      Amount other = right.amount(measure).orElse(Amount.ZERO);
      boolean differs = differences.contains(measure);
      if (differs || isShown(measure, one, other, left)) {
        ledger.add(measure, one, other, differs);
      }
    }
    return ledger.text(leftTitle, rightTitle, note);
  }

  /** The numbers of one side as far as both know them, for a comparison by eye. */
  static String list(Numbers numbers, Iterable<Measure> measures) {
    List<String> lines = new ArrayList<>();
    for (Measure measure : measures) {
      Amount amount = numbers.amount(measure).orElse(Amount.ZERO);
      lines.add(measure.label() + ": " + amount.text(measure.group().isTime()));
    }
    return String.join("\n", lines);
  }

  private static boolean isShown(Measure measure, Amount one, Amount other, Numbers numbers) {
    boolean isHead = measure.equals(Measure.CALLS) || measure.equals(Measure.ATTEMPTS);
    boolean isNothing = one.isZero() && other.isZero();
    boolean isMinor =
        measure.group().isMinor()
            && !(measure.equals(Measure.NOT_SUCCEEDED) && !numbers.knows(Group.FAILED));
    return isHead || (!isNothing && !isMinor);
  }

  private void add(Measure measure, Amount left, @Nullable Amount right, boolean differs) {
    boolean isTime = measure.group().isTime();
    rows.add(
        new Row(
            INDENT + "  ".repeat(measure.group().depth()) + measure.label(),
            left.text(isTime),
            right == null ? "" : right.text(isTime),
            differs));
  }

  private String text(String leftTitle, String rightTitle, String note) {
    int labels =
        Math.min(
            LONGEST_LABEL, rows.stream().mapToInt(row -> row.label().length()).max().orElse(0));
    int left = width(leftTitle, rows.stream().map(Row::left).toList());
    int right = width(rightTitle, rows.stream().map(Row::right).toList());
    List<String> lines = new ArrayList<>();
    lines.add(report.line(line("", labels, leftTitle, left, rightTitle, right), ""));
    boolean isMarked = false;
    int leftOut = 0;
    for (Row row : rows) {
      boolean marks = row.differs() && !isMarked;
      if (lines.size() > MOST_ROWS && !marks) {
        leftOut++;
        continue;
      }
      String line = line(row.label(), labels, row.left(), left, row.right(), right);
      lines.add(report.line(line, marks ? note : ""));
      isMarked |= marks;
    }
    if (leftOut > 0) {
      lines.add(report.line(INDENT + "and " + leftOut + " more", ""));
    }
    return String.join("\n", lines);
  }

  private static int width(String title, List<String> cells) {
    int widest = cells.stream().mapToInt(String::length).max().orElse(0);
    return Math.max(Math.min(title.length(), WIDEST), widest);
  }

  private static String line(
      String label, int labels, String left, int lefts, String right, int rights) {
    String line = pad(label, labels) + "  " + before(left, lefts);
    return rights == 0 ? line : line + "    " + before(right, rights);
  }

  private static String pad(String text, int width) {
    return cut(text, width) + " ".repeat(Math.max(0, width - text.length()));
  }

  private static String before(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + cut(text, width);
  }

  private static String cut(String text, int width) {
    return text.length() <= width ? text : text.substring(0, Math.max(0, width - 3)) + "...";
  }

  /** What differs, in order; minor measures only where no other does. */
  static List<Measure> differences(Numbers left, Numbers right) {
    List<Measure> all =
        left.sharedWith(right).stream().filter(it -> !isSame(it, left, right)).toList();
    List<Measure> major = all.stream().filter(it -> !it.group().isMinor()).toList();
    return major.isEmpty() ? all : major;
  }

  private static boolean isSame(Measure measure, Numbers left, Numbers right) {
    Amount other = right.amount(measure).orElse(Amount.ZERO);
    return left.amount(measure).orElse(Amount.ZERO).agreesWith(other);
  }
}
