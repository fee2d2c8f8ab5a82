package dev.redial.test.inject.proxy;

import dev.redial.test.dialect.Dialect;
import dev.redial.test.dialect.ReturnedFault;
import dev.redial.test.dialect.Showing;
import dev.redial.test.dialect.TargetMethod;
import dev.redial.test.dialect.ThrownFault;
import dev.redial.test.inject.FaultPlan;
import dev.redial.test.script.Fault;
import dev.redial.test.script.Script;
import dev.redial.test.script.ScriptItem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A script bound to a method: how each of its faults appears there. */
final class Showings {

  private Showings() {}

  /**
   * How each fault but ok appears.
   *
   * @param hint a sentence that is added where the script is refused; may be empty
   * @throws IllegalArgumentException if one cannot be shown
   */
  static Map<Fault, Showing> of(FaultPlan plan, TargetMethod method, Dialect dialect, String hint) {
    Map<Fault, Showing> showings = new HashMap<>();
    for (Fault fault : faults(plan.script())) {
      if (isShown(fault) && !showings.containsKey(fault)) {
        Showing showing = checked(show(fault, method, dialect), method);
        if (showing instanceof Showing.Refused refused) {
          throw new IllegalArgumentException(message(plan, fault, method, refused) + hint);
        }
        showings.put(fault, showing);
      }
    }
    return Map.copyOf(showings);
  }

  private static List<Fault> faults(Script script) {
    Stream<Fault> scripted = script.items().stream().map(ScriptItem::fault);
    Stream<Fault> beyond =
        script.end() == Script.End.FAIL ? Stream.of(Fault.refused()) : Stream.of();
    return Stream.concat(scripted, beyond).toList();
  }

  /** Whether it shows as an error or a result, and not only in how long the call takes. */
  private static boolean isShown(Fault fault) {
    return !(fault instanceof Fault.Ok
        || fault instanceof Fault.Hang
        || fault instanceof Fault.Slow);
  }

  private static Showing show(Fault fault, TargetMethod method, Dialect dialect) {
    if (fault instanceof Fault.Thrown thrown) {
      return ThrownFault.showing(thrown, method);
    }
    if (fault instanceof Fault.Returned returned) {
      return ReturnedFault.showing(returned, method);
    }
    if (fault instanceof Fault.Lost lost) {
      return show(lost.seen(), method, dialect);
    }
    return dialect.show(fault, method);
  }

  private static Showing checked(Showing showing, TargetMethod method) {
    if (showing instanceof Showing.Returning && method.throwsAtOnce() && carries(method)) {
      return Showing.refused(
          "it is an answer, which comes when the "
              + method.method().getReturnType().getSimpleName()
              + " that it returns is asked for it, and not at once",
          "Leave throwingAtOnce() out.");
    }
    if (!(showing instanceof Showing.Throwing throwing)) {
      return showing;
    }
    if (!method.deliversErrors()) {
      return Showing.refused(
          "errors come in the "
              + method.method().getReturnType().getSimpleName()
              + " that it returns, which only its own library can make",
          "Let its errors be thrown at once: faults.into(…).throwingAtOnce(), or add a dialect that"
              + " makes one.");
    }
    return method.mayThrow(throwing.type())
        ? showing
        : Showing.refused(
            throwing.type().getSimpleName() + " is a checked exception that it does not declare",
            "Declare it, return a CompletionStage, or use another dialect: Dialect.plainJava()"
                + " wraps in UncheckedIOException.");
  }

  private static boolean carries(TargetMethod method) {
    return method.carrier().isPresent();
  }

  private static String message(
      FaultPlan plan, Fault fault, TargetMethod method, Showing.Refused refused) {
    return "The fault \""
        + fault
        + "\" of the script declared at "
        + plan.place()
        + " cannot be shown by "
        + method
        + ": "
        + refused.reason()
        + ". "
        + refused.wayOut();
  }
}
