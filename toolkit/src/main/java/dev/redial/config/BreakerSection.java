package dev.redial.config;

import dev.redial.backoff.Backoff;
import dev.redial.breaker.BreakerPolicy;
import dev.redial.breaker.BreakerPolicyBuilder;
import dev.redial.failure.FailureKind;
import dev.redial.time.Durations;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** What can be said of a {@link BreakerPolicy}. */
final class BreakerSection {

  static final String WORD = "breaker";

  private BreakerSection() {}

  static Section<BreakerPolicyBuilder, BreakerPolicy> of(ErrorNames names) {
    return new Section<>(
        WORD,
        presets(),
        settings(new Lists(names)),
        BreakerWords.WRONG,
        BreakerPolicy::toBuilder,
        BreakerPolicyBuilder::build);
  }

  static Map<String, BreakerPolicy> presets() {
    return Map.of(Section.DEFAULT, BreakerPolicy.DEFAULT);
  }

  private static List<Setting<BreakerPolicyBuilder>> settings(Lists lists) {
    return List.of(
        of("failuresInARow", Values::wholeNumber, BreakerPolicyBuilder::failuresInARow),
        optional("countWindow", Values::wholeNumber, BreakerPolicyBuilder::countWindow)
            .inherited(Inheritance.REPLACED_BY_ONE),
        optional("timeWindow", Durations::parse, BreakerPolicyBuilder::timeWindow)
            .inherited(Inheritance.REPLACED_BY_ONE),
        of("minimumCalls", Values::wholeNumber, BreakerPolicyBuilder::minimumCalls),
        of("failureRate", Values::share, BreakerPolicyBuilder::failureRate),
        optional("slowCall", Durations::parse, BreakerPolicyBuilder::slowCall),
        of("slowCallRate", Values::share, BreakerPolicyBuilder::slowCallRate),
        of("openWait", BreakerSection::waits, BreakerPolicyBuilder::openWait),
        of("maxOpenWait", Durations::parse, BreakerPolicyBuilder::maxOpenWait),
        of("halfOpenProbes", Values::wholeNumber, BreakerPolicyBuilder::halfOpenProbes),
        of("halfOpenByTimer", Values::flag, BreakerPolicyBuilder::halfOpenByTimer),
        of("maxProbeWait", Durations::parse, BreakerPolicyBuilder::maxProbeWait),
        of("rampUp", Durations::parse, BreakerPolicyBuilder::rampUp),
        lists.<BreakerPolicyBuilder, Set<FailureKind>>setting(
            "countedKinds", BreakerSection::kinds, BreakerSection::countedKinds),
        lists
            .<BreakerPolicyBuilder>types(
                "ignore",
                (builder, types) -> builder.ignore(RetrySection.array(types)),
                types -> {})
            .inherited(Inheritance.ADDED));
  }

  private static <V> Setting<BreakerPolicyBuilder> of(
      String name, Function<String, V> parse, BiConsumer<BreakerPolicyBuilder, V> step) {
    return Setting.of(name, parse, step);
  }

  private static <V> Setting<BreakerPolicyBuilder> optional(
      String name, Function<String, V> parse, BiConsumer<BreakerPolicyBuilder, V> step) {
    return Setting.optional(name, parse, step);
  }

  /** A duration, or a backoff for a wait that grows. */
  private static Backoff waits(String text) {
    if (!text.startsWith("P") && !text.matches("-?[0-9].*")) {
      return Backoff.parse(text);
    }
    Duration wait = Durations.parse(text);
    return wait.isZero() ? Backoff.none() : Backoff.fixed(wait); // the builder refuses none
  }

  private static Set<FailureKind> kinds(String text) {
    return text.equals("all")
        ? EnumSet.allOf(FailureKind.class)
        : EnumSet.of(Values.requireKind(text));
  }

  private static void countedKinds(BreakerPolicyBuilder builder, List<Set<FailureKind>> kinds) {
    List<FailureKind> all = kinds.stream().flatMap(Set::stream).toList();
    builder.countedKinds(all.get(0), all.toArray(FailureKind[]::new));
  }
}
