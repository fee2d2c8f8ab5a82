package dev.redial.test.inject;

import dev.redial.test.script.Leftover;
import dev.redial.test.script.Step;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The messages for calls and scripts that do not come out even. */
final class Mismatch {

  private static final int MOST_STEPS = 5;

  /** As much as fits 80 columns, and the space behind it. */
  private static final Pattern LINE = Pattern.compile("(.{1,80}|\\S{81,})(?: |$)");

  private Mismatch() {}

  static String leftover(FaultPlan plan, List<Leftover> leftovers, String why) {
    long missed = leftovers.stream().mapToLong(Leftover::missed).sum();
    long all = plan.script().calls() + plan.script().rules().size();
    String what =
        plan.calls() == 0
            ? "None of the "
                + all
                + " faults for "
                + plan.name()
                + " was reached: it was never"
                + " called. The script \""
                + plan.script()
                + "\" is"
            : missed
                + " of "
                + all
                + " faults "
                + (missed == 1 ? "was" : "were")
                + " never reached: "
                + steps(leftovers)
                + " of the script";
    return wrapped(what + " declared at " + plan.place() + ". " + why)
        + "\n  Mend the policy or the script, or end the script with \"…\" to allow this.";
  }

  static String overrunAt(FaultPlan plan, long call) {
    return overrun(plan, "Call " + call + " of " + plan.name() + " is");
  }

  static String overrunBy(FaultPlan plan, long beyond) {
    return overrun(
        plan, beyond + (beyond == 1 ? " call of " : " calls of ") + plan.name() + " came");
  }

  private static String overrun(FaultPlan plan, String call) {
    long calls = plan.script().calls();
    return wrapped(
            call
                + " beyond the script \""
                + plan.script()
                + "\", which is for "
                + calls
                + (calls == 1 ? " call" : " calls")
                + " and was declared at "
                + plan.place()
                + ".")
        + "\n  Mend the policy or the script, or end the script with \"then pass\" or"
        + " \"then repeat\".";
  }

  private static String steps(List<Leftover> leftovers) {
    List<String> shown = leftovers.stream().limit(MOST_STEPS).map(Mismatch::step).toList();
    int hidden = leftovers.size() - shown.size();
    if (hidden > 0) {
      return String.join(", ", shown) + " and " + hidden + " more";
    }
    int last = shown.size() - 1;
    return last == 0
        ? shown.get(0)
        : String.join(", ", shown.subList(0, last)) + " and " + shown.get(last);
  }

  private static String step(Leftover leftover) {
    if (!(leftover.item() instanceof Step step)) {
      return "rule " + leftover.number() + " \"" + leftover.item() + "\"";
    }
    String part =
        leftover.missed() < step.count()
            ? " (" + leftover.missed() + " of its " + step.count() + ")"
            : "";
    return "step " + leftover.number() + " \"" + step + "\"" + part;
  }

  private static String wrapped(String text) {
    return LINE.matcher(text.strip())
        .results()
        .map(line -> line.group(1))
        .collect(Collectors.joining("\n"));
  }
}
