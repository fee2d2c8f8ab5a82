package dev.redial.config;

import dev.redial.breaker.BreakerPolicy;
import dev.redial.retry.RetryPolicy;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How policies are written as text: below which prefix their keys are, and where the classes come
 * from that they name. Immutable. {@link Policies} reads and prints by the {@linkplain #standard
 * standard} one.
 */
public final class PolicyFormat {

  private final Keys keys;
  private final @Nullable ClassLoader loader;

  private PolicyFormat(Keys keys, @Nullable ClassLoader loader) {
    this.keys = keys;
    this.loader = loader;
  }

  /**
   * Keys below {@code redial}; classes that the thread's context class loader finds, or if it has
   * none, the library's own.
   */
  public static PolicyFormat standard() {
    return new PolicyFormat(Keys.below("redial"), null);
  }

  /**
   * The same with another prefix, as in {@code "acme.resilience"} for keys such as {@code
   * acme.resilience.retry.pay.maxAttempts}; a dot at its end makes no difference. With an empty one
   * keys begin with {@code retry} and {@code breaker}.
   */
  public PolicyFormat withPrefix(String prefix) {
    return new PolicyFormat(Keys.below(prefix), loader);
  }

  /** The same with another loader of the classes of errors. No code of theirs is run. */
  public PolicyFormat withClassLoader(ClassLoader newLoader) {
    return new PolicyFormat(keys, Objects.requireNonNull(newLoader, "loader"));
  }

  /**
   * Reads the policies of a map. Its values may be texts, numbers, {@code true} and {@code false},
   * lists of these, and maps again, whose keys follow after a dot: what libraries for YAML and JSON
   * make of a document.
   *
   * @throws InvalidConfigurationException if anything below the prefix is wrong, with all that is
   */
  public Policies read(Map<String, ?> source) {
    return readAll(Objects.requireNonNull(source, "source"));
  }

  /** Like {@link #read(Map)}, the defaults of the properties included. */
  public Policies read(Properties source) {
    Map<Object, Object> all = new LinkedHashMap<>(source);
    source.stringPropertyNames().forEach(key -> all.putIfAbsent(key, source.getProperty(key)));
    return readAll(all);
  }

  /**
   * Reads policies by asking for their keys, for sources that cannot list theirs. The function is
   * asked for each setting in both spellings, and for the words that are mistaken for settings;
   * words that nobody has thought of are not found.
   *
   * @param lookup gives the value of a key, or {@code null} if it has none
   * @param names the policies to read, of retry, breaker or both; what they extend is read, too
   * @throws InvalidConfigurationException if anything found is wrong, or a name has no key at all
   */
  public Policies read(Function<String, @Nullable String> lookup, String... names) {
    Set<String> all = new LinkedHashSet<>(List.of(names));
    if (all.isEmpty() || all.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException(
          "names must be those of the policies to read, since a function cannot list its keys, but"
              + " were "
              + all);
    }
    return new Reading(keys, loader()).of(Objects.requireNonNull(lookup, "lookup"), all);
  }

  private Policies readAll(Map<?, ?> source) {
    return new Reading(keys, loader()).of(source);
  }

  private ClassLoader loader() {
    if (loader != null) {
      return loader;
    }
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return context != null ? context : PolicyFormat.class.getClassLoader();
  }

  /**
   * The configuration that recreates a policy: keys and values in the order of the settings. A
   * preset is one line, as in {@code redial.retry.pay.extends = AGGRESSIVE}; any other policy is
   * what it has that {@link RetryPolicy#DEFAULT} has not.
   *
   * @throws IllegalArgumentException if the name is empty or that of a preset, or if the policy has
   *     what only code can say, such as a predicate; the message tells all of it
   */
  public Map<String, String> print(String name, RetryPolicy policy) {
    Section<?, RetryPolicy> section = RetrySection.of(new ErrorNames(loader()));
    return printed(
        section, name, policy, RetryPrinter.values(name, policy), lines -> read(lines).retry(name));
  }

  /**
   * The same for a breaker policy.
   *
   * @throws IllegalArgumentException if the name is empty or that of a preset, or if the policy has
   *     what only code can say, such as a classifier; the message tells all of it
   */
  public Map<String, String> print(String name, BreakerPolicy policy) {
    Section<?, BreakerPolicy> section = BreakerSection.of(new ErrorNames(loader()));
    return printed(
        section,
        name,
        policy,
        BreakerPrinter.values(name, policy),
        lines -> read(lines).breaker(name));
  }

  private <P> Map<String, String> printed(
      Section<?, P> section,
      String name,
      P policy,
      Map<String, String> values,
      Function<Map<String, String>, P> reading) {
    if (name.isBlank() || section.presets().containsKey(name)) {
      throw new IllegalArgumentException(
          "name must be one that a policy can have, but was '" + name + "'");
    }
    Map<String, String> lines = new LinkedHashMap<>();
    section.presets().entrySet().stream()
        .filter(preset -> preset.getValue().equals(policy))
        .map(Map.Entry::getKey)
        .findFirst()
        .ifPresentOrElse(
            preset -> lines.put(keys.of(section, name, Section.EXTENDS), preset),
            () -> values.forEach((key, value) -> lines.put(keys.of(section, name, key), value)));
    requireSame(name, policy, reading.apply(lines));
    return Collections.unmodifiableMap(lines);
  }

  /** Classes may be known here by other names, or be others under their names. */
  private static void requireSame(String name, Object policy, Object read) {
    if (!read.equals(policy)) {
      throw new IllegalArgumentException(
          "policy '"
              + name
              + "' names classes that are others to the class loader of the PolicyFormat, so that its"
              + " text would recreate another policy");
    }
  }
}
