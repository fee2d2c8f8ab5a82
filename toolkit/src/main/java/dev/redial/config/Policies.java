package dev.redial.config;

import dev.redial.breaker.BreakerPolicy;
import dev.redial.retry.RetryPolicy;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Retry and breaker policies by name, as a configuration says. Immutable; everything is read, and
 * checked, at once.
 *
 * <pre>
 * redial.retry.pay.extends = AGGRESSIVE
 * redial.retry.pay.maxAttempts = 4
 * redial.retry.pay.deadline = 30s
 * redial.breaker.ocr.countWindow = 100
 * redial.breaker.ocr.failureRate = 50 %
 * </pre>
 *
 * <p>A key is {@code redial.retry.} or {@code redial.breaker.}, the name of the policy, which may
 * have dots and dashes, a dot and a setting. Settings are named as the steps of {@link
 * dev.redial.retry.RetryPolicyBuilder} and {@link dev.redial.breaker.BreakerPolicyBuilder}; {@code
 * max-attempts} is {@code maxAttempts}. {@code extends} names a preset, such as {@code AGGRESSIVE},
 * or another policy of the same sort, whose settings hold where nothing else is said; without it a
 * policy extends {@code DEFAULT}. As with the builder, {@code retryOn}, {@code retryOnStatus} and
 * {@code retryOnCause} replace all rules of these that are inherited, and {@code abortOn} and
 * {@code ignore} add to theirs.
 *
 * <p>The prefix {@code redial} and the class loader for the names of errors are {@link
 * PolicyFormat}'s to change.
 */
public final class Policies {

  private final Named<RetryPolicy> retry;
  private final Named<BreakerPolicy> breaker;

  Policies(Named<RetryPolicy> retry, Named<BreakerPolicy> breaker) {
    this.retry = retry;
    this.breaker = breaker;
  }

  /**
   * The policies of a map; see {@link PolicyFormat#read(Map)}.
   *
   * @throws InvalidConfigurationException if anything is wrong, with all that is
   */
  public static Policies from(Map<String, ?> source) {
    return PolicyFormat.standard().read(source);
  }

  /**
   * The policies of a properties file; see {@link PolicyFormat#read(Properties)}.
   *
   * @throws InvalidConfigurationException if anything is wrong, with all that is
   */
  public static Policies from(Properties source) {
    return PolicyFormat.standard().read(source);
  }

  /**
   * The policies of a source that can only be asked for keys, such as {@code
   * environment::getProperty}; see {@link PolicyFormat#read(Function, String...)}.
   *
   * @param lookup gives the value of a key, or {@code null} if it has none
   * @param names the policies to read, of retry, breaker or both; at least one
   * @throws InvalidConfigurationException if anything is wrong, with all that is
   */
  public static Policies from(Function<String, @Nullable String> lookup, String... names) {
    return PolicyFormat.standard().read(lookup, names);
  }

  /**
   * The retry policy of this name.
   *
   * @throws InvalidConfigurationException if there is none; it names the nearest
   */
  public RetryPolicy retry(String name) {
    return retry.get(name);
  }

  /**
   * The breaker policy of this name.
   *
   * @throws InvalidConfigurationException if there is none; it names the nearest
   */
  public BreakerPolicy breaker(String name) {
    return breaker.get(name);
  }

  /** The names of the retry policies, in alphabetical order; unmodifiable. */
  public Set<String> retryNames() {
    return retry.all().keySet();
  }

  /** The names of the breaker policies, in alphabetical order; unmodifiable. */
  public Set<String> breakerNames() {
    return breaker.all().keySet();
  }

  /** The configuration that recreates a policy; see {@link PolicyFormat#print}. */
  public static Map<String, String> print(String name, RetryPolicy policy) {
    return PolicyFormat.standard().print(name, policy);
  }

  /** The configuration that recreates a policy; see {@link PolicyFormat#print}. */
  public static Map<String, String> print(String name, BreakerPolicy policy) {
    return PolicyFormat.standard().print(name, policy);
  }

  /** As in {@code "Policies(retry [pay], breaker [ocr])"}. */
  @Override
  public String toString() {
    return "Policies(retry " + retryNames() + ", breaker " + breakerNames() + ")";
  }
}
