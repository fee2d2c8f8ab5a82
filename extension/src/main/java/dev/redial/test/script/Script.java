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
 * script    = item { "," item } [ [ "," ] end ]
 * item      = fault [ "x" number ]                a step: the next so many calls; also "×"
 *           | fault "when" condition              a rule: all calls that it holds for
 *           | fault window
 * fault     = "ok" | "timeout" [ "(" duration ")" ] | "hang" | "slow(" duration ")"
 *           | "refused" | "reset" | "dns" | "tls" [ "(" flaw ")" ]
 *           | "lost" [ "(" ( "timeout" [ "(" duration ")" ] | "reset" ) ")" ]
 *           | "throw" class [ text ]              text is the message
 *           | "return" ( text | "null" )
 *           | status [ "(" header { "," header } ")" ] [ text ]         text is the body
 * flaw      = "untrusted" | "expired" | "host" | "aborted"
 * header    = name ":" ( "date(" [ "+" | "-" ] duration ")" | value )
 * condition = both { "or" both }
 * both      = test { "and" test }
 * test      = "not" test | "(" condition ")" | window
 *           | "call" number [ "to" number ] | "every" number
 *           | "arg" number "is" text              arguments are counted from 1
 *           | number "%" "seed" number [ "by" "arg" number ]
 * window    = "from" duration [ "to" duration ]   on the test's clock
 * value     = text | anything without , ( ) ' and line breaks
 * text      = "'" anything, with '' for each ' "'"
 * end       = "then pass" | "then repeat" | "then fail" | "…" | "..."
 * </pre>
 *
 * <p>A call that a rule holds for takes no step. Without any step, all other calls pass.
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
    /** {@code then fail}: calls beyond the last step are refused, and the test goes on. */
    FAIL,
    /** {@code …}: calls beyond reach the real target, and steps may be left over. */
    LENIENT
  }

  private final List<ScriptItem> items;
  private final End end;

  private Script(List<ScriptItem> items, End end) {
    if (items.isEmpty()) {
      throw new IllegalArgumentException(
          "script must have at least 1 step, but had none; for no faults at all write 'ok'");
    }
    this.items = List.copyOf(items);
    this.end = end;
    if (end == End.REPEAT_LAST && steps().isEmpty()) {
      throw new IllegalArgumentException(
          "a script that repeats its last step must have one; a rule holds as often as it does");
    }
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
    return new Script(Arrays.stream(items).map(Script::item).toList(), End.STRICT);
  }

  static Script of(List<ScriptItem> items, End end) {
    return new Script(items, end);
  }

  /** A fault alone stands for one call. */
  private static ScriptItem item(ScriptItem item) {
    return item instanceof Fault fault ? Step.of(fault, 1) : item;
  }

  /** This script, but calls beyond the last step reach the real target. */
  public Script thenPass() {
    return new Script(items, End.PASS);
  }

  /** This script, but calls beyond the last step get its fault again. */
  public Script thenRepeatLast() {
    return new Script(items, End.REPEAT_LAST);
  }

  /** This script, but calls beyond the last step are refused. */
  public Script thenFail() {
    return new Script(items, End.FAIL);
  }

  /** This script, but steps may be left over, and calls beyond reach the real target. */
  public Script lenient() {
    return new Script(items, End.LENIENT);
  }

  /** Its steps and rules in the order they were given, at least one. */
  public List<ScriptItem> items() {
    return items;
  }

  /** The steps in order; none if it has rules alone. */
  public List<Step> steps() {
    return items.stream().filter(Step.class::isInstance).map(Step.class::cast).toList();
  }

  /** The rules in order. */
  public List<Rule> rules() {
    return items.stream().filter(Rule.class::isInstance).map(Rule.class::cast).toList();
  }

  /** What happens at the end. */
  public End end() {
    return end;
  }

  /** How many calls the steps are for. */
  public long calls() {
    return steps().stream().mapToLong(Step::count).sum();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Script that && items.equals(that.items) && end == that.end;
  }

  @Override
  public int hashCode() {
    return Objects.hash(items, end);
  }

  /** The canonical text, such as {@code "timeout x2, ok, then pass"}. */
  @Override
  public String toString() {
    return ScriptPrinter.print(this);
  }
}
