package dev.redial.benchmarks.cases;

import org.openjdk.jmh.annotations.Threads;

/** {@link BreakerSuccess} by two threads that share the breaker; each does its own work. */
@Threads(2)
public class BreakerTwoThreads extends BreakerSuccess {}
