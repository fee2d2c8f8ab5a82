package dev.redial.test.inject.proxy;

import org.jspecify.annotations.Nullable;

/** A call that reaches the real target. */
@FunctionalInterface
interface RealCall {

  /** The target's own answer or error. */
  @Nullable Object pass() throws Throwable;
}
