package dev.redial.call;

import java.util.function.UnaryOperator;

/**
 * Carries what belongs to the caller's thread, such as a trace or a logging context, to the threads
 * on which an asynchronous call goes on. With Micrometer's context propagation it is one line:
 *
 * <pre>{@code
 * Retry.builder("ocr").context(() -> ContextSnapshotFactory.builder().build().captureAll()::wrap)
 * }</pre>
 */
@FunctionalInterface
public interface ContextCarrier {

  /**
   * Takes the context of the current thread, where a call begins, or an attempt that is hedged.
   *
   * @return wraps what is run later so that it runs in that context, and leaves no trace of it on
   *     its thread
   */
  UnaryOperator<Runnable> capture();
}
