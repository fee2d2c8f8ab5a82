package dev.redial.breaker;

import dev.redial.backoff.Backoff;
import dev.redial.guard.Misfits;
import dev.redial.time.Durations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the settings of a policy must keep to. */
final class PolicyChecks {

  private static final int LARGEST_COUNT_WINDOW = 1_000_000;

  private PolicyChecks() {}

  /** Checks all settings, and gives the open waits with the cap that holds. */
  static OpenWaits check(BreakerPolicyBuilder settings) {
    Misfits misfits = new Misfits();
    misfits.isAtLeastOne("failuresInARow", settings.failuresInARow);
    checkWindow(settings, misfits);
    checkRates(settings, misfits);
    misfits.isAtLeastOne("halfOpenProbes", settings.halfOpenProbes);
    isAboveZero("maxProbeWait", settings.maxProbeWait, misfits);
    if (settings.rampUp.isNegative()) {
      misfits.add("rampUp", "be at least zero", Durations.format(settings.rampUp));
    }
    OpenWaits waits = openWaits(settings, misfits);
    misfits.refuse();
    return waits;
  }

  private static void checkWindow(BreakerPolicyBuilder settings, Misfits misfits) {
    isAboveZero("timeWindow", settings.timeWindow, misfits);
    int window = settings.countWindow;
    boolean counts = settings.timeWindow == null && settings.hasWindow;
    boolean fits = !counts || misfits.isAtLeastOne("countWindow", window);
    if (window > LARGEST_COUNT_WINDOW) {
      misfits.add("countWindow", "be at most 1000000", window + "; timeWindow has no such limit");
    }
    Integer minimum = settings.minimumCalls;
    if (minimum == null) {
      return;
    }
    boolean isPositive = misfits.isAtLeastOne("minimumCalls", minimum);
    needsWindow("minimumCalls", settings, misfits);
    if (counts && fits && isPositive && minimum > window) {
      misfits.add(
          "minimumCalls", "be at most the countWindow (" + window + ")", minimum, "countWindow");
    }
  }

  private static void checkRates(BreakerPolicyBuilder settings, Misfits misfits) {
    if (settings.failureRate != null) {
      isShare("failureRate", settings.failureRate, misfits);
      needsWindow("failureRate", settings, misfits);
    }
    if (settings.slowCall != null) {
      isAboveZero("slowCall", settings.slowCall, misfits);
      needsWindow("slowCall", settings, misfits);
    }
    if (settings.slowCallRate != null) {
      isShare("slowCallRate", settings.slowCallRate, misfits);
      if (settings.slowCall == null) {
        misfits.say(
            "slowCallRate must come with a slowCall, which says from when on a call is slow, but"
                + " was set to "
                + settings.slowCallRate
                + " without one",
            "slowCallRate",
            "slowCall");
      }
    }
  }

  private static void needsWindow(String name, BreakerPolicyBuilder settings, Misfits misfits) {
    if (!settings.hasWindow) {
      misfits.say(
          name + " must come with a countWindow or a timeWindow, but was set without one",
          name,
          "countWindow",
          "timeWindow");
    }
  }

  /** A fixed wait is its own cap. */
  private static OpenWaits openWaits(BreakerPolicyBuilder settings, Misfits misfits) {
    Duration fixed = settings.openWait;
    boolean fits = isAboveZero("openWait", fixed, misfits);
    boolean hasCap = isAboveZero("maxOpenWait", settings.maxOpenWait, misfits);
    if (!fits) {
      return new OpenWaits(settings.openWaits, BreakerPolicy.DEFAULT_MAX_OPEN_WAIT);
    }
    Backoff backoff = fixed == null ? settings.openWaits : Backoff.fixed(fixed);
    Duration first = new OpenWaits(backoff, Duration.ofSeconds(Long.MAX_VALUE)).after(1);
    if (first.isZero()) {
      misfits.add("openWait", "be above zero", "0 ms for the first opening");
    }
    Duration longest = settings.maxOpenWait;
    if (longest != null && hasCap && longest.compareTo(first) < 0) {
      misfits.add(
          "maxOpenWait",
          "be at least the first openWait (" + Durations.format(first) + ")",
          Durations.format(longest),
          "openWait");
    }
    if (OpenWaits.isFixed(backoff)) {
      return new OpenWaits(backoff, first);
    }
    if (longest != null) {
      return new OpenWaits(backoff, longest);
    }
    Duration usual = BreakerPolicy.DEFAULT_MAX_OPEN_WAIT;
    return new OpenWaits(backoff, first.compareTo(usual) > 0 ? first : usual);
  }

  private static void isShare(String name, double value, Misfits misfits) {
    if (!(value > 0 && value <= 1)) {
      misfits.add(name, "be above 0 and at most 1", value + "; 50 % is 0.5");
    }
  }

  private static boolean isAboveZero(String name, @Nullable Duration value, Misfits misfits) {
    if (value != null && (value.isZero() || value.isNegative())) {
      misfits.add(name, "be above zero", Durations.format(value));
      return false;
    }
    return true;
  }
}
