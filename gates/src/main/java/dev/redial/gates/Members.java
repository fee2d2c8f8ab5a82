package dev.redial.gates;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The public and protected members of a type, as far as they say more than its kind does. */
final class Members {

  private static final Set<String> OF_OBJECT = Set.of("equals", "hashCode", "toString");
  private static final Set<String> OF_ENUM = Set.of("values", "valueOf");

  private Members() {}

  /** The fields; the constants of an enum are not among them. */
  static List<Field> fields(Class<?> type) {
    List<Field> fields = new ArrayList<>();
    for (Class<?> owner : withHiddenParents(type)) {
      Arrays.stream(owner.getDeclaredFields())
          .filter(field -> isVisible(field) && !field.isEnumConstant())
          .forEach(fields::add);
    }
    return fields;
  }

  /** The constructors; the one that a record's header implies is not among them. */
  static List<Constructor<?>> constructors(Class<?> type) {
    return Arrays.stream(type.getDeclaredConstructors())
        .filter(constructor -> isVisible(constructor) && !isCanonical(type, constructor))
        .toList();
  }

  /** The methods, without those of {@link Object} and those implied by the type's kind. */
  static List<Method> methods(Class<?> type) {
    Map<String, Method> methods = new TreeMap<>();
    for (Class<?> owner : withHiddenParents(type)) {
      Arrays.stream(owner.getDeclaredMethods())
          .filter(method -> isVisible(method) && !method.isBridge() && !isImplied(type, method))
          .forEach(method -> methods.putIfAbsent(signature(method), method));
    }
    return List.copyOf(methods.values());
  }

  private static String signature(Method method) {
    return method.getName() + Arrays.toString(method.getParameterTypes());
  }

  /** The type and those of its ancestors that users cannot name but inherit from all the same. */
  private static List<Class<?>> withHiddenParents(Class<?> type) {
    List<Class<?>> types = new ArrayList<>(List.of(type));
    List<Class<?>> parents = new ArrayList<>(Arrays.asList(type.getInterfaces()));
    if (type.getSuperclass() != null) {
      parents.add(type.getSuperclass());
    }
    parents.stream()
        .filter(parent -> !ModuleOutput.isNameable(parent))
        .forEach(parent -> types.addAll(withHiddenParents(parent)));
    return types;
  }

  private static boolean isVisible(Member member) {
    return !member.isSynthetic() && ModuleOutput.isVisible(member.getModifiers());
  }

  private static boolean isImplied(Class<?> type, Method method) {
    return isObjects(method)
        || (type.isEnum() && isStatic(method) && OF_ENUM.contains(method.getName()))
        || (type.isRecord() && isAccessor(type, method));
  }

  private static boolean isObjects(Method method) {
    Class<?>[] parameters = method.getParameterTypes();
    boolean likeObjects = parameters.length == 0 || Arrays.equals(parameters, onlyObject());
    return OF_OBJECT.contains(method.getName()) && likeObjects && !isStatic(method);
  }

  private static Class<?>[] onlyObject() {
    return new Class<?>[] {Object.class};
  }

  private static boolean isStatic(Method method) {
    return Modifier.isStatic(method.getModifiers());
  }

  private static boolean isAccessor(Class<?> type, Method method) {
    return Arrays.stream(type.getRecordComponents())
        .anyMatch(component -> method.equals(component.getAccessor()));
  }

  private static boolean isCanonical(Class<?> type, Executable constructor) {
    return type.isRecord()
        && Arrays.equals(
            constructor.getParameterTypes(),
            Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new));
  }
}
