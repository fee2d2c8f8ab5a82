package dev.redial.test.inject.proxy;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Which types a proxy can stand in for. */
final class Wrappable {

  private static final Set<Class<?>> NOBODYS_CHOICE =
      Set.of(Object.class, Record.class, Enum.class);

  private Wrappable() {}

  /** Refuses, with the way out, what is not an interface that a proxy can implement. */
  static void require(Class<?> type, Object target) {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(target, "target");
    if (type.isSealed() && type.isInterface()) {
      throw refused(type, "a sealed interface, and a proxy is none of its permitted types");
    }
    if (!type.isInterface()) {
      throw refused(type, kind(type) + ", and only an interface can be wrapped");
    }
    if (!type.isInstance(target)) {
      throw new IllegalArgumentException(
          "target must be a " + type.getName() + ", but was a " + target.getClass().getName());
    }
  }

  private static String kind(Class<?> type) {
    if (type.isPrimitive() || type.isArray()) {
      return "not an object with methods of its own";
    }
    if (type.isRecord()) {
      return "a record";
    }
    if (type.isEnum()) {
      return "an enum";
    }
    if (type.isSealed()) {
      return "a sealed class";
    }
    return Modifier.isFinal(type.getModifiers()) ? "a final class" : "a class";
  }

  private static IllegalArgumentException refused(Class<?> type, String why) {
    Set<Class<?>> interfaces = new LinkedHashSet<>();
    collect(type, interfaces);
    String wayOut =
        interfaces.isEmpty()
            ? "Let the code under test use an interface of it, and wrap that."
            : "Wrap an interface of it instead: "
                + interfaces.stream()
                    .map(Class::getSimpleName)
                    .collect(Collectors.joining(", ", "", "."));
    return new IllegalArgumentException(
        type.getSimpleName() + " cannot be wrapped: it is " + why + ". " + wayOut);
  }

  /** The interfaces that the type's own author chose, and that have methods. */
  private static void collect(Class<?> type, Set<Class<?>> interfaces) {
    Arrays.stream(type.getInterfaces())
        .filter(parent -> !parent.isSealed() && parent.getMethods().length > 0)
        .forEach(interfaces::add);
    Class<?> parent = type.getSuperclass();
    if (parent != null && !NOBODYS_CHOICE.contains(parent)) {
      collect(parent, interfaces);
    }
  }
}
