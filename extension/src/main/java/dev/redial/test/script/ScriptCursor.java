package dev.redial.test.script;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * How far the calls have come in a script. Any number of threads may ask at once; each call gets
 * its own place, in the order of asking.
 */
public final class ScriptCursor {

  private final Script script;

  /** For each step the number of the last call that is its own. */
  private final long[] lastCalls;

  private final AtomicLong calls = new AtomicLong();

  /** A cursor before the first step. */
  public ScriptCursor(Script script) {
    this.script = script;
    this.lastCalls = script.steps().stream().mapToLong(Step::count).toArray();
    Arrays.parallelPrefix(lastCalls, Long::sum);
  }

  /** The script that is being followed. */
  public Script script() {
    return script;
  }

  /** What the script says to the next call. */
  public Turn next() {
    long call = calls.incrementAndGet();
    int last = lastCalls.length - 1;
    if (call <= lastCalls[last]) {
      return scripted(call, stepOf(call));
    }
    return switch (script.end()) {
      case STRICT -> new Turn.Overrun(call);
      case PASS, LENIENT -> new Turn.Beyond(call);
      case REPEAT_LAST -> scripted(call, last);
    };
  }

  private int stepOf(long call) {
    int found = Arrays.binarySearch(lastCalls, call);
    return found >= 0 ? found : -found - 1;
  }

  private Turn scripted(long call, int index) {
    long before = index == 0 ? 0 : lastCalls[index - 1];
    return new Turn.Scripted(call, index + 1, call - before, script.steps().get(index).fault());
  }

  /** How many calls have asked so far. */
  public long calls() {
    return calls.get();
  }

  /**
   * The steps that were not reached, or not as often as their count says; empty for a script that
   * allows it.
   */
  public List<Leftover> leftovers() {
    if (script.end() == Script.End.LENIENT) {
      return List.of();
    }
    long made = calls.get();
    return IntStream.range(0, lastCalls.length)
        .filter(index -> lastCalls[index] > made)
        .mapToObj(index -> leftover(index, lastCalls[index] - made))
        .toList();
  }

  private Leftover leftover(int index, long behind) {
    Step step = script.steps().get(index);
    return new Leftover(index + 1, step, Math.min(behind, step.count()));
  }
}
