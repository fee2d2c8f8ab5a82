package dev.redial.test.inject.proxy;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Where each method of a wrapped interface goes. */
final class Routes {

  private Routes() {}

  static Map<Method, Route> of(Class<?> type, Object target, Map<Method, Faulting> faulting) {
    Map<Method, Route> routes = new HashMap<>();
    for (Method method : type.getMethods()) {
      if (!Modifier.isStatic(method.getModifiers())) {
        requireAccess(type, method, target);
        routes.put(method, new Route(target, method, faulting(method, faulting)));
      }
    }
    return Map.copyOf(routes);
  }

  private static void requireAccess(Class<?> type, Method method, Object target) {
    if (!method.trySetAccessible() && !method.canAccess(target)) {
      throw new IllegalArgumentException(
          type.getName()
              + " cannot be wrapped: its package "
              + type.getPackageName()
              + " is closed to "
              + Routes.class.getModule()
              + ". Make the interface public and"
              + " export its package, or open the package to that module.");
    }
  }

  private static Optional<Faulting> faulting(Method method, Map<Method, Faulting> faulting) {
    return method.isBridge()
        ? faulting.keySet().stream()
            .filter(candidate -> isBridged(method, candidate))
            .findFirst()
            .map(faulting::get)
        : Optional.ofNullable(faulting.get(method));
  }

  /** Whether the compiler made {@code bridge} to lead callers of an erased type to the method. */
  private static boolean isBridged(Method bridge, Method method) {
    Class<?>[] wide = bridge.getParameterTypes();
    Class<?>[] narrow = method.getParameterTypes();
    return bridge.getName().equals(method.getName())
        && Arrays.equals(wide, narrow, Routes::byAssignment)
        && bridge.getReturnType().isAssignableFrom(method.getReturnType());
  }

  private static int byAssignment(Class<?> wide, Class<?> narrow) {
    return wide.isAssignableFrom(narrow) ? 0 : 1;
  }
}
