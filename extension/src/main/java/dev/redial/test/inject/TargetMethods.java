package dev.redial.test.inject;

import dev.redial.text.NearestWord;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The methods of a type at which faults can be injected, and how tests name them. */
public final class TargetMethods {

  private static final int MOST_SHOWN = 8;

  private static final Set<String> OF_OBJECT = Set.of("equals(Object)", "hashCode()", "toString()");

  private TargetMethods() {}

  /** The public instance methods, those of {@link Object} and bridges left out; sorted by text. */
  public static List<Method> of(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isBridge())
        .filter(method -> !isOfObject(method))
        .sorted(Comparator.comparing(TargetMethods::signature).thenComparing(Method::toString))
        .toList();
  }

  /** Whether it is {@code equals}, {@code hashCode} or {@code toString} of every object. */
  public static boolean isOfObject(Method method) {
    return OF_OBJECT.contains(signature(method));
  }

  /**
   * The methods that a test means.
   *
   * @param name {@code "charge"}, or {@code "charge(Order, String)"} with simple or full type names
   * @return one method, or several of one signature that come from different interfaces
   * @throws IllegalArgumentException if there is none, or if the name is overloaded
   */
  public static List<Method> named(Class<?> type, String name) {
    String wanted = name.replaceAll("\\s", "").replace("...", "[]");
    Predicate<Method> test =
        wanted.contains("(") ? hasSignature(wanted) : method -> method.getName().equals(wanted);
    List<Method> found = of(type).stream().filter(test).toList();
    long signatures = found.stream().map(TargetMethods::signature).distinct().count();
    if (signatures > 1) {
      throw new IllegalArgumentException(
          ("'" + name + "' is overloaded in " + type.getSimpleName() + ": " + list(found))
              + "; name it with its parameter types");
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          unreachable(type, test).orElseGet(() -> unknown(type, name, wanted)));
    }
    return found;
  }

  private static Predicate<Method> hasSignature(String wanted) {
    return method ->
        wanted.equals(compact(method, Class::getSimpleName))
            || wanted.equals(compact(method, Class::getCanonicalName));
  }

  private static Optional<String> unreachable(Class<?> type, Predicate<Method> test) {
    return Stream.concat(Arrays.stream(type.getDeclaredMethods()), Arrays.stream(type.getMethods()))
        .filter(test)
        .findFirst()
        .map(
            method ->
                signature(method)
                    + " of "
                    + type.getSimpleName()
                    + (isOfObject(method)
                        ? " is never faulted, since collections and messages call it"
                        : " is " + hiding(method) + ", so its calls do not pass a wrapped object")
                    + "; choose a public instance method");
  }

  private static String hiding(Method method) {
    return Modifier.isStatic(method.getModifiers()) ? "static" : "not public";
  }

  private static String unknown(Class<?> type, String name, String wanted) {
    List<Method> all = of(type);
    String bare = wanted.replaceAll("\\(.*", "");
    List<String> names = all.stream().map(Method::getName).toList();
    String nearest = names.contains(bare) ? bare : NearestWord.among(names, bare).orElse("");
    List<Method> near = all.stream().filter(m -> m.getName().equals(nearest)).toList();
    return type.getSimpleName()
        + " has no method '"
        + name
        + "'; "
        + (near.isEmpty() ? "it has " + list(all) : "did you mean " + list(near) + "?");
  }

  private static String list(List<Method> methods) {
    List<String> texts = methods.stream().map(TargetMethods::signature).distinct().toList();
    String shown = texts.stream().limit(MOST_SHOWN).collect(Collectors.joining(", "));
    int hidden = texts.size() - MOST_SHOWN;
    return texts.isEmpty() ? "none" : hidden > 0 ? shown + " and " + hidden + " more" : shown;
  }

  private static String signature(Method method) {
    return Arrays.stream(method.getParameterTypes())
        .map(Class::getSimpleName)
        .collect(Collectors.joining(", ", method.getName() + "(", ")"));
  }

  private static String compact(Method method, Function<Class<?>, String> typeName) {
    return Arrays.stream(method.getParameterTypes())
        .map(typeName)
        .collect(Collectors.joining(",", method.getName() + "(", ")"));
  }
}
