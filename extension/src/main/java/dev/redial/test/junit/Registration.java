package dev.redial.test.junit;

import java.lang.reflect.Field;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.commons.support.AnnotationSupport;

/** How the extension was registered for a test, since annotations and fields may both do so. */
final class Registration {

  private Registration() {}

  /**
   * Whether a field of these classes registers the extension, so that those that annotations
   * register have nothing to do.
   *
   * @throws ExtensionConfigurationException if there are several such fields
   */
  static boolean isByField(List<Class<?>> classes) {
    List<Field> fields =
        classes.stream()
            .flatMap(
                type ->
                    AnnotationSupport.findAnnotatedFields(type, RegisterExtension.class).stream())
            .filter(field -> RedialExtension.class.isAssignableFrom(field.getType()))
            .distinct()
            .toList();
    if (fields.size() > 1) {
      throw new ExtensionConfigurationException(
          "a test has one kit, but "
              + fields.size()
              + " fields register a RedialExtension for it: "
              + fields.stream().map(OwnFields::name).collect(Collectors.joining(" and "))
              + "; keep one of them");
    }
    return fields.size() == 1;
  }
}
