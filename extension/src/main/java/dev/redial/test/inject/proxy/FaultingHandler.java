package dev.redial.test.inject.proxy;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends each call of a proxy its way. */
final class FaultingHandler implements InvocationHandler {

  private final Object target;
  private final Map<Method, Route> routes;

  FaultingHandler(Object target, Map<Method, Route> routes) {
    this.target = target;
    this.routes = routes;
  }

  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    Route route = routes.get(method);
    return route == null ? ofObject(method.getName(), arguments) : route.call(arguments);
  }

  /** Only equals, hashCode and toString have no route. */
  private Object ofObject(String name, @Nullable Object @Nullable [] arguments) {
    return switch (name) {
      case "equals" -> target.equals(unwrapped(arguments == null ? null : arguments[0]));
      case "hashCode" -> target.hashCode();
      default -> target.toString();
    };
  }

  /** A wrapped object equals what its target equals, wrapped or not. */
  private static @Nullable Object unwrapped(@Nullable Object other) {
    boolean isProxy = other != null && Proxy.isProxyClass(other.getClass());
    Object handler =
        isProxy ? Proxy.getInvocationHandler(other) : StandIns.behind(other).orElse(null);
    return handler instanceof FaultingHandler that ? that.target : other;
  }
}
