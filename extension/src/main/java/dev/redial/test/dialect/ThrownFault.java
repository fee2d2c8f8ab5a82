package dev.redial.test.dialect;

import dev.redial.test.script.Fault;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.Optional;

/** An error that a script names by its class, whatever the dialect. */
public final class ThrownFault {

  private ThrownFault() {}

  /**
   * How it appears at a method: as an error of that class, found by the loader of the method's
   * type, or else by that of the thread.
   */
  public static Showing showing(Fault.Thrown fault, TargetMethod method) {
    Optional<Class<?>> found = find(fault.type(), method);
    if (found.isEmpty()) {
      return Showing.refused(
          "there is no class " + fault.type(),
          "Write its full name, such as java.io.IOException, and a nested one as Outer$Inner.");
    }
    if (!Throwable.class.isAssignableFrom(found.get())) {
      return Showing.refused(
          fault.type() + " is no Throwable", "Name the class of an exception or error.");
    }
    return showing(fault, found.get().asSubclass(Throwable.class));
  }

  private static <X extends Throwable> Showing showing(Fault.Thrown fault, Class<X> type) {
    Optional<Constructor<X>> withMessage = constructor(type, String.class);
    if (withMessage.isPresent()) {
      String text = fault.message().orElse("injected");
      return Showing.throwing(type, call -> make(withMessage.get(), call.message(text)));
    }
    Optional<Constructor<X>> plain = constructor(type);
    if (plain.isPresent() && fault.message().isEmpty()) {
      return Showing.throwing(type, call -> marked(make(plain.get()), call));
    }
    return Showing.refused(
        type.getSimpleName()
            + " has no public constructor that takes "
            + (fault.message().isEmpty() ? "a message or nothing" : "a message"),
        "Show it by a dialect of your own: faults.into(…).dialect(…).");
  }

  private static Optional<Class<?>> find(String name, TargetMethod method) {
    return load(name, method.method().getDeclaringClass().getClassLoader())
        .or(() -> load(name, Thread.currentThread().getContextClassLoader()));
  }

  private static Optional<Class<?>> load(String name, ClassLoader loader) {
    try {
      return Optional.of(Class.forName(name, false, loader));
    } catch (ClassNotFoundException | LinkageError unknown) {
      return Optional.empty();
    }
  }

  private static <X> Optional<Constructor<X>> constructor(Class<X> type, Class<?>... parameters) {
    try {
      Constructor<X> found = type.getConstructor(parameters);
      boolean canBeCalled = !Modifier.isAbstract(type.getModifiers()) && found.trySetAccessible();
      return canBeCalled ? Optional.of(found) : Optional.empty();
    } catch (NoSuchMethodException none) {
      return Optional.empty();
    }
  }

  private static <X extends Throwable> X make(Constructor<X> constructor, Object... arguments) {
    try {
      return constructor.newInstance(arguments);
    } catch (ReflectiveOperationException broken) {
      throw new IllegalStateException(
          "The constructor of " + constructor.getDeclaringClass().getName() + " failed.", broken);
    }
  }

  /** Where there is no message to carry the mark. */
  private static <X extends Throwable> X marked(X error, Injection call) {
    error.addSuppressed(new FaultMark.Tag(call.message("injected")));
    return error;
  }
}
