package dev.redial.test.dialect;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A method at which faults are to appear, as a dialect sees it. */
public final class TargetMethod {

  private final Class<?> owner;
  private final Method method;
  private final boolean throwsAtOnce;

  private TargetMethod(Class<?> owner, Method method, boolean throwsAtOnce) {
    this.owner = owner;
    this.method = method;
    this.throwsAtOnce = throwsAtOnce;
  }

  /**
   * A method of a type. If it is asynchronous, its errors arrive as failed futures.
   *
   * @param owner the type that the test speaks of; it may inherit the method
   */
  public static TargetMethod of(Class<?> owner, Method method) {
    return new TargetMethod(owner, Objects.requireNonNull(method, "method"), false);
  }

  /** This method, but it throws its errors at once even if it is asynchronous. */
  public TargetMethod throwingAtOnce() {
    return new TargetMethod(owner, method, true);
  }

  /** The method itself. */
  public Method method() {
    return method;
  }

  /** How the timeline calls it, such as {@code "PaymentGateway.charge"}. */
  public String name() {
    return owner.getSimpleName() + "." + method.getName();
  }

  /** Whether its answer comes in a future that the JDK has an implementation of. */
  public boolean isAsync() {
    Class<?> returned = method.getReturnType();
    return returned == CompletionStage.class
        || returned == CompletableFuture.class
        || returned == Future.class;
  }

  /** Whether its errors come as failed futures. */
  public boolean failsAsync() {
    return isAsync() && !throwsAtOnce;
  }

  /** The type of the answer; for an asynchronous method, of what its future completes with. */
  public Type answer() {
    Type returned = method.getGenericReturnType();
    return isAsync() ? argumentOf(returned) : returned;
  }

  /** The class of the {@linkplain #answer() answer}, as far as it is known. */
  public Class<?> answerClass() {
    return classOf(answer());
  }

  /**
   * The class of the answer's own first type argument, as far as it is known: {@code String} for an
   * answer of {@code HttpResponse<String>}.
   */
  public Class<?> answerContent() {
    return classOf(argumentOf(answer()));
  }

  /** Whether the compiler of the caller would let it throw this. */
  public boolean mayThrow(Class<? extends Throwable> type) {
    return failsAsync()
        || RuntimeException.class.isAssignableFrom(type)
        || Error.class.isAssignableFrom(type)
        || Arrays.stream(method.getExceptionTypes())
            .anyMatch(declared -> declared.isAssignableFrom(type));
  }

  private static Type argumentOf(Type type) {
    if (type instanceof WildcardType any) {
      return argumentOf(any.getUpperBounds()[0]);
    }
    return type instanceof ParameterizedType generic
        ? generic.getActualTypeArguments()[0]
        : Object.class;
  }

  private static Class<?> classOf(Type type) {
    if (type instanceof Class<?> known) {
      return known;
    }
    if (type instanceof ParameterizedType generic) {
      return (Class<?>) generic.getRawType();
    }
    if (type instanceof TypeVariable<?> variable) {
      return classOf(variable.getBounds()[0]);
    }
    return type instanceof WildcardType any ? classOf(any.getUpperBounds()[0]) : Object.class;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TargetMethod that
        && owner.equals(that.owner)
        && method.equals(that.method)
        && throwsAtOnce == that.throwsAtOnce;
  }

  @Override
  public int hashCode() {
    return Objects.hash(owner, method, throwsAtOnce);
  }

  /** As in {@code "PaymentGateway.charge(Order, String)"}. */
  @Override
  public String toString() {
    return name()
        + Arrays.stream(method.getParameterTypes())
            .map(Class::getSimpleName)
            .collect(Collectors.joining(", ", "(", ")"));
  }
}
