package dev.redial.breaker;

import dev.redial.backoff.Backoff;
import dev.redial.time.Durations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the settings of a policy must keep to. */
final class PolicyChecks {

  private static final int LARGEST_COUNT_WINDOW = 1_000_000;

  private PolicyChecks() {}

  static void check(BreakerPolicyBuilder settings) {
    if (settings.failuresInARow != null) {
      atLeastOne("failuresInARow", settings.failuresInARow);
    }
    checkWindow(settings);
    checkRates(settings);
    atLeastOne("halfOpenProbes", settings.halfOpenProbes);
    aboveZero("maxProbeWait", settings.maxProbeWait);
    if (settings.rampUp.isNegative()) {
      throw refused("rampUp", "at least zero", Durations.format(settings.rampUp));
    }
  }

  private static void checkWindow(BreakerPolicyBuilder settings) {
    aboveZero("timeWindow", settings.timeWindow);
    int window = settings.countWindow;
    if (settings.timeWindow == null && settings.hasWindow) {
      atLeastOne("countWindow", window);
      if (window > LARGEST_COUNT_WINDOW) {
        throw refused("countWindow", "at most 1000000", window + "; timeWindow has no such limit");
      }
    }
    Integer minimum = settings.minimumCalls;
    if (minimum != null) {
      atLeastOne("minimumCalls", minimum);
      needsWindow("minimumCalls", settings);
      if (window > 0 && minimum > window) {
        throw refused("minimumCalls", "at most the countWindow (" + window + ")", minimum);
      }
    }
  }

  private static void checkRates(BreakerPolicyBuilder settings) {
    if (settings.failureRate != null) {
      share("failureRate", settings.failureRate);
      needsWindow("failureRate", settings);
    }
    if (settings.slowCall != null) {
      aboveZero("slowCall", settings.slowCall);
      needsWindow("slowCall", settings);
    }
    if (settings.slowCallRate != null) {
      share("slowCallRate", settings.slowCallRate);
      if (settings.slowCall == null) {
        throw new IllegalArgumentException(
            "slowCallRate must come with a slowCall, which says from when on a call is slow, but"
                + " was set to "
                + settings.slowCallRate
                + " without one");
      }
    }
  }

  private static void needsWindow(String name, BreakerPolicyBuilder settings) {
    if (!settings.hasWindow) {
      throw new IllegalArgumentException(
          name + " must come with a countWindow or a timeWindow, but was set without one");
    }
  }

  /** The open waits, with the cap that holds: a fixed one is its own. */
  static OpenWaits openWaits(BreakerPolicyBuilder settings) {
    Duration fixed = settings.openWait;
    aboveZero("openWait", fixed);
    aboveZero("maxOpenWait", settings.maxOpenWait);
    Backoff backoff = fixed == null ? settings.openWaits : Backoff.fixed(fixed);
    Duration first = first(backoff);
    if (settings.maxOpenWait != null && settings.maxOpenWait.compareTo(first) < 0) {
      throw refused(
          "maxOpenWait",
          "at least the first openWait (" + Durations.format(first) + ")",
          Durations.format(settings.maxOpenWait));
    }
    if (OpenWaits.isFixed(backoff)) {
      return new OpenWaits(backoff, first);
    }
    if (settings.maxOpenWait != null) {
      return new OpenWaits(backoff, settings.maxOpenWait);
    }
    Duration longest = BreakerPolicy.DEFAULT_MAX_OPEN_WAIT;
    return new OpenWaits(backoff, first.compareTo(longest) > 0 ? first : longest);
  }

  private static Duration first(Backoff backoff) {
    Duration first = new OpenWaits(backoff, Duration.ofSeconds(Long.MAX_VALUE)).after(1);
    if (first.isZero()) {
      throw refused("openWait", "above zero", "0 ms for the first opening");
    }
    return first;
  }

  private static void share(String name, double value) {
    if (!(value > 0 && value <= 1)) {
      throw refused(name, "above 0 and at most 1", value + "; 50 % is 0.5");
    }
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw refused(name, "at least 1", value);
    }
  }

  private static void aboveZero(String name, @Nullable Duration value) {
    if (value != null && (value.isZero() || value.isNegative())) {
      throw refused(name, "above zero", Durations.format(value));
    }
  }

  private static IllegalArgumentException refused(String name, String rule, Object value) {
    return new IllegalArgumentException(name + " must be " + rule + ", but was " + value);
  }
}
