package dev.redial.backoff;

import dev.redial.guard.Nanos;
import dev.redial.time.Durations;
import java.time.Duration;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** The forms of jitter without settings. */
enum StandardJitter implements Jitter {
  NONE,
  FULL,
  EQUAL,
  DECORRELATED;

  @Override
  public Duration spread(
      Duration delay, Duration previous, Duration floor, Duration cap, RandomGenerator random) {
    long computed = Durations.saturatedNanos(delay);
    long shortest = Durations.saturatedNanos(floor);
    return switch (this) {
      case NONE -> delay;
      case FULL -> between(shortest, computed, random);
      case EQUAL -> between(Math.max(shortest, computed / 2), computed, random);
      case DECORRELATED -> {
        long last = Math.max(computed, Durations.saturatedNanos(previous));
        long high = Math.min(Durations.saturatedNanos(cap), Nanos.times(last, 3));
        yield between(computed, high, random);
      }
    };
  }

  private static Duration between(long low, long high, RandomGenerator random) {
    return Duration.ofNanos(Uniform.between(low, high, random));
  }

  @Override
  public boolean growsByItself() {
    return this == DECORRELATED;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
