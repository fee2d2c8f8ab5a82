package dev.redial.config;

import dev.redial.failure.Classifier;
import dev.redial.retry.RetryPolicy;
import dev.redial.time.Durations;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What must be said of a retry policy that is not said of {@link RetryPolicy#DEFAULT}. */
final class RetryPrinter {

  private final RetryPolicy policy;
  private final Map<String, String> values = new LinkedHashMap<>();

  private RetryPrinter(RetryPolicy policy) {
    this.policy = policy;
  }

  static Map<String, String> values(String name, RetryPolicy policy) {
    Unwritable unwritable = new Unwritable();
    unwritable.addIf(!policy.classifier().equals(Classifier.standard()), "a classifier");
    unwritable.addIfOwn("backoff", policy.backoff());
    unwritable.addIf(policy.retriesByPredicate(), "a predicate of retryIf");
    unwritable.addIf(policy.retriesResults(), "a predicate for results");
    unwritable.addIf(policy.abortsByPredicate(), "a predicate of abortIf");
    unwritable.refuse(name);
    return new RetryPrinter(policy).values();
  }

  private Map<String, String> values() {
    add("maxAttempts", RetryPolicy::maxAttempts, String::valueOf);
    add("backoff", RetryPolicy::backoff, String::valueOf);
    add("minDelay", RetryPolicy::minDelay, Durations::format);
    add("maxDelay", RetryPolicy::maxDelay, Durations::format);
    add("jitter", RetryPolicy::jitter, String::valueOf);
    policy.deadline().ifPresent(it -> values.put("deadline", Durations.format(it)));
    if (policy.isRetryAfterCapped()) {
      values.put("capRetryAfter", Durations.format(policy.maxRetryAfter()));
    } else {
      add("maxRetryAfter", RetryPolicy::maxRetryAfter, Durations::format);
    }
    add("initialDelay", RetryPolicy::initialDelay, Durations::format);
    addErrors();
    if (!policy.abortTypes().isEmpty()) {
      values.put("abortOn", ErrorNames.print(policy.abortTypes()));
    }
    if (!policy.isIdempotent()) {
      values.put("nonIdempotent", "true");
    }
    if (policy.closesDroppedResults()) {
      values.put("closeDroppedResults", "true");
    }
    return values;
  }

  /** The first rule replaces DEFAULT's, so that all must be said once one is. */
  private void addErrors() {
    if (retried(policy).equals(retried(RetryPolicy.DEFAULT))) {
      return;
    }
    String named =
        Stream.concat(
                policy.retriedKinds().stream().map(Enum::name),
                Stream.of(ErrorNames.print(policy.retriedTypes())))
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(", "));
    boolean nothing = policy.retriedStatuses().isEmpty() && policy.retriedCauses().isEmpty();
    if (!named.isEmpty() || nothing) {
      values.put("retryOn", named.isEmpty() ? "nothing" : named);
    }
    if (!policy.retriedStatuses().isEmpty()) {
      values.put(
          "retryOnStatus",
          policy.retriedStatuses().stream().map(String::valueOf).collect(Collectors.joining(", ")));
    }
    if (!policy.retriedCauses().isEmpty()) {
      values.put("retryOnCause", ErrorNames.print(policy.retriedCauses()));
    }
  }

  private static Set<Object> retried(RetryPolicy policy) {
    return Stream.of(
            policy.retriedKinds().stream(),
            policy.retriedStatuses().stream(),
            policy.retriedTypes().stream(),
            policy.retriedCauses().stream().map(type -> "caused by " + type.getName()))
        .flatMap(Function.identity())
        .collect(Collectors.toSet());
  }

  private <V> void add(String setting, Function<RetryPolicy, V> value, Function<V, String> text) {
    V own = value.apply(policy);
    if (!Objects.equals(own, value.apply(RetryPolicy.DEFAULT))) {
      values.put(setting, text.apply(own));
    }
  }
}
