package dev.redial.test.dialect;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A method at which faults are to appear, as a dialect sees it. */
public final class TargetMethod {

  private final Class<?> owner;
  private final Method method;
  private final Errors errors;

  private TargetMethod(Class<?> owner, Method method, Errors errors) {
    this.owner = owner;
    this.method = method;
    this.errors = errors;
  }

  /** How errors reach the caller. */
  private enum Errors {
    /** As the return type says. */
    AS_RETURNED,
    THROWN_AT_ONCE,
    /** By what it returned, which blocks. */
    WHEN_ASKED,
    /** By what it returned, which does not block. */
    AFTER_ASKED
  }

  /**
   * A method of a type. If it is asynchronous, its errors arrive as failed futures.
   *
   * @param owner the type that the test speaks of; it may inherit the method
   */
  public static TargetMethod of(Class<?> owner, Method method) {
    return new TargetMethod(owner, Objects.requireNonNull(method, "method"), Errors.AS_RETURNED);
  }

  /** This method, but it throws its errors at once even if they would come later. */
  public TargetMethod throwingAtOnce() {
    return new TargetMethod(owner, method, Errors.THROWN_AT_ONCE);
  }

  /** This method, as its {@linkplain #carrier() carrier} shows it to whoever waits for it. */
  public TargetMethod asked() {
    return new TargetMethod(owner, method, Errors.WHEN_ASKED);
  }

  /** This method, as its {@linkplain #carrier() carrier} shows it to whoever does not wait. */
  public TargetMethod askedForLater() {
    return new TargetMethod(owner, method, Errors.AFTER_ASKED);
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
    return errors == Errors.AFTER_ASKED || returnsFuture();
  }

  private boolean returnsFuture() {
    Class<?> returned = method.getReturnType();
    return returned == CompletionStage.class
        || returned == CompletableFuture.class
        || returned == Future.class;
  }

  /** Whether its errors come as failed futures. */
  public boolean failsAsync() {
    return isAsync() && errors != Errors.THROWN_AT_ONCE;
  }

  /**
   * What its answers come in that are neither there at once nor in a future: a {@code Mono}, say.
   */
  public Optional<Carrier> carrier() {
    return Carriers.of(method.getReturnType());
  }

  /**
   * Whether its errors can reach the caller: they are thrown, or come in a future of the JDK or in
   * a {@linkplain #carrier() carrier}. Not so with any other future or publisher, which only its
   * own library can make.
   */
  public boolean deliversErrors() {
    Class<?> returned = method.getReturnType();
    boolean holdsErrors =
        CompletionStage.class.isAssignableFrom(returned)
            || Future.class.isAssignableFrom(returned)
            || Publishers.isPublisher(returned);
    return throwsAtOnce() || !holdsErrors || isAsync() || carrier().isPresent();
  }

  /**
   * The type of the answer; for an asynchronous method, of what its future completes with, or what
   * its {@linkplain #carrier() carrier} carries.
   */
  public Type answer() {
    Type returned = method.getGenericReturnType();
    if (returnsFuture()) {
      return argumentOf(returned);
    }
    return Carriers.of(method.getReturnType())
        .map(carrier -> carrier.carried(argumentOf(returned)))
        .orElse(returned);
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

  /** Whether it declares this exception or one of its kind. */
  public boolean declares(Class<? extends Throwable> kind) {
    return Arrays.stream(method.getExceptionTypes()).anyMatch(kind::isAssignableFrom);
  }

  /** Whether it returns, or its future completes with, what such a value is. */
  public boolean answersWith(Class<?> type) {
    return answerClass() != Object.class && answerClass().isAssignableFrom(type);
  }

  /** Whether it throws its errors when it is called, whatever it returns. */
  public boolean throwsAtOnce() {
    return errors == Errors.THROWN_AT_ONCE;
  }

  /** Whether the compiler of the caller would let it throw this. */
  public boolean mayThrow(Class<? extends Throwable> type) {
    return (failsAsync() && returnsFuture())
        || (!throwsAtOnce() && carrier().filter(known -> known.mayCarry(type)).isPresent())
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
        && errors == that.errors;
  }

  @Override
  public int hashCode() {
    return Objects.hash(owner, method, errors);
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
