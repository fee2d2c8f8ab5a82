package dev.redial.config;

import dev.redial.backoff.Backoff;
import dev.redial.backoff.Jitter;
import dev.redial.failure.FailureKind;
import dev.redial.retry.RetryPolicy;
import dev.redial.retry.RetryPolicyBuilder;
import dev.redial.time.Durations;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** What can be said of a {@link RetryPolicy}. */
final class RetrySection {

  static final String WORD = "retry";

  private RetrySection() {}

  static Section<RetryPolicyBuilder, RetryPolicy> of(ErrorNames names) {
    return new Section<>(
        WORD,
        presets(),
        settings(new Lists(names)),
        RetryWords.WRONG,
        RetryPolicy::toBuilder,
        RetryPolicyBuilder::build);
  }

  static Map<String, RetryPolicy> presets() {
    Map<String, RetryPolicy> presets = new LinkedHashMap<>();
    presets.put(Section.DEFAULT, RetryPolicy.DEFAULT);
    presets.put("AGGRESSIVE", RetryPolicy.AGGRESSIVE);
    presets.put("RATE_LIMIT", RetryPolicy.RATE_LIMIT);
    presets.put("CONSERVATIVE", RetryPolicy.CONSERVATIVE);
    presets.put("ADAPTIVE", RetryPolicy.ADAPTIVE);
    return presets;
  }

  private static List<Setting<RetryPolicyBuilder>> settings(Lists lists) {
    return List.of(
        of("maxAttempts", Values::wholeNumber, RetryPolicyBuilder::maxAttempts),
        of("backoff", Backoff::parse, RetryPolicyBuilder::backoff),
        of("minDelay", Durations::parse, RetryPolicyBuilder::minDelay),
        of("maxDelay", Durations::parse, RetryPolicyBuilder::maxDelay),
        of("jitter", Jitter::parse, RetryPolicyBuilder::jitter),
        optional("deadline", Durations::parse, RetryPolicyBuilder::deadline),
        of("maxRetryAfter", Durations::parse, RetryPolicyBuilder::maxRetryAfter)
            .inherited(Inheritance.REPLACED_BY_ONE),
        of("capRetryAfter", Durations::parse, RetryPolicyBuilder::capRetryAfter)
            .inherited(Inheritance.REPLACED_BY_ONE),
        of("initialDelay", Durations::parse, RetryPolicyBuilder::initialDelay),
        lists
            .<RetryPolicyBuilder>errors(
                "retryOn",
                RetrySection::retryOn,
                types -> RetryPolicy.builder().retryOn(types)) // refuses interrupts
            .inherited(Inheritance.REPLACED_TOGETHER),
        lists
            .<RetryPolicyBuilder, Integer>setting(
                "retryOnStatus", RetrySection::status, RetrySection::retryOnStatus)
            .inherited(Inheritance.REPLACED_TOGETHER),
        lists
            .<RetryPolicyBuilder>types(
                "retryOnCause", (builder, types) -> builder.retryOnCause(array(types)), types -> {})
            .inherited(Inheritance.REPLACED_TOGETHER),
        lists
            .<RetryPolicyBuilder>types(
                "abortOn", (builder, types) -> builder.abortOn(array(types)), types -> {})
            .inherited(Inheritance.ADDED),
        of("nonIdempotent", Values::flag, RetrySection::nonIdempotent),
        of("closeDroppedResults", Values::flag, RetrySection::closeDroppedResults));
  }

  private static <V> Setting<RetryPolicyBuilder> of(
      String name, Function<String, V> parse, BiConsumer<RetryPolicyBuilder, V> step) {
    return Setting.of(name, parse, step);
  }

  private static <V> Setting<RetryPolicyBuilder> optional(
      String name, Function<String, V> parse, BiConsumer<RetryPolicyBuilder, V> step) {
    return Setting.optional(name, parse, step);
  }

  private static void retryOn(RetryPolicyBuilder builder, Lists.Errors errors) {
    builder.retryOn(errors.types()).retryOn(errors.kinds().toArray(FailureKind[]::new));
  }

  private static int status(String text) {
    int status = Values.wholeNumber(text);
    RetryPolicy.builder().retryOnStatus(status); // refuses what is no failure
    return status;
  }

  private static void retryOnStatus(RetryPolicyBuilder builder, List<Integer> statuses) {
    builder.retryOnStatus(statuses.stream().mapToInt(Integer::intValue).toArray());
  }

  /** No preset has this, so that there is nothing to take back. */
  private static void nonIdempotent(RetryPolicyBuilder builder, boolean isSo) {
    if (isSo) {
      builder.nonIdempotent();
    }
  }

  private static void closeDroppedResults(RetryPolicyBuilder builder, boolean isSo) {
    if (isSo) {
      builder.closeDroppedResults();
    }
  }

  @SuppressWarnings("unchecked") // only read
  static Class<? extends Throwable>[] array(List<Class<? extends Throwable>> types) {
    return types.toArray(Class[]::new);
  }
}
