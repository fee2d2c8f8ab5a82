package dev.redial.test.script;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which call gets which fault: an ordered list of steps, and what is to happen at its end.
 *
 * <p>A script is data. It can be written as text or put together from faults, prints as the text
 * that recreates it, and says nothing of where it is used:
 *
 * <pre>{@code
 * Script.parse("timeout x2, 429(Retry-After: 7), ok")
 * Script.of(Fault.timeout().times(2), Fault.status(429).retryAfter("7s"), Fault.ok())
 * }</pre>
 *
 * <p>The grammar, with keywords in any case and white space wherever it helps:
 *
 * <pre>
 * script = step { "," step } [ [ "," ] end ]
 * step   = fault [ "x" number ]                      also "×"; from 1 to 1,000,000
 * fault  = "ok" | "timeout" [ "(" duration ")" ] | "refused" | "reset"
 *        | status [ "(" header { "," header } ")" ] [ text ]         text is the body
 * header = name ":" ( "date(" [ "+" | "-" ] duration ")" | value )
 * value  = text | anything without , ( ) ' and line breaks
 * text   = "'" anything, with '' for each ' "'"
 * end    = "then pass" | "then repeat" | "…" | "..."
 * </pre>
 */
public final class Script {

  /** What happens when the calls and the steps do not come out even. */
  public enum End {
    /** Written as nothing: a call beyond the last step fails, and a step not reached fails. */
    STRICT,
    /** {@code then pass}: calls beyond the last step reach the real target. */
    PASS,
    /** {@code then repeat}: calls beyond the last step get its fault again. */
    REPEAT_LAST,
    /** {@code …}: calls beyond reach the real target, and steps may be left over. */
    LENIENT
  }

  private final List<Step> steps;
  private final End end;

  private Script(List<Step> steps, End end) {
    if (steps.isEmpty()) {
      throw new IllegalArgumentException(
          "script must have at least 1 step, but had none; for no faults at all write 'ok'");
    }
    this.steps = List.copyOf(steps);
    this.end = end;
  }

  /**
   * Reads a script.
   *
   * @throws ScriptSyntaxException if the text is not a script; the message shows where and why
   */
  public static Script parse(String text) {
    return new ScriptParser(text).parse();
  }

  /**
   * A strict script of these faults and steps.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static Script of(ScriptItem... items) {
    return new Script(Arrays.stream(items).map(ScriptItem::toStep).toList(), End.STRICT);
  }

  static Script of(List<Step> steps, End end) {
    return new Script(steps, end);
  }

  /** This script, but calls beyond the last step reach the real target. */
  public Script thenPass() {
    return new Script(steps, End.PASS);
  }

  /** This script, but calls beyond the last step get its fault again. */
  public Script thenRepeatLast() {
    return new Script(steps, End.REPEAT_LAST);
  }

  /** This script, but steps may be left over, and calls beyond reach the real target. */
  public Script lenient() {
    return new Script(steps, End.LENIENT);
  }

  /** The steps in order, at least one. */
  public List<Step> steps() {
    return steps;
  }

  /** What happens at the end. */
  public End end() {
    return end;
  }

  /** How many calls the steps are for, at least 1. */
  public long calls() {
    return steps.stream().mapToLong(Step::count).sum();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Script that && steps.equals(that.steps) && end == that.end;
  }

  @Override
  public int hashCode() {
    return Objects.hash(steps, end);
  }

  /** The canonical text, such as {@code "timeout x2, ok, then pass"}. */
  @Override
  public String toString() {
    return ScriptPrinter.print(this);
  }
}
