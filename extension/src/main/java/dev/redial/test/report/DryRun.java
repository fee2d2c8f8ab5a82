package dev.redial.test.report;

import dev.redial.retry.RetryPlan;
import dev.redial.retry.RetryPolicy;
import dev.redial.test.clock.FakeClock;
import dev.redial.test.script.Script;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.Objects;

/**
 * What a policy would make of a script: each attempt, each wait with the range that jitter gives
 * it, and why the call ends. Nothing is run, and no time passes.
 *
 * <pre>{@code
 * System.out.println(DryRun.of(RetryPolicy.RATE_LIMIT, "429(Retry-After: 7) x2, timeout, ok"));
 * }</pre>
 *
 * <p>The faults are those of {@link dev.redial.test.dialect.Dialect#plainJava()}. {@code ok}, and
 * an answer below 400, is a success that no rule for results sees. Where a script lets calls pass
 * to the real target, a dry run ends and says so, since it has none. It has no budget and no
 * circuit breaker either, and looks at 10,000 attempts.
 */
public final class DryRun {

  private final RetryPolicy policy;
  private final Script script;
  private final Instant begin;
  private final boolean carriesKey;
  private final ScriptedEndings endings;
  private final RetryPlan plan;

  private DryRun(RetryPolicy policy, Script script, Instant begin, boolean carriesKey) {
    this.policy = policy;
    this.script = script;
    this.begin = begin;
    this.carriesKey = carriesKey;
    this.endings = new ScriptedEndings(script, carriesKey);
    this.plan = RetryPlan.of(policy, () -> endings, begin);
  }

  /**
   * A dry run.
   *
   * @param script as {@link Script#parse} reads it
   * @throws dev.redial.test.script.ScriptSyntaxException if the text is not a script
   */
  public static DryRun of(RetryPolicy policy, String script) {
    return of(policy, Script.parse(script));
  }

  /** A dry run. */
  public static DryRun of(RetryPolicy policy, Script script) {
    Objects.requireNonNull(policy, "policy");
    return new DryRun(policy, Objects.requireNonNull(script, "script"), FakeClock.START, false);
  }

  /**
   * This, with a call that begins at this time on the wall clock; it matters to a Retry-After with
   * a date. Default: {@link FakeClock#START}.
   */
  public DryRun beginningAt(Instant wallClock) {
    return new DryRun(policy, script, Objects.requireNonNull(wallClock, "wallClock"), carriesKey);
  }

  /** This, with an operation that asks for its idempotency key. */
  public DryRun withIdempotencyKey() {
    return new DryRun(policy, script, begin, true);
  }

  /** The plan as data. */
  public RetryPlan plan() {
    return plan;
  }

  /** The plan as text for a place that prints in this charset, at most 80 columns wide. */
  public String render(Charset charset) {
    return new DryRunText(plan, endings, new Pen(charset, Secrets.standard())).render();
  }

  /** The plan as text for the console, as {@link AsciiTimeline#AsciiTimeline()} knows it. */
  @Override
  public String toString() {
    return render(AsciiTimeline.consoleCharset());
  }
}
