package dev.redial.test.dialect;

import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** The types whose errors reach a subscriber, not the caller. */
final class Publishers {

  private static final String REACTIVE_STREAMS = "org.reactivestreams.Publisher";

  private Publishers() {}

  /** What a target returned that has to return one of these. */
  static Object required(@Nullable Object carrier, String type) {
    return Objects.requireNonNull(carrier, () -> "the target returned null instead of a " + type);
  }

  static boolean isPublisher(Class<?> type) {
    return Flow.Publisher.class.isAssignableFrom(type) || isReactiveStreams(type);
  }

  /** By name, so that nobody needs the library. */
  private static boolean isReactiveStreams(Class<?> type) {
    Class<?> parent = type.getSuperclass();
    return type.getName().equals(REACTIVE_STREAMS)
        || Arrays.stream(type.getInterfaces()).anyMatch(Publishers::isReactiveStreams)
        || (parent != null && isReactiveStreams(parent));
  }
}
