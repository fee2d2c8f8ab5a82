package dev.redial.gates;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.List;

/** Fields, constructors and methods as source text, each on one line. */
final class MemberText {

  private MemberText() {}

  static String of(Field field) {
    return prefix(field, field.getModifiers())
        + TypeText.of(field.getAnnotatedType())
        + " "
        + field.getName()
        + constant(field);
  }

  static String of(Constructor<?> constructor) {
    return prefix(constructor, constructor.getModifiers())
        + typeParameters(constructor.getTypeParameters())
        + constructor.getDeclaringClass().getSimpleName()
        + parameters(constructor);
  }

  /** A method as a user of {@code type} sees it, who may have inherited it. */
  static String of(Class<?> type, Method method) {
    Object value = method.getDefaultValue();
    return prefix(method, shownModifiers(type, method))
        + (method.isDefault() ? "default " : "")
        + typeParameters(method.getTypeParameters())
        + TypeText.of(method.getAnnotatedReturnType())
        + " "
        + method.getName()
        + parameters(method)
        + (value == null ? "" : " default " + AnnotationText.value(value));
  }

  /** The value of a constant that compilers copy into the user's classes. */
  private static String constant(Field field) {
    int modifiers = field.getModifiers();
    boolean copied = field.getType().isPrimitive() || field.getType() == String.class;
    if (!copied || !Modifier.isStatic(modifiers) || !Modifier.isFinal(modifiers)) {
      return "";
    }
    try {
      field.setAccessible(true);
      return " = " + AnnotationText.value(field.get(null));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("cannot read " + field, e);
    }
  }

  /** In an interface abstract goes without saying, as final does in a final class. */
  private static int shownModifiers(Class<?> type, Method method) {
    int modifiers = method.getModifiers();
    int implied = type.isInterface() ? Modifier.ABSTRACT : 0;
    if (Modifier.isFinal(type.getModifiers()) || Modifier.isStatic(modifiers)) {
      implied |= Modifier.FINAL;
    }
    return modifiers & ~implied;
  }

  private static String prefix(AnnotatedElement element, int modifiers) {
    List<String> words = new ArrayList<>(AnnotationText.linesOf(element));
    if (Modifier.isProtected(modifiers)) {
      words.add("protected");
    }
    if (Modifier.isStatic(modifiers)) {
      words.add("static");
    }
    if (Modifier.isAbstract(modifiers)) {
      words.add("abstract");
    }
    if (Modifier.isFinal(modifiers)) {
      words.add("final");
    }
    return words.isEmpty() ? "" : String.join(" ", words) + " ";
  }

  private static String typeParameters(TypeVariable<?>[] parameters) {
    return parameters.length == 0 ? "" : TypeText.parameters(parameters) + " ";
  }

  private static String parameters(Executable executable) {
    return "("
        + TypeText.list(executable.getParameters(), MemberText::parameter, ", ", "", "")
        + ")"
        + TypeText.list(
            executable.getAnnotatedExceptionTypes(), TypeText::of, ", ", " throws ", "");
  }

  private static String parameter(Parameter parameter) {
    String type = TypeText.of(parameter.getAnnotatedType());
    String shown = parameter.isVarArgs() ? type.substring(0, type.length() - 2) + "..." : type;
    return shown + " " + parameter.getName();
  }
}
