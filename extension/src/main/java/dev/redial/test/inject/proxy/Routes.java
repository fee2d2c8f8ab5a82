package dev.redial.test.inject.proxy;

import dev.redial.test.inject.TargetMethods;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where each method of a wrapped type goes, but equals, hashCode and toString. */
final class Routes {

  private Routes() {}

  static Map<Method, Route> of(Class<?> type, Object target, Map<Method, Faulting> faulting) {
    Map<Method, Route> routes = new HashMap<>();
    for (Method method : type.isInterface() ? List.of(type.getMethods()) : inherited(type)) {
      boolean isRouted =
          !Modifier.isStatic(method.getModifiers()) && !TargetMethods.isOfObject(method);
      if (isRouted) {
        requireAccess(type, method, target);
        routes.put(method, new Route(target, method, faulting(method, faulting)));
      }
    }
    return Map.copyOf(routes);
  }

  /** All methods that a subclass of the class can override, wherever they are declared. */
  private static List<Method> inherited(Class<?> type) {
    List<Method> all = new ArrayList<>();
    for (Class<?> owner = type; owner != null && owner != Object.class; ) {
      all.addAll(List.of(owner.getDeclaredMethods()));
      owner = owner.getSuperclass();
    }
    all.addAll(List.of(type.getMethods()));
    int fixed = Modifier.PRIVATE | Modifier.FINAL;
    return all.stream().filter(method -> (method.getModifiers() & fixed) == 0).toList();
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

  /** That of the method itself, of the one that overrides it, or of the one it leads to. */
  private static Optional<Faulting> faulting(Method method, Map<Method, Faulting> faulting) {
    Faulting own = faulting.get(method);
    return own != null
        ? Optional.of(own)
        : faulting.keySet().stream()
            .filter(candidate -> isOverridden(method, candidate) || isBridged(method, candidate))
            .findFirst()
            .map(faulting::get);
  }

  private static boolean isOverridden(Method method, Method by) {
    return method.getName().equals(by.getName())
        && Arrays.equals(method.getParameterTypes(), by.getParameterTypes());
  }

  /** Whether the compiler made {@code bridge} to lead callers of an erased type to the method. */
  private static boolean isBridged(Method bridge, Method method) {
    Class<?>[] wide = bridge.getParameterTypes();
    Class<?>[] narrow = method.getParameterTypes();
    return bridge.isBridge()
        && bridge.getName().equals(method.getName())
        && Arrays.equals(wide, narrow, Routes::byAssignment)
        && bridge.getReturnType().isAssignableFrom(method.getReturnType());
  }

  private static int byAssignment(Class<?> wide, Class<?> narrow) {
    return wide.isAssignableFrom(narrow) ? 0 : 1;
  }
}
