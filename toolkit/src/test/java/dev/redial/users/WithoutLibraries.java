package dev.redial.users;

import dev.redial.Resilience;
import dev.redial.backoff.Backoff;
import dev.redial.breaker.BreakerPolicy;
import dev.redial.observe.CallLog;
import dev.redial.retry.RetryPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

/** A program that has none of the libraries to which Redial can be bound. */
final class WithoutLibraries {

  private WithoutLibraries() {}

  /** Loads the classes of these names whole, and makes calls. */
  public static void main(String[] names) throws Exception {
    assertMissing("jdk.jfr.Event");
    assertMissing("io.opentelemetry.api.trace.Span");
    assertMissing("io.micrometer.core.instrument.MeterRegistry");
    int members = 0;
    for (String name : names) {
      Class<?> type = Class.forName(name);
      members += type.getDeclaredMethods().length;
      members += type.getDeclaredConstructors().length;
      members += type.getDeclaredFields().length;
    }
    if (members < names.length) {
      throw new AssertionError("found only " + members + " members");
    }
    Resilience guard =
        Resilience.builder("ocr")
            .retry(RetryPolicy.builder().backoff(Backoff.none()).build())
            .breaker(BreakerPolicy.DEFAULT)
            .listener(CallLog.create())
            .build();
    List<String> runs = new ArrayList<>();
    guard.call(() -> succeedingOnce(runs, 2));
    guard
        .callAsync(
            () -> {
              try {
                return CompletableFuture.completedFuture(succeedingOnce(runs, 4));
              } catch (TimeoutException e) {
                return CompletableFuture.failedFuture(e);
              }
            })
        .join();
    System.out.println("loaded " + names.length + ", ran " + runs.size());
  }

  private static String succeedingOnce(List<String> runs, int number) throws TimeoutException {
    runs.add("run");
    if (runs.size() < number) {
      throw new TimeoutException();
    }
    return "ok";
  }

  private static void assertMissing(String name) {
    try {
      Class.forName(name);
    } catch (ClassNotFoundException e) {
      return;
    }
    throw new AssertionError(name + " is here");
  }
}
