package dev.redial.retry;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The key of one call, which remembers whether anybody asked for it. */
final class IdempotencyKey implements Supplier<String> {

  private final AtomicReference<@Nullable String> key;
  private volatile boolean wasAsked;

  /**
   * A key that is not made yet.
   *
   * @param seeded where it comes from, or {@code null} for true chance
   */
  IdempotencyKey(@Nullable RandomGenerator seeded) {
    // Drawn at once: whoever asks later may do so while the call draws its jitter.
    key = new AtomicReference<>(seeded == null ? null : uuid(seeded));
  }

  /** Version 4, variant 2, by RFC 9562, section 5.4. */
  private static String uuid(RandomGenerator random) {
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() & ~(0b11L << 62)) | (0b10L << 62);
    return new UUID(high, low).toString();
  }

  @Override
  public String get() {
    wasAsked = true;
    String present = key.get();
    if (present != null) {
      return present;
    }
    String made = UUID.randomUUID().toString();
    String other = key.compareAndExchange(null, made);
    return other == null ? made : other;
  }

  boolean wasAsked() {
    return wasAsked;
  }
}
