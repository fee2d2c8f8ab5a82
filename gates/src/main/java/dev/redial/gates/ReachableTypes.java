package dev.redial.gates;

import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires.Modifier;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Whether a user of a module can name every type in its public signatures: the type is public, its
 * package is exported, and its module is handed on by {@code requires transitive} (or is optional,
 * by {@code requires static}). Annotations are set aside.
 */
public final class ReachableTypes {

  private final ModuleOutput module;
  private final List<String> complaints = new ArrayList<>();

  private ReachableTypes(ModuleOutput module) {
    this.module = module;
  }

  /** What keeps users from naming a type, one sentence each; empty if nothing does. */
  public static List<String> complaints(ModuleOutput module) {
    ReachableTypes check = new ReachableTypes(module);
    PublicSurface.typesOf(module).forEach(check::check);
    return check.complaints;
  }

  private void check(Class<?> type) {
    Set<Class<?>> named = new LinkedHashSet<>();
    collect(type, named);
    named.stream()
        .map(used -> complaint(type, used))
        .flatMap(Optional::stream)
        .forEach(complaints::add);
  }

  /** All types that the declaration of {@code type} names where users see it. */
  static void collect(Class<?> type, Set<Class<?>> named) {
    Consumer<Type> to = used -> flatten(used, named);
    bounds(type.getTypeParameters(), to);
    parents(type, to);
    if (type.isRecord()) {
      Arrays.stream(type.getRecordComponents()).map(RecordComponent::getGenericType).forEach(to);
    }
    for (Field field : Members.fields(type)) {
      to.accept(field.getGenericType());
    }
    for (Constructor<?> constructor : Members.constructors(type)) {
      Arrays.stream(constructor.getGenericParameterTypes()).forEach(to);
      Arrays.stream(constructor.getGenericExceptionTypes()).forEach(to);
    }
    for (Method method : Members.methods(type)) {
      bounds(method.getTypeParameters(), to);
      to.accept(method.getGenericReturnType());
      Arrays.stream(method.getGenericParameterTypes()).forEach(to);
      Arrays.stream(method.getGenericExceptionTypes()).forEach(to);
    }
  }

  /** The parents that users can name; what they inherit from others counts as the type's own. */
  private static void parents(Class<?> type, Consumer<Type> to) {
    Class<?>[] interfaces = type.getInterfaces();
    for (int i = 0; i < interfaces.length; i++) {
      if (ModuleOutput.isNameable(interfaces[i])) {
        to.accept(type.getGenericInterfaces()[i]);
      }
    }
    if (type.getSuperclass() != null && ModuleOutput.isNameable(type.getSuperclass())) {
      to.accept(type.getGenericSuperclass());
    }
  }

  private static void bounds(TypeVariable<?>[] parameters, Consumer<Type> to) {
    for (TypeVariable<?> parameter : parameters) {
      Arrays.stream(parameter.getBounds()).forEach(to);
    }
  }

  private static void flatten(Type type, Set<Class<?>> named) {
    if (type instanceof Class<?> plain) {
      named.add(element(plain));
    } else if (type instanceof ParameterizedType generic) {
      flatten(generic.getRawType(), named);
      Arrays.stream(generic.getActualTypeArguments()).forEach(part -> flatten(part, named));
    } else if (type instanceof GenericArrayType array) {
      flatten(array.getGenericComponentType(), named);
    } else if (type instanceof WildcardType wildcard) {
      Arrays.stream(wildcard.getUpperBounds()).forEach(bound -> flatten(bound, named));
      Arrays.stream(wildcard.getLowerBounds()).forEach(bound -> flatten(bound, named));
    }
  }

  private static Class<?> element(Class<?> type) {
    Class<?> component = type.getComponentType();
    return component == null ? type : element(component);
  }

  private Optional<String> complaint(Class<?> type, Class<?> used) {
    if (used.isPrimitive()) {
      return Optional.empty();
    }
    String sentence = type.getName() + " names " + used.getName() + ", which ";
    if (!ModuleOutput.isNameable(used)) {
      return Optional.of(sentence + "is not public.");
    }
    ModuleDescriptor owner = owner(used);
    if (!exports(owner, used.getPackageName())) {
      return Optional.of(sentence + "module " + owner.name() + " does not export.");
    }
    return isHandedOn(owner.name())
        ? Optional.empty()
        : Optional.of(sentence + "needs \"requires transitive " + owner.name() + "\".");
  }

  private boolean isHandedOn(String owner) {
    return owner.equals("java.base")
        || owner.equals(module.descriptor().name())
        || module.descriptor().requires().stream()
            .filter(requires -> requires.name().equals(owner))
            .anyMatch(
                requires ->
                    requires.modifiers().contains(Modifier.TRANSITIVE)
                        || requires.modifiers().contains(Modifier.STATIC));
  }

  private static boolean exports(ModuleDescriptor owner, String packageName) {
    return owner.isAutomatic()
        || owner.exports().stream()
            .anyMatch(e -> !e.isQualified() && e.source().equals(packageName));
  }

  /** The module of a type; on the class path it is found where the type was loaded from. */
  private static ModuleDescriptor owner(Class<?> type) {
    ModuleDescriptor named = type.getModule().getDescriptor();
    if (named != null) {
      return named;
    }
    CodeSource source = type.getProtectionDomain().getCodeSource();
    try {
      Path place = Path.of(source.getLocation().toURI());
      return ModuleFinder.of(place).findAll().stream()
          .findFirst()
          .map(ModuleReference::descriptor)
          .orElseThrow(() -> new FindException("no module in " + place));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("cannot tell where " + type + " was loaded from", e);
    }
  }
}
