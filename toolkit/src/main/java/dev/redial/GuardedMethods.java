package dev.redial;

import dev.redial.call.Operation;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The methods of an interface, each call of which is guarded before it reaches the target. */
final class GuardedMethods implements InvocationHandler {

  private final Resilience guard;
  private final Object target;

  private GuardedMethods(Resilience guard, Object target) {
    this.guard = guard;
    this.target = target;
  }

  static <T> T proxy(Resilience guard, Class<T> type, T target) {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(target, "target");
    requireInterface(type);
    if (!type.isInstance(target)) {
      throw new IllegalArgumentException(
          "target must be a " + type.getName() + ", but was a " + target.getClass().getName());
    }
    for (Method method : type.getMethods()) {
      if (!Modifier.isStatic(method.getModifiers())) {
        requireAccess(type, method, target);
        requireMakeableStage(type, method);
      }
    }
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(), new Class<?>[] {type}, new GuardedMethods(guard, target)));
  }

  private static void requireInterface(Class<?> type) {
    if (!type.isInterface() || type.isSealed() || type.isHidden()) {
      String interfaces =
          Arrays.stream(type.getInterfaces())
              .map(Class::getSimpleName)
              .collect(Collectors.joining(", "));
      throw new IllegalArgumentException(
          type.getName()
              + " cannot be wrapped: only an interface that anybody may implement can be; "
              + (interfaces.isEmpty() ? "wrap one that it implements" : "wrap " + interfaces)
              + ", or guard its calls one by one, by call(() -> …)");
    }
  }

  private static void requireAccess(Class<?> type, Method method, Object target) {
    if (!method.canAccess(target) && !method.trySetAccessible()) {
      throw new IllegalArgumentException(
          type.getName()
              + " cannot be wrapped: its package is closed to "
              + GuardedMethods.class.getModule()
              + "; export it and make the interface public, or open the package");
    }
  }

  private static void requireMakeableStage(Class<?> type, Method method) {
    if (isAsync(method) && !method.getReturnType().isAssignableFrom(CompletableFuture.class)) {
      throw new IllegalArgumentException(
          type.getName()
              + " cannot be wrapped: its method "
              + method.getName()
              + " returns a "
              + method.getReturnType().getSimpleName()
              + ", which no guard can make; let it return CompletionStage or CompletableFuture");
    }
  }

  private static boolean isAsync(Method method) {
    return CompletionStage.class.isAssignableFrom(method.getReturnType());
  }

  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    if (method.getDeclaringClass() == Object.class) {
      return ofObject(method.getName(), arguments);
    }
    Operation<@Nullable Object, Exception> call = () -> call(method, arguments);
    if (isAsync(method)) {
      return guard.<@Nullable Object>callAsync(() -> stage(call));
    }
    if (method.getReturnType() != void.class) {
      return guard.call(call);
    }
    guard.run(() -> call.call());
    return null;
  }

  private @Nullable Object call(Method method, @Nullable Object @Nullable [] arguments)
      throws Exception {
    if (!method.canAccess(target)) {
      // The proxy has a method object of its own; that the method is open was seen before.
      method.setAccessible(true);
    }
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException thrown) {
      throw GuardedMethods.<Exception>asDeclared(thrown.getCause());
    }
  }

  /** The target's stage; where that is {@code null}, the guard says so. */
  @SuppressWarnings({"unchecked", "NullAway"})
  private static CompletionStage<@Nullable Object> stage(
      Operation<@Nullable Object, Exception> call) {
    try {
      return (CompletionStage<@Nullable Object>) call.call();
    } catch (Throwable thrown) {
      throw GuardedMethods.<RuntimeException>asDeclared(thrown);
    }
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <X extends Throwable> X asDeclared(@Nullable Throwable error) throws X {
    throw (X) Objects.requireNonNull(error);
  }

  /** A proxy hands over equals, hashCode and toString, and nothing else, as Object's own. */
  private Object ofObject(String name, @Nullable Object @Nullable [] arguments) {
    return switch (name) {
      case "equals" -> target.equals(unwrapped(arguments == null ? null : arguments[0]));
      case "hashCode" -> target.hashCode();
      default -> target + ", guarded by Resilience '" + guard.name() + "'";
    };
  }

  private static @Nullable Object unwrapped(@Nullable Object other) {
    return other != null
            && Proxy.isProxyClass(other.getClass())
            && Proxy.getInvocationHandler(other) instanceof GuardedMethods that
        ? that.target
        : other;
  }
}
