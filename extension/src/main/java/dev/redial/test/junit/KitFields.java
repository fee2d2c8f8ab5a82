package dev.redial.test.junit;

import java.lang.reflect.Field;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** The fields that are annotated with {@link Kit}. */
final class KitFields {

  private KitFields() {}

  /** Refuses, with the way out, what cannot hold a part of the kit. */
  static void check(List<Class<?>> classes) {
    classes.forEach(type -> in(type).forEach(KitFields::check));
  }

  private static void check(Field field) {
    OwnFields.requireWritable(field, "@Kit");
    if (!TestKit.PARTS.contains(field.getType())) {
      throw OwnFields.refused(
          field,
          "is annotated with @Kit, but a "
              + field.getType().getSimpleName()
              + " is no part of the kit; its parts are "
              + TestKit.PARTS.stream()
                  .map(Class::getSimpleName)
                  .sorted()
                  .collect(Collectors.joining(", ")));
    }
  }

  /** Fills the fields until the kit is closed. */
  static void fill(TestKit kit, ExtensionContext test) {
    for (Object instance : Scope.instances(test)) {
      for (Field field : in(instance.getClass())) {
        check(field);
        OwnFields.requireNotShared(field, instance.getClass(), test);
        kit.whenClosed(() -> OwnFields.write(field, instance, null));
        OwnFields.write(field, instance, kit.part(field.getType()));
      }
    }
  }

  private static List<Field> in(Class<?> type) {
    return AnnotationSupport.findAnnotatedFields(type, Kit.class);
  }
}
