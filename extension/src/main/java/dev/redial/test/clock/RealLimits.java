package dev.redial.test.clock;

import java.time.Duration;

/**
 * How long, in real time, nothing may move before a clock has stalled.
 *
 * @param blocked while somebody waits on the clock and nobody runs
 * @param inFlight while work is in flight that may take its time, such as network I/O
 * @param byHand while the clock is moved by hand, and a thread of the test may do so later
 * @param unwatched while threads of the test are blocked and nobody waits on the clock at all
 * @param held while the clock is held
 */
record RealLimits(
    Duration blocked, Duration inFlight, Duration byHand, Duration unwatched, Duration held) {

  static final RealLimits USUAL =
      new RealLimits(
          Duration.ofSeconds(1),
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofMinutes(1));
}
