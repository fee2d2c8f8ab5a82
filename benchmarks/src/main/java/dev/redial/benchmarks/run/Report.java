package dev.redial.benchmarks.run;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The tables, in Markdown. */
final class Report {

  /** How much the median of the bare operation may be above its minimum. */
  private static final double QUIET = 1.2;

  private final Measurements measured;
  private final StringBuilder text = new StringBuilder();

  private Report(Measurements measured) {
    this.measured = measured;
  }

  static String of(Measurements measured, Machine machine, Effort effort) {
    Report report = new Report(measured);
    report.head(machine, effort);
    report.goals();
    for (Case which : Case.ALL) {
      for (String depth : measured.depths(which)) {
        report.table(title(which, depth), measured.rows(which, depth));
      }
    }
    return report.text.toString();
  }

  private void head(Machine machine, Effort effort) {
    line("# Results");
    line("");
    line("Written by the benchmarks themselves; `README.md` says how, and what the columns mean.");
    line("");
    machine.lines().forEach(line -> line("- " + line));
    line("- " + effort + ": " + effort.described() + "; `" + String.join(" ", Main.JVM) + "`");
    line("");
  }

  private void goals() {
    line("| case | goal | Redial | best peer | |");
    line("|---|---|--:|--:|---|");
    for (Case which : Case.ALL) {
      for (String depth : measured.depths(which)) {
        goals(which, depth);
      }
    }
    line("");
  }

  private void goals(Case which, String depth) {
    List<Row> rows = measured.rows(which, depth);
    for (Goal goal : which.goals()) {
      Comparator<Row> better = Comparator.comparingDouble(goal.value());
      double peer =
          rows.stream()
              .filter(row -> !row.isOurs() && !row.library().equals(Row.BARE))
              .min(goal.isLowerBound() ? better.reversed() : better)
              .map(row -> goal.value().applyAsDouble(row))
              .orElse(Double.NaN);
      rows.stream()
          .filter(Row::isOurs)
          .forEach(
              row ->
                  line(
                      "| %s | %s | %.2f | %.2f | %s |",
                      title(which, depth),
                      goal.text(),
                      goal.value().applyAsDouble(row),
                      peer,
                      verdict(goal, row, rows.get(0))));
    }
  }

  /** Where the bare operation itself was slowed down by neighbours, nothing is said of the rest. */
  private static String verdict(Goal goal, Row row, Row bare) {
    double slowed = bare.nanos().median() / bare.nanos().min();
    if (goal.isOfTime() && slowed > QUIET) {
      return format("undecided: busy machine, bare %.1f times its minimum", slowed);
    }
    return goal.isReachedBy(row) ? "reached" : "**missed**";
  }

  private void table(String title, List<Row> rows) {
    boolean isShared = rows.stream().anyMatch(row -> !Double.isNaN(row.timesOneThread()));
    line("## " + title);
    line("");
    line("| library | ns/op (min..max) | B/op | x bare |" + (isShared ? " x one thread |" : ""));
    line("|---|--:|--:|--:|" + (isShared ? "--:|" : ""));
    for (Row row : rows) {
      line(
          "| %s | %.1f (%.1f..%.1f) | %.0f | %.2f |%s",
          row.library(),
          row.nanos().median(),
          row.nanos().min(),
          row.nanos().max(),
          row.bytes().median(),
          row.timesBare(),
          isShared ? format(" %.2f |", row.timesOneThread()) : "");
    }
    line("");
  }

  private static String title(Case which, String depth) {
    String name = which.benchmarks().getSimpleName();
    return depth.isEmpty() ? name : name + ", " + depth + " frames deep";
  }

  private void line(String format, Object... values) {
    line(format(format, values));
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
