package dev.redial.gates;

import java.lang.annotation.Annotation;
import java.lang.annotation.Documented;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Annotations and their values as source text; {@code toString} differs between JDKs. */
final class AnnotationText {

  private AnnotationText() {}

  /**
   * The annotations that are part of a contract. Nullness is not among them, since it is shown with
   * the type; nor is {@code @Documented}, since it changes nothing for a caller.
   */
  static List<String> linesOf(AnnotatedElement element) {
    return Arrays.stream(element.getDeclaredAnnotations())
        .filter(annotation -> annotation.annotationType() != Documented.class)
        .filter(annotation -> !isNullness(annotation.annotationType()))
        .map(AnnotationText::of)
        .sorted()
        .toList();
  }

  private static boolean isNullness(Class<?> annotationType) {
    return annotationType.getPackageName().equals("org.jspecify.annotations");
  }

  /** The annotation with those of its elements that are not at their default. */
  static String of(Annotation annotation) {
    String elements =
        Arrays.stream(annotation.annotationType().getDeclaredMethods())
            .filter(element -> !element.isSynthetic())
            .sorted(Comparator.comparing(Method::getName))
            .filter(
                element ->
                    !Objects.deepEquals(read(element, annotation), element.getDefaultValue()))
            .map(element -> element.getName() + " = " + value(read(element, annotation)))
            .collect(Collectors.joining(", "));
    return "@"
        + TypeText.of(annotation.annotationType())
        + (elements.isEmpty() ? "" : "(" + elements.replaceFirst("^value = ", "") + ")");
  }

  /** A constant, as it is written in source. */
  static String value(Object value) {
    if (value instanceof String text) {
      return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
    if (value instanceof Character character) {
      return "'" + character + "'";
    }
    if (value instanceof Class<?> type) {
      return TypeText.of(type) + ".class";
    }
    if (value instanceof Enum<?> constant) {
      return constant.name();
    }
    if (value instanceof Annotation annotation) {
      return of(annotation);
    }
    if (value.getClass().isArray()) {
      return IntStream.range(0, Array.getLength(value))
          .mapToObj(index -> value(Array.get(value, index)))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return value.toString();
  }

  private static Object read(Method element, Annotation annotation) {
    try {
      element.setAccessible(true);
      return element.invoke(annotation);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("cannot read " + element, e);
    }
  }
}
