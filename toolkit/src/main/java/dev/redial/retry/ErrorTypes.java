package dev.redial.retry;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Classes of errors, each once. Every failed attempt comes by here, so they are kept as an array.
 */
final class ErrorTypes {

  static final ErrorTypes NONE = new ErrorTypes(Set.of());

  private final Set<Class<? extends Throwable>> all;
  private final Class<?>[] array;

  private ErrorTypes(Set<Class<? extends Throwable>> all) {
    this.all = all;
    array = all.toArray(Class<?>[]::new);
  }

  ErrorTypes plus(Collection<? extends Class<? extends Throwable>> more) {
    Set<Class<? extends Throwable>> both = new LinkedHashSet<>(all);
    both.addAll(more);
    return new ErrorTypes(Collections.unmodifiableSet(both));
  }

  /** In the order in which they were named; unmodifiable. */
  Set<Class<? extends Throwable>> all() {
    return all;
  }

  boolean isEmpty() {
    return array.length == 0;
  }

  /** Whether the error is of one of these classes, or of a subclass. */
  boolean match(Throwable error) {
    for (Class<?> type : array) {
      if (type.isInstance(error)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ErrorTypes that && all.equals(that.all);
  }

  @Override
  public int hashCode() {
    return all.hashCode();
  }

  @Override
  public String toString() {
    return all.toString();
  }
}
