package dev.redial.test.dialect;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One call that meets a fault.
 *
 * @param id the id of the fault, such as {@code "charge#2"}
 * @param now the wall clock, for dates in headers
 * @param arguments what the method was called with
 */
public record Injection(String id, Instant now, List<@Nullable Object> arguments) {

  /** The text with the mark by which {@link FaultMark} knows an injected error. */
  public String message(String text) {
    return FaultMark.mark(text, id);
  }

  /** The first argument of this type. */
  public <T> Optional<T> argument(Class<T> type) {
    return arguments.stream().filter(type::isInstance).map(type::cast).findFirst();
  }
}
