package dev.redial.test.inject;

import dev.redial.failure.Failure;
import dev.redial.failure.FailureKind;
import dev.redial.test.script.Fault;
import dev.redial.test.script.Leftover;
import dev.redial.test.script.Script;
import dev.redial.test.script.ScriptCall;
import dev.redial.test.script.ScriptCursor;
import dev.redial.test.script.Turn;
import dev.redial.test.timeline.FaultLabel;
import dev.redial.test.timeline.Timeline;
import dev.redial.test.timeline.TimelineEvent.InvocationEnded;
import dev.redial.test.timeline.TimelineEvent.InvocationStarted;
import dev.redial.time.TimeSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A script at work: what a seam is given to ask for the next fault, and to record what came of it.
 *
 * <p>Any number of threads may use a plan at once; each call gets its own place in the script.
 */
public final class FaultPlan {

  private static final String ENDED = "the test has ended";

  private final String name;
  private final Script script;
  private final String place;
  private final Timeline timeline;
  private final TimeSource time;
  private final ScriptCursor cursor;
  private final Map<String, AtomicLong> callsByOperation = new ConcurrentHashMap<>();
  private final Queue<CompletableFuture<?>> hanging = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;

  private FaultPlan(String name, Script script, String place, Timeline timeline, TimeSource time) {
    this.name = Objects.requireNonNull(name, "name");
    this.script = script;
    this.place = Objects.requireNonNull(place, "place");
    this.timeline = timeline;
    this.time = time;
    this.cursor = new ScriptCursor(script);
  }

  /**
   * A plan at its first step, declared by the caller's line.
   *
   * @param name what the script is for, such as {@code "PaymentGateway"}
   * @param timeline records the calls
   * @param time what faults that take time wait on
   */
  public static FaultPlan of(String name, Script script, Timeline timeline, TimeSource time) {
    return new FaultPlan(name, script, Place.ofCaller(), timeline, time);
  }

  /** A plan like this at its first step, declared elsewhere: by an annotation, say. */
  public FaultPlan declaredAt(String newPlace) {
    return new FaultPlan(name, script, newPlace, timeline, time);
  }

  /** What the script is for. */
  public String name() {
    return name;
  }

  /** The script. */
  public Script script() {
    return script;
  }

  /** How many calls asked it so far. */
  public long calls() {
    return cursor.calls();
  }

  /** Where it was declared, such as {@code "CheckoutTest.java:41"}. */
  public String place() {
    return place;
  }

  /** What faults that take time wait on. */
  public TimeSource time() {
    return time;
  }

  /**
   * Lets all further calls pass through, so that a late one finds nothing left of the test, and
   * lets go those that hang.
   */
  public void close() {
    closed = true;
    hanging.forEach(one -> one.completeExceptionally(new CancellationException(ENDED)));
  }

  /** What a call waits for that hangs: nothing but the end of the test. */
  public CompletableFuture<Object> hang() {
    CompletableFuture<Object> never = time.newFuture();
    hanging.add(never);
    if (closed) {
      never.completeExceptionally(new CancellationException(ENDED));
    }
    return never;
  }

  /**
   * Takes the next step for a call, and records nothing.
   *
   * @param operation what is called, in one word; it names the fault: {@code "charge"}
   * @throws ScriptOverrunError if the script is over and strict
   */
  public PlannedFault next(String operation) {
    return next(operation, List.of());
  }

  private PlannedFault next(String operation, List<@Nullable Object> arguments) {
    String id = operation + "#" + numberOf(operation);
    if (closed) {
      return new PlannedFault(id, Fault.ok(), null);
    }
    Turn turn = cursor.next(number -> new ScriptCall(number, timeline.elapsed(), arguments));
    if (turn instanceof Turn.Overrun overrun) {
      throw new ScriptOverrunError(Mismatch.overrunAt(this, overrun.call()));
    }
    return turn instanceof Turn.Scripted scripted
        ? new PlannedFault(id, scripted.fault(), label(id, scripted))
        : new PlannedFault(id, Fault.ok(), null);
  }

  /** As {@link #begin(String, List)}, for a call of whose arguments nothing is known. */
  public Invocation begin(String target) {
    return begin(target, List.of());
  }

  /**
   * Takes the next step for a call of an object, and records that the call begins.
   *
   * @param target what is called, such as {@code "PaymentGateway.charge"}
   * @param arguments what it is called with
   * @throws ScriptOverrunError if the script is over and strict; that is recorded too
   */
  public Invocation begin(String target, List<@Nullable Object> arguments) {
    long number = timeline.nextNumber();
    try {
      PlannedFault planned = next(target.substring(target.lastIndexOf('.') + 1), arguments);
      timeline.record(new InvocationStarted(number, target, planned.labelOrNull()));
      return new Invocation(number, planned, timeline);
    } catch (ScriptOverrunError overrun) {
      timeline.record(new InvocationStarted(number, target, null));
      timeline.record(
          new InvocationEnded(
              number, "beyond the script", Failure.of(FailureKind.PERMANENT), overrun));
      throw overrun;
    }
  }

  /**
   * Checks that the calls and the script came out even. It tells of overruns again, since the code
   * under test may have swallowed the first error.
   *
   * @throws ScriptLeftoverError if a step was not reached that the script wants to be
   * @throws ScriptOverrunError if there were calls beyond the end of a strict script
   */
  public void verify() {
    verify(() -> "");
  }

  /**
   * As {@link #verify()}, for those who know why.
   *
   * @param why asked only if steps are left over: a sentence that says why the calls ended, such as
   *     {@code "The call ended after attempt 3, because its policy stops at 3 attempts."}
   */
  public void verify(Supplier<String> why) {
    List<Leftover> leftovers = cursor.leftovers();
    if (!leftovers.isEmpty()) {
      throw new ScriptLeftoverError(Mismatch.leftover(this, leftovers, why.get()));
    }
    long beyond = cursor.callsBeyond();
    if (beyond > 0 && script.end() == Script.End.STRICT) {
      throw new ScriptOverrunError(Mismatch.overrunBy(this, beyond));
    }
  }

  private long numberOf(String operation) {
    return callsByOperation.computeIfAbsent(operation, any -> new AtomicLong()).incrementAndGet();
  }

  private @Nullable FaultLabel label(String id, Turn.Scripted turn) {
    return turn.fault() instanceof Fault.Ok
        ? null
        : new FaultLabel(id, turn.step(), turn.fault().toString(), script.toString());
  }
}
