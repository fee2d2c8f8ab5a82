package dev.redial.test.assertions;

import dev.redial.retry.RetryPolicy;
import dev.redial.time.Durations;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/** The settings of a policy of which each alone would keep a call within its limit. */
final class WhatWouldFit {

  private final TimeLimit check;
  private final RetryPolicy policy;
  private final List<String> settings = new ArrayList<>();
  private final List<String> times = new ArrayList<>();

  private WhatWouldFit(TimeLimit check) {
    this.check = check;
    this.policy = check.policy();
  }

  /** As lines; what they say was tried out. */
  static String of(TimeLimit check) {
    WhatWouldFit fitting = new WhatWouldFit(check);
    fitting.maxAttempts();
    fitting.maxDelay();
    fitting.maxRetryAfter();
    fitting.deadline();
    return fitting.text();
  }

  private String text() {
    if (settings.isEmpty()) {
      Duration one = check.with(policy.toBuilder().maxAttempts(1).build()).time();
      return "  None of its limits would do: a single attempt may end after "
          + Durations.formatRounded(one)
          + ".";
    }
    int width = settings.stream().mapToInt(String::length).max().orElse(0);
    StringBuilder text = new StringBuilder("  What would fit:");
    for (int i = 0; i < settings.size(); i++) {
      String setting = settings.get(i) + " ".repeat(width - settings.get(i).length());
      text.append("\n    ").append(setting).append("   at most ").append(times.get(i));
    }
    return text.toString();
  }

  private void maxAttempts() {
    largest(1, policy.maxAttempts() - 1L, n -> policy.toBuilder().maxAttempts((int) n).build())
        .ifPresent(
            n -> add("maxAttempts " + n, policy.toBuilder().maxAttempts(n.intValue()).build()));
  }

  private void maxDelay() {
    Duration first = policy.backoff().firstDelay();
    Duration least = first.compareTo(policy.minDelay()) > 0 ? first : policy.minDelay();
    long from = Math.max(1, least.plusNanos(999_999).toMillis());
    largest(from, policy.maxDelay().toMillis() - 1, this::withMaxDelay)
        .map(millis -> rounded(millis, from))
        .ifPresent(millis -> add("maxDelay " + time(millis), withMaxDelay(millis)));
  }

  private RetryPolicy withMaxDelay(long millis) {
    return policy.toBuilder().maxDelay(Duration.ofMillis(millis)).build();
  }

  private void maxRetryAfter() {
    if (check.asAsked()) {
      largest(0, policy.maxRetryAfter().toMillis() - 1, this::withMaxRetryAfter)
          .map(millis -> rounded(millis, 0))
          .ifPresent(millis -> add("maxRetryAfter " + time(millis), withMaxRetryAfter(millis)));
    }
  }

  private RetryPolicy withMaxRetryAfter(long millis) {
    return policy.isRetryAfterCapped()
        ? policy.toBuilder().capRetryAfter(Duration.ofMillis(millis)).build()
        : policy.toBuilder().maxRetryAfter(Duration.ofMillis(millis)).build();
  }

  /** An attempt that began before the deadline runs on. */
  private void deadline() {
    Duration deadline = check.limit().minus(check.attemptTime());
    if (deadline.compareTo(policy.initialDelay()) > 0) {
      add("deadline " + Phrases.time(deadline), policy.toBuilder().deadline(deadline).build());
    }
  }

  private void add(String setting, RetryPolicy policyWithIt) {
    TimeLimit fitting = check.with(policyWithIt);
    if (fitting.holds()) {
      settings.add(setting);
      times.add(Durations.formatRounded(fitting.time()));
    }
  }

  /** The largest of these values that fits; the larger a value, the longer a call. */
  private Optional<Long> largest(long from, long to, LongFunction<RetryPolicy> policyWith) {
    if (from > to || !check.with(policyWith.apply(from)).holds()) {
      return Optional.empty();
    }
    long fits = from;
    long tooLarge = to + 1;
    while (tooLarge - fits > 1) {
      long middle = fits + (tooLarge - fits) / 2;
      if (check.with(policyWith.apply(middle)).holds()) {
        fits = middle;
      } else {
        tooLarge = middle;
      }
    }
    return Optional.of(fits);
  }

  /** Down to whole seconds, where that is within the range. */
  private static long rounded(long millis, long least) {
    long whole = Duration.ofMillis(millis).truncatedTo(ChronoUnit.SECONDS).toMillis();
    return whole > 0 && whole >= least ? whole : millis;
  }

  private static String time(long millis) {
    return Phrases.time(Duration.ofMillis(millis));
  }
}
