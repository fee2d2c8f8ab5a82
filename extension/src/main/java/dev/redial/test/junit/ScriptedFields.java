package dev.redial.test.junit;

import dev.redial.test.inject.FaultPlan;
import dev.redial.test.inject.proxy.ProxySeam;
import dev.redial.text.NearestWord;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * The fields of a test that hold an object with a script; {@link Scripted} has the rule which
 * script that is.
 */
final class ScriptedFields {

  private final Map<Field, ScriptSource> scripts = new LinkedHashMap<>();

  /**
   * @param classes the test class and those around it, from within outwards
   * @param byHand the scripts of the extension itself
   * @throws ExtensionConfigurationException if a field cannot have the script that it is given
   */
  ScriptedFields(List<Class<?>> classes, Optional<Method> test, List<ScriptSource> byHand) {
    test.ifPresent(method -> give(ScriptSource.on(method), classes));
    for (int i = 0; i < classes.size(); i++) {
      give(ofHierarchy(classes.get(i)), classes.subList(i, classes.size()));
    }
    give(byHand, classes);
    declared(classes).forEach(scripts::putIfAbsent);
    scripts.keySet().forEach(ScriptedFields::check);
  }

  /** Gives fields of the visible classes their scripts, unless they have nearer ones. */
  private void give(List<ScriptSource> sources, List<Class<?>> visible) {
    for (ScriptSource source : sources) {
      Field field = target(source, visible);
      ScriptSource nearer = scripts.putIfAbsent(field, source);
      if (nearer != null && nearer.place().equals(source.place())) {
        throw new ExtensionConfigurationException(
            source.place()
                + " gives the field '"
                + field.getName()
                + "' two scripts; put all of their steps into one");
      }
    }
  }

  private static Map<Field, ScriptSource> declared(List<Class<?>> classes) {
    Map<Field, ScriptSource> declared = new LinkedHashMap<>();
    classes.stream()
        .flatMap(type -> fields(type, any -> true))
        .forEach(field -> ScriptSource.on(field).forEach(source -> declared.put(field, source)));
    return declared;
  }

  private static List<ScriptSource> ofHierarchy(Class<?> type) {
    List<ScriptSource> sources = new ArrayList<>();
    for (Class<?> one = type; one != null; one = one.getSuperclass()) {
      sources.addAll(ScriptSource.on(one));
    }
    return sources;
  }

  private static Stream<Field> fields(Class<?> type, Predicate<Field> filter) {
    return ReflectionSupport.findFields(type, filter, HierarchyTraversalMode.BOTTOM_UP).stream();
  }

  private static Field target(ScriptSource source, List<Class<?>> visible) {
    return source.field().isEmpty() ? only(source, visible) : named(source, visible);
  }

  private static Field only(ScriptSource source, List<Class<?>> visible) {
    List<Field> all = List.copyOf(declared(visible).keySet());
    if (all.size() != 1) {
      throw new ExtensionConfigurationException(
          source.place()
              + " must name the field that it is for, since "
              + (all.isEmpty()
                  ? "no field is annotated with @Scripted"
                  : "there are several: "
                      + all.stream().map(OwnFields::name).collect(Collectors.joining(", "))));
    }
    return all.get(0);
  }

  private static Field named(ScriptSource source, List<Class<?>> visible) {
    return visible.stream()
        .flatMap(type -> fields(type, field -> field.getName().equals(source.field())))
        .findFirst()
        .orElseThrow(() -> unknown(source, visible));
  }

  private static ExtensionConfigurationException unknown(
      ScriptSource source, List<Class<?>> visible) {
    List<String> names =
        visible.stream()
            .flatMap(type -> fields(type, field -> field.getType().isInterface()))
            .map(Field::getName)
            .distinct()
            .toList();
    return new ExtensionConfigurationException(
        source.place()
            + " is for a field '"
            + source.field()
            + "', which is not there; "
            + NearestWord.among(names, source.field())
                .map(nearest -> "did you mean '" + nearest + "'?")
                .orElse(
                    names.isEmpty()
                        ? "there is no field of an interface"
                        : "there are " + String.join(", ", names)));
  }

  private static void check(Field field) {
    OwnFields.requireWritable(field, "@Scripted");
  }

  /** Wraps what the fields hold, until the kit is closed. */
  void wrap(TestKit kit, ExtensionContext test) {
    List<Object> instances = Scope.instances(test);
    scripts.forEach(
        (field, source) ->
            instances.stream()
                .filter(field.getDeclaringClass()::isInstance)
                .findFirst()
                .ifPresent(instance -> wrap(kit, test, field, source, instance)));
  }

  private static void wrap(
      TestKit kit, ExtensionContext test, Field field, ScriptSource source, Object instance) {
    OwnFields.requireNotShared(field, instance.getClass(), test);
    Object target = OwnFields.read(field, instance);
    if (target == null) {
      throw OwnFields.refused(
          field,
          "is null when the test begins, and there is nothing to wrap; give it its object where it"
              + " is declared, in the constructor or by another extension");
    }
    FaultPlan plan = kit.plan(field.getType().getSimpleName(), source);
    kit.whenClosed(() -> OwnFields.write(field, instance, target));
    OwnFields.write(field, instance, wrapped(field.getType(), target, plan));
  }

  private static <T> T wrapped(Class<T> type, Object target, FaultPlan plan) {
    return ProxySeam.wrap(type, type.cast(target), plan);
  }
}
