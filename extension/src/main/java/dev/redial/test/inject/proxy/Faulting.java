package dev.redial.test.inject.proxy;

import org.jspecify.annotations.Nullable;

/** Where a call goes that may meet a fault. */
@FunctionalInterface
interface Faulting {

  @Nullable Object call(RealCall real, @Nullable Object @Nullable [] arguments) throws Throwable;
}
