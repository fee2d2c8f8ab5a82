package dev.redial.test.dialect;

import dev.redial.failure.RetryAfter;
import dev.redial.test.script.Fault;
import dev.redial.test.script.Header;
import io.grpc.Metadata;
import java.time.Instant;
import java.util.Optional;

/** The headers of a scripted answer as trailers, with Retry-After in gRPC's own words. */
final class GrpcTrailers {

  private static final String RETRY_AFTER = "Retry-After";
  private static final String PUSHBACK = "grpc-retry-pushback-ms";

  private GrpcTrailers() {}

  static Metadata at(Fault.Status fault, Instant now) {
    Metadata trailers = new Metadata();
    for (Header header : fault.headers()) {
      String value = header.value().at(now);
      Optional<RetryAfter> wait = isRetryAfter(header) ? RetryAfter.parse(value) : Optional.empty();
      trailers.put(
          wait.isPresent() ? key(PUSHBACK) : key(header.name()),
          wait.map(after -> Long.toString(after.delayAt(now).toMillis())).orElse(value));
    }
    return trailers;
  }

  /** Why these headers cannot be trailers, if they cannot. */
  static Optional<Showing> complaint(Fault.Status fault) {
    return fault.headers().stream().flatMap(header -> complaint(header).stream()).findFirst();
  }

  private static Optional<Showing> complaint(Header header) {
    String value = header.value().at(Instant.EPOCH);
    if (isRetryAfter(header) && RetryAfter.parse(value).isEmpty()) {
      return Optional.of(
          Showing.refused(
              "Retry-After: " + value + " is no time that gRPC could tell",
              "Write '" + PUSHBACK + ": " + value + "' for a pushback that is wrong on purpose."));
    }
    try {
      key(header.name());
      return Optional.empty();
    } catch (IllegalArgumentException invalid) {
      return Optional.of(
          Showing.refused(
              "'" + header.name() + "' cannot name a trailer (" + invalid.getMessage() + ")",
              "Leave it out, or use a name of letters, digits and -_. that does not end with -bin."));
    }
  }

  private static boolean isRetryAfter(Header header) {
    return header.name().equalsIgnoreCase(RETRY_AFTER);
  }

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }
}
