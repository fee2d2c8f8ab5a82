package dev.redial.test.inject.proxy;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which types a proxy or a stand-in can stand in for. */
final class Wrappable {

  private static final Set<Class<?>> NOBODYS_CHOICE =
      Set.of(Object.class, Record.class, Enum.class);

  private Wrappable() {}

  /** Refuses, with the way out, what neither a proxy nor a stand-in can be. */
  static void require(Class<?> type, Object target) {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(target, "target");
    whyNot(type)
        .ifPresent(
            why -> {
              throw refused(type, why);
            });
    if (!type.isInstance(target)) {
      throw new IllegalArgumentException(
          "target must be a " + type.getName() + ", but was a " + target.getClass().getName());
    }
  }

  private static Optional<String> whyNot(Class<?> type) {
    if (type.isPrimitive() || type.isArray()) {
      return Optional.of("it is not an object with methods of its own");
    }
    if (type.isSealed()) {
      return Optional.of(
          type.isInterface()
              ? "it is a sealed interface, and a proxy is none of its permitted types"
              : "it is a sealed class, and a stand-in is none of its permitted types");
    }
    if (Modifier.isFinal(type.getModifiers())) {
      String kind = type.isRecord() ? "a record" : type.isEnum() ? "an enum" : "a final class";
      return Optional.of("it is " + kind + ", and a stand-in would have to extend it");
    }
    if (type.isHidden()) {
      return Optional.of("it is a hidden class, such as that of a lambda");
    }
    return type.isInterface() ? Optional.empty() : finalMethod(type);
  }

  /** It would run on the stand-in itself, whose fields nobody has set. */
  private static Optional<String> finalMethod(Class<?> type) {
    for (Class<?> owner = type; owner != null && owner != Object.class; ) {
      for (Method method : owner.getDeclaredMethods()) {
        int modifiers = method.getModifiers();
        boolean isFixed = Modifier.isFinal(modifiers) && !Modifier.isStatic(modifiers);
        if (isFixed && !Modifier.isPrivate(modifiers) && !method.isSynthetic()) {
          return Optional.of(
              "its method " + method.getName() + "() is final, so that no stand-in can forward it");
        }
      }
      owner = owner.getSuperclass();
    }
    return Optional.empty();
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
        type.getSimpleName() + " cannot be wrapped: " + why + ". " + wayOut);
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
