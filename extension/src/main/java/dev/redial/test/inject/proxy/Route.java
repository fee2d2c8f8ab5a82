package dev.redial.test.inject.proxy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the calls of one method go: to the target, past a plan if there is one.
 *
 * @param method may be invoked on the target from here
 */
record Route(Object target, Method method, Optional<Faulting> faulting) {

  @Nullable Object call(@Nullable Object @Nullable [] arguments) throws Throwable {
    return faulting.isPresent()
        ? faulting.get().call(() -> pass(arguments), arguments)
        : pass(arguments);
  }

  /** The target's own answer or error. */
  private @Nullable Object pass(@Nullable Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause() == null ? thrown : thrown.getCause();
    }
  }
}
