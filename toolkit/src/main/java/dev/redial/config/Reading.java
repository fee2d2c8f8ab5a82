package dev.redial.config;

import dev.redial.breaker.BreakerPolicy;
import dev.redial.breaker.BreakerPolicyBuilder;
import dev.redial.retry.RetryPolicy;
import dev.redial.retry.RetryPolicyBuilder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads one source, once: both sections, and whatever is wrong with either. */
final class Reading {

  private final Keys keys;
  private final Section<RetryPolicyBuilder, RetryPolicy> retry;
  private final Section<BreakerPolicyBuilder, BreakerPolicy> breaker;
  private final Problems problems = new Problems();

  Reading(Keys keys, ClassLoader loader) {
    this.keys = keys;
    ErrorNames names = new ErrorNames(loader);
    retry = RetrySection.of(names);
    breaker = BreakerSection.of(names);
  }

  Policies of(Map<?, ?> source) {
    Map<String, String> flat = new Flat(keys.prefix(), problems).of(source);
    MapSource.tellStrays(flat, keys, List.of(retry, breaker), problems);
    return policies(
        MapSource.of(flat, keys, retry, problems),
        MapSource.of(flat, keys, breaker, problems),
        Set.of());
  }

  Policies of(Function<String, @Nullable String> lookup, Set<String> names) {
    Source retries = new LookupSource(keys, retry, breaker, lookup, names, problems);
    Source breakers = new LookupSource(keys, breaker, retry, lookup, names, problems);
    for (String name : names) {
      if (retries.lines(name).isEmpty() && breakers.lines(name).isEmpty()) {
        problems.add(
            Problem.of(
                keys.of(retry, name),
                "no policy is named '"
                    + name
                    + "': neither below this key nor below "
                    + keys.of(breaker, name)
                    + " has any setting a value"));
      }
    }
    return policies(retries, breakers, names);
  }

  private Policies policies(Source retries, Source breakers, Set<String> asked) {
    Map<String, RetryPolicy> retryPolicies =
        new SectionReading<>(keys, retry, breaker, retries, problems).policies();
    Map<String, BreakerPolicy> breakerPolicies =
        new SectionReading<>(keys, breaker, retry, breakers, problems).policies();
    problems.refuse();
    return new Policies(
        new Named<>(keys, retry, retryPolicies, asked),
        new Named<>(keys, breaker, breakerPolicies, asked));
  }
}
