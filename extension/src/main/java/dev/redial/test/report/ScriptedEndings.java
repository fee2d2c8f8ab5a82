package dev.redial.test.report;

import dev.redial.retry.Ending;
import dev.redial.test.dialect.Dialect;
import dev.redial.test.dialect.Injection;
import dev.redial.test.dialect.Showing;
import dev.redial.test.dialect.TargetMethod;
import dev.redial.test.dialect.ThrownFault;
import dev.redial.test.script.Fault;
import dev.redial.test.script.Script;
import dev.redial.test.script.ScriptCursor;
import dev.redial.test.script.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** What the attempts of a call come to by a script, as far as the script says it. */
final class ScriptedEndings implements Iterator<Ending> {

  /** More attempts than anyone plans. */
  static final int MOST = 10_000;

  /** It may throw anything. */
  private static final TargetMethod ANY_METHOD =
      TargetMethod.of(Callable.class, Callable.class.getMethods()[0]);

  private final Script script;
  private final ScriptCursor cursor;
  private final boolean carriesKey;
  private final List<Fault> faults = new ArrayList<>();
  private @Nullable Turn turn;

  ScriptedEndings(Script script, boolean carriesKey) {
    if (!script.rules().isEmpty()) {
      throw new IllegalArgumentException(
          "A dry run plays steps alone, and cannot tell which calls the rule '"
              + script.rules().get(0)
              + "' holds for.");
    }
    this.script = script;
    this.cursor = new ScriptCursor(script);
    this.carriesKey = carriesKey;
  }

  Script script() {
    return script;
  }

  ScriptCursor cursor() {
    return cursor;
  }

  /** The faults that were asked for, in order. */
  List<Fault> faults() {
    return faults;
  }

  /** What the script says to the call that it has no fault for; {@code null} if there was none. */
  @Nullable Turn beyond() {
    return turn instanceof Turn.Scripted ? null : turn;
  }

  @Override
  public boolean hasNext() {
    if (turn == null && faults.size() < MOST) {
      turn = cursor.next();
    }
    return turn instanceof Turn.Scripted;
  }

  @Override
  public Ending next() {
    if (!hasNext() || !(turn instanceof Turn.Scripted scripted)) {
      throw new NoSuchElementException("the script is over");
    }
    turn = null;
    faults.add(scripted.fault());
    Ending ending = ending(scripted.fault());
    return carriesKey ? ending.withIdempotencyKey() : ending;
  }

  private Ending ending(Fault fault) {
    if (fault instanceof Fault.Ok
        || fault instanceof Fault.Returned
        || (fault instanceof Fault.Status it && !it.isFailure())) {
      return Ending.success();
    }
    if (fault instanceof Fault.Slow slow) {
      return Ending.success().after(slow.delay());
    }
    if (fault instanceof Fault.Lost lost) {
      return ending(lost.seen());
    }
    if (fault instanceof Fault.Hang) {
      throw new IllegalArgumentException("A dry run cannot show 'hang': it never ends.");
    }
    String id = "dry-run#" + faults.size();
    Showing showing =
        fault instanceof Fault.Thrown thrown
            ? ThrownFault.showing(thrown, ANY_METHOD)
            : Dialect.plainJava().show(fault, ANY_METHOD);
    if (showing instanceof Showing.Throwing throwing) {
      Ending ending =
          Ending.threwAt(end -> throwing.error().apply(new Injection(id, end, List.of())));
      return fault instanceof Fault.Timeout timeout
          ? ending.after(timeout.takes().orElse(Duration.ZERO))
          : ending;
    }
    String why = showing instanceof Showing.Refused refused ? ": " + refused.reason() : "";
    throw new IllegalArgumentException("A dry run cannot show '" + fault + "'" + why + ".");
  }
}
