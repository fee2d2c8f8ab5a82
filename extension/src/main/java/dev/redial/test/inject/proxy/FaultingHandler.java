package dev.redial.test.inject.proxy;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Objects;
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
    if (method.getDeclaringClass() == Object.class) {
      return ofObject(method.getName(), arguments);
    }
    return Objects.requireNonNull(routes.get(method), method::toString).call(arguments);
  }

  /** The proxy hands over equals, hashCode and toString, and nothing else, as Object's own. */
  private Object ofObject(String name, @Nullable Object @Nullable [] arguments) {
    return switch (name) {
      case "equals" -> target.equals(unwrapped(arguments == null ? null : arguments[0]));
      case "hashCode" -> target.hashCode();
      default -> target.toString();
    };
  }

  /** A wrapped object equals what its target equals, wrapped or not. */
  private static @Nullable Object unwrapped(@Nullable Object other) {
    return other != null
            && Proxy.isProxyClass(other.getClass())
            && Proxy.getInvocationHandler(other) instanceof FaultingHandler that
        ? that.target
        : other;
  }
}
