package dev.redial.gates;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The first line of a type's declaration, as source text. */
final class TypeHeader {

  private TypeHeader() {}

  static String of(Class<?> type) {
    StringJoiner header = new StringJoiner(" ");
    int modifiers = type.getModifiers();
    boolean plain = kind(type).equals("class");
    boolean sealed = type.isSealed() && !type.isEnum();
    addIf(header, "protected", Modifier.isProtected(modifiers));
    addIf(header, "inner", type.getDeclaringClass() != null && !Modifier.isStatic(modifiers));
    addIf(header, "sealed", sealed);
    addIf(header, "abstract", plain && Modifier.isAbstract(modifiers));
    addIf(header, "final", plain && Modifier.isFinal(modifiers));
    header.add(kind(type));
    header.add(
        TypeText.of(type) + TypeText.parameters(type.getTypeParameters()) + components(type));
    addIf(header, "extends " + superclass(type), !superclass(type).isEmpty());
    String interfaces = interfaces(type);
    String word = type.isInterface() ? "extends " : "implements ";
    addIf(header, word + interfaces, !interfaces.isEmpty() && !type.isAnnotation());
    addIf(header, sealed ? permits(type) : "", sealed);
    return header.toString();
  }

  private static void addIf(StringJoiner text, String word, boolean condition) {
    if (condition) {
      text.add(word);
    }
  }

  private static String kind(Class<?> type) {
    if (type.isAnnotation()) {
      return "@interface";
    }
    if (type.isInterface()) {
      return "interface";
    }
    if (type.isEnum()) {
      return "enum";
    }
    return type.isRecord() ? "record" : "class";
  }

  private static String components(Class<?> type) {
    if (!type.isRecord()) {
      return "";
    }
    return Arrays.stream(type.getRecordComponents())
        .map(c -> TypeText.of(c.getAnnotatedType()) + " " + c.getName())
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private static String superclass(Class<?> type) {
    AnnotatedType parent = type.getAnnotatedSuperclass();
    boolean implied = type.isEnum() || type.isRecord() || type.getSuperclass() == Object.class;
    if (parent == null || implied || !ModuleOutput.isNameable(type.getSuperclass())) {
      return "";
    }
    return TypeText.of(parent);
  }

  private static String interfaces(Class<?> type) {
    Class<?>[] plain = type.getInterfaces();
    AnnotatedType[] annotated = type.getAnnotatedInterfaces();
    return IntStream.range(0, plain.length)
        .filter(i -> ModuleOutput.isNameable(plain[i]))
        .mapToObj(i -> TypeText.of(annotated[i]))
        .collect(Collectors.joining(", "));
  }

  private static String permits(Class<?> type) {
    Class<?>[] all = type.getPermittedSubclasses();
    List<String> named =
        Arrays.stream(all).filter(ModuleOutput::isNameable).map(TypeText::of).sorted().toList();
    String hidden = named.isEmpty() ? "…" : ", …";
    return "permits " + String.join(", ", named) + (named.size() < all.length ? hidden : "");
  }
}
