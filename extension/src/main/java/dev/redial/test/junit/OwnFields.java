package dev.redial.test.junit;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.ReflectionSupport;

/** Fields of a test instance that the extension writes for the time of a test. */
final class OwnFields {

  private OwnFields() {}

  /** As in {@code "CheckoutTest.clock"}. */
  static String name(Field field) {
    return field.getDeclaringClass().getSimpleName() + "." + field.getName();
  }

  static ExtensionConfigurationException refused(Field field, String why) {
    return new ExtensionConfigurationException(name(field) + " " + why);
  }

  static void requireWritable(Field field, String annotation) {
    if (Modifier.isStatic(field.getModifiers())) {
      throw refused(
          field,
          "is static, so that all tests would share it; "
              + annotation
              + " needs an instance field");
    }
    if (Modifier.isFinal(field.getModifiers())) {
      throw refused(field, "is final; " + annotation + " needs a field that can be written");
    }
  }

  /** Refuses a field that tests of one instance would take from each other. */
  static void requireNotShared(Field field, Class<?> instance, ExtensionContext test) {
    if (Scope.isSharedAtOnce(instance, test)) {
      throw refused(
          field,
          "is shared: the tests of "
              + instance.getSimpleName()
              + " run concurrently on one instance, and each would overwrite it for the others."
              + " Take what it holds as a parameter of the test, or use Lifecycle.PER_METHOD or"
              + " @Execution(SAME_THREAD).");
    }
  }

  static @Nullable Object read(Field field, Object instance) {
    try {
      return ReflectionSupport.makeAccessible(field).get(instance);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  static void write(Field field, Object instance, @Nullable Object value) {
    try {
      ReflectionSupport.makeAccessible(field).set(instance, value);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
