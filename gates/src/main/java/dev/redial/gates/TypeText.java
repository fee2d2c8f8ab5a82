package dev.redial.gates;

import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Types as source text. Types of the JDK and of Redial go without their package; all others are
 * written in full. {@code @Nullable} is part of a type, whoever declares it.
 */
final class TypeText {

  private TypeText() {}

  static String of(Class<?> type) {
    if (type.isArray()) {
      return of(type.getComponentType()) + "[]";
    }
    String name = type.getCanonicalName() == null ? type.getName() : type.getCanonicalName();
    String packageName = type.getPackageName();
    boolean known = packageName.startsWith("java.") || packageName.startsWith("dev.redial");
    return known && !type.isPrimitive() ? name.substring(packageName.length() + 1) : name;
  }

  static String of(AnnotatedType type) {
    if (type instanceof AnnotatedArrayType array) {
      return of(array.getAnnotatedGenericComponentType())
          + (isNullable(type) ? " @Nullable []" : "[]");
    }
    if (type instanceof AnnotatedWildcardType wildcard) {
      return wildcard(
          wildcard.getAnnotatedUpperBounds(), wildcard.getAnnotatedLowerBounds(), TypeText::of);
    }
    return (isNullable(type) ? "@Nullable " : "") + bare(type);
  }

  private static String bare(AnnotatedType type) {
    if (type instanceof AnnotatedParameterizedType parameterized
        && type.getType() instanceof ParameterizedType generic) {
      return of((Class<?>) generic.getRawType())
          + list(parameterized.getAnnotatedActualTypeArguments(), TypeText::of, ", ", "<", ">");
    }
    return of(type.getType());
  }

  static String of(Type type) {
    if (type instanceof Class<?> plain) {
      return of(plain);
    }
    if (type instanceof TypeVariable<?> variable) {
      return variable.getName();
    }
    if (type instanceof ParameterizedType generic) {
      return of((Class<?>) generic.getRawType())
          + list(generic.getActualTypeArguments(), TypeText::of, ", ", "<", ">");
    }
    if (type instanceof GenericArrayType array) {
      return of(array.getGenericComponentType()) + "[]";
    }
    WildcardType wildcard = (WildcardType) type;
    return wildcard(wildcard.getUpperBounds(), wildcard.getLowerBounds(), TypeText::of);
  }

  /** The type parameters with their bounds, as in {@code <T, X extends Exception>}, or nothing. */
  static String parameters(TypeVariable<?>[] parameters) {
    return list(parameters, TypeText::parameter, ", ", "<", ">");
  }

  private static String parameter(TypeVariable<?> parameter) {
    AnnotatedType[] bounds = parameter.getAnnotatedBounds();
    String text = list(bounds, TypeText::of, " & ", "", "");
    return parameter.getName() + (text.equals("Object") ? "" : " extends " + text);
  }

  private static <B> String wildcard(B[] upper, B[] lower, Function<B, String> text) {
    if (lower.length > 0) {
      return "? super " + text.apply(lower[0]);
    }
    String bound = upper.length == 0 ? "Object" : text.apply(upper[0]);
    return bound.equals("Object") ? "?" : "? extends " + bound;
  }

  static <E> String list(
      E[] elements, Function<E, String> text, String between, String before, String after) {
    return elements.length == 0
        ? ""
        : Arrays.stream(elements).map(text).collect(Collectors.joining(between, before, after));
  }

  private static boolean isNullable(AnnotatedElement element) {
    return Arrays.stream(element.getAnnotations())
        .anyMatch(annotation -> annotation.annotationType().getSimpleName().equals("Nullable"));
  }
}
