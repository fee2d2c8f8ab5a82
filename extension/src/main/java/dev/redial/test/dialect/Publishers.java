package dev.redial.test.dialect;

import java.util.Arrays;
import java.util.concurrent.Flow;

/** The types whose errors reach a subscriber, not the caller. */
final class Publishers {

  private static final String REACTIVE_STREAMS = "org.reactivestreams.Publisher";

  private Publishers() {}

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
