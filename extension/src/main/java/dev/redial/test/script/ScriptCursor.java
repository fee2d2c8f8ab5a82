package dev.redial.test.script;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * How far the calls have come in a script. Any number of threads may ask at once; each call gets
 * its own place, in the order of asking.
 */
public final class ScriptCursor {

  private final Script script;
  private final List<Step> steps;

  /** For each step the number of the last call without a rule that is its own. */
  private final long[] lastCalls;

  /** For each item its calls so far. */
  private final AtomicLongArray hits;

  private final AtomicLong calls = new AtomicLong();

  /** How many calls no rule was for; only if there are rules. */
  private final AtomicLong stepCalls = new AtomicLong();

  private final boolean hasRules;

  /** A cursor before the first step. */
  public ScriptCursor(Script script) {
    this.script = script;
    this.steps = script.steps();
    this.lastCalls = steps.stream().mapToLong(Step::count).toArray();
    this.hasRules = !script.rules().isEmpty();
    this.hits = new AtomicLongArray(script.items().size());
    Arrays.parallelPrefix(lastCalls, Long::sum);
  }

  /** The script that is being followed. */
  public Script script() {
    return script;
  }

  /** What the script says to the next call, of which nothing is known but its number. */
  public Turn next() {
    return next(number -> new ScriptCall(number, Duration.ZERO, List.of()));
  }

  /**
   * What the script says to the next call.
   *
   * @param call tells of the call, given its number; asked only if there are rules
   */
  public Turn next(LongFunction<ScriptCall> call) {
    long number = calls.incrementAndGet();
    Turn ruled = hasRules ? byRule(call.apply(number)) : null;
    return ruled == null ? byStep(number) : ruled;
  }

  private @Nullable Turn byRule(ScriptCall call) {
    for (int i = 0; i < script.items().size(); i++) {
      if (script.items().get(i) instanceof Rule rule && rule.condition().holds(call)) {
        return new Turn.Scripted(call.number(), i + 1, hits.incrementAndGet(i), rule.fault());
      }
    }
    return null;
  }

  private Turn byStep(long number) {
    int last = lastCalls.length - 1;
    if (last < 0) {
      return script.end() == Script.End.FAIL ? refused(number) : new Turn.Beyond(number);
    }
    long call = hasRules ? stepCalls.incrementAndGet() : number;
    if (call <= lastCalls[last]) {
      return scripted(number, call, stepOf(call));
    }
    return switch (script.end()) {
      case STRICT -> new Turn.Overrun(number);
      case PASS, LENIENT -> new Turn.Beyond(number);
      case REPEAT_LAST -> scripted(number, call, last);
      case FAIL -> refused(number);
    };
  }

  private int stepOf(long call) {
    int found = Arrays.binarySearch(lastCalls, call);
    return found >= 0 ? found : -found - 1;
  }

  private Turn scripted(long number, long call, int index) {
    long before = index == 0 ? 0 : lastCalls[index - 1];
    Step step = steps.get(index);
    return new Turn.Scripted(number, numberOf(index), call - before, step.fault());
  }

  /** The place of a step among all items, from 1. */
  private int numberOf(int index) {
    int seen = -1;
    int item = -1;
    while (seen < index) {
      item++;
      seen += script.items().get(item) instanceof Step ? 1 : 0;
    }
    return item + 1;
  }

  private Turn refused(long number) {
    return new Turn.Scripted(number, script.items().size() + 1, 1, Fault.refused());
  }

  /** How many calls have asked so far. */
  public long calls() {
    return calls.get();
  }

  private long stepCalls() {
    return hasRules ? stepCalls.get() : calls.get();
  }

  /** How many calls came that neither a rule nor a step was for. */
  public long callsBeyond() {
    return Math.max(0, stepCalls() - script.calls());
  }

  /**
   * The steps that were not reached, or not as often as their count says, and the rules that held
   * for no call, but for random ones; empty for a script that allows it.
   */
  public List<Leftover> leftovers() {
    if (script.end() == Script.End.LENIENT) {
      return List.of();
    }
    List<Leftover> leftovers = new ArrayList<>();
    int step = 0;
    for (int i = 0; i < script.items().size(); i++) {
      ScriptItem item = script.items().get(i);
      long missed = item instanceof Step ? missed(step++) : hits.get(i) == 0 ? 1 : 0;
      if (missed > 0 && !(item instanceof Rule rule && rule.condition().isRandom())) {
        leftovers.add(new Leftover(i + 1, item, missed));
      }
    }
    return List.copyOf(leftovers);
  }

  private long missed(int index) {
    long behind = lastCalls[index] - stepCalls();
    return Math.min(Math.max(0, behind), steps.get(index).count());
  }
}
