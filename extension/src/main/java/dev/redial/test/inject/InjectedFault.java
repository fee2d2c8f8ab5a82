package dev.redial.test.inject;

import dev.redial.failure.Causes;
import dev.redial.failure.Failure;
import dev.redial.failure.FailureKind;
import dev.redial.failure.RetryAfter;
import dev.redial.test.script.Fault;
import dev.redial.test.script.HeaderValue;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a fault means, whatever the exception or answer of the client is by which it is shown: a
 * client's own say nothing to anyone who does not know that client.
 */
final class InjectedFault {

  private InjectedFault() {}

  /** Whether this error carries the mark of that fault. */
  static boolean isMarked(Throwable error, String id) {
    String mark = "[fault " + id + "]";
    return Causes.of(error)
        .flatMap(cause -> Stream.concat(Stream.of(cause), Arrays.stream(cause.getSuppressed())))
        .anyMatch(cause -> String.valueOf(cause.getMessage()).endsWith(mark));
  }

  /** How the timeline tells what came of it; empty if that depends on how it is shown. */
  static Optional<String> answer(Fault fault) {
    if (fault instanceof Fault.Status status) {
      return Optional.of(Integer.toString(status.code()));
    }
    if (fault instanceof Fault.Timeout) {
      return Optional.of("timeout");
    }
    if (fault instanceof Fault.Lost lost) {
      return answer(lost.seen());
    }
    boolean named =
        fault instanceof Fault.Refused
            || fault instanceof Fault.Reset
            || fault instanceof Fault.Dns;
    return named ? Optional.of(fault.toString()) : Optional.empty();
  }

  /** What it means; empty if it is no failure, or if that depends on how it is shown. */
  static Optional<Failure> failure(Fault fault) {
    if (fault instanceof Fault.Status status) {
      return Optional.of(status).filter(Fault.Status::isFailure).map(InjectedFault::ofStatus);
    }
    if (fault instanceof Fault.Lost lost) {
      return failure(lost.seen());
    }
    Failure unreached = Failure.of(FailureKind.TRANSIENT);
    if (fault instanceof Fault.Timeout || fault instanceof Fault.Reset) {
      return Optional.of(unreached);
    }
    return fault instanceof Fault.Refused || fault instanceof Fault.Dns
        ? Optional.of(unreached.beforeSending())
        : Optional.empty();
  }

  private static Failure ofStatus(Fault.Status status) {
    return Failure.ofStatus(status.code())
        .withRetryAfter(
            status.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase("Retry-After"))
                .findFirst()
                .flatMap(header -> retryAfter(header.value()))
                .orElse(null));
  }

  private static Optional<RetryAfter> retryAfter(HeaderValue value) {
    if (value instanceof HeaderValue.DateOffset date) {
      Duration delay = date.offset();
      return Optional.of(RetryAfter.ofDelay(delay.isNegative() ? Duration.ZERO : delay));
    }
    return value instanceof HeaderValue.Text text
        ? RetryAfter.parse(text.text())
        : Optional.empty();
  }
}
