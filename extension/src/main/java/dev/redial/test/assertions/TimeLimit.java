package dev.redial.test.assertions;

import dev.redial.retry.RetryPolicy;
import dev.redial.retry.WorstCase;
import dev.redial.test.report.AsciiTimeline;
import dev.redial.test.report.WorstCaseTable;
import dev.redial.time.Durations;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a call may take, beside what it does take at most.
 *
 * @param attempt what each attempt comes to at most
 * @param asAsked whether answers ask for as much as they are granted
 */
record TimeLimit(RetryPolicy policy, WorstCase attempt, boolean asAsked, Duration limit) {

  private static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE);

  boolean holds() {
    return time().compareTo(limit) <= 0;
  }

  Duration time() {
    WorstCase worst = policy.worstCase().around(attempt);
    return asAsked ? worst.timeAsAsked() : worst.time();
  }

  /** What each attempt takes at most. */
  Duration attemptTime() {
    return asAsked ? attempt.timeAsAsked() : attempt.time();
  }

  TimeLimit with(RetryPolicy other) {
    return new TimeLimit(other, attempt, asAsked, limit);
  }

  TimeLimit unlessAsked() {
    return new TimeLimit(policy, attempt, false, limit);
  }

  /** The sum, attempt for attempt, and what would fit. */
  String failure(AsciiTimeline report, @Nullable Charset charset) {
    WorstCaseTable table = WorstCaseTable.of(policy, attempt).against(limit);
    WorstCaseTable shown = asAsked ? table.asAsked() : table;
    List<String> blocks = new ArrayList<>();
    blocks.add(report.paragraph(sentence()));
    blocks.add(charset == null ? shown.toString() : shown.render(charset));
    blocks.add(WhatWouldFit.of(this));
    blocks.add(report.paragraph("Policy: " + policy));
    return String.join("\n\n", blocks);
  }

  private String sentence() {
    long attempts = policy.worstCase().attempts();
    String own = attemptTime().isZero() ? "" : " of " + Phrases.time(attemptTime());
    String waits =
        attempts == 1
            ? ""
            : attempts == 2 ? ", and the wait between them" : ", and the waits between them";
    boolean onlyIfAsked = asAsked && unlessAsked().holds();
    return "Expected a call to finish within "
        + Phrases.time(limit)
        + ", but it may take "
        + (time().equals(FOR_EVER) ? "292 years or more" : Durations.formatRounded(time()))
        + ": "
        + Phrases.count(attempts, "attempt")
        + own
        + waits
        + "."
        + (onlyIfAsked
            ? " Without a Retry-After it takes at most "
                + Durations.formatRounded(unlessAsked().time())
                + "."
            : "");
  }
}
