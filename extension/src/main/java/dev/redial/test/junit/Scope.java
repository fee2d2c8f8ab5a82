package dev.redial.test.junit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.commons.support.AnnotationSupport;

/** What is around a test: contexts, classes and instances. */
final class Scope {

  private Scope() {}

  /** The test class and those around it, from within outwards. */
  static List<Class<?>> classes(ExtensionContext context) {
    Set<Class<?>> classes = new LinkedHashSet<>();
    contexts(context).forEach(one -> one.getTestClass().ifPresent(classes::add));
    return List.copyOf(classes);
  }

  /** The test instance and those around it, from within outwards. */
  static List<Object> instances(ExtensionContext context) {
    List<Object> instances = new ArrayList<>(context.getRequiredTestInstances().getAllInstances());
    Collections.reverse(instances);
    return instances;
  }

  /** The nearest context that is not within a test method. */
  static ExtensionContext classContext(ExtensionContext context) {
    return nearest(context, one -> one.getTestMethod().isEmpty());
  }

  /** The nearest context of a test method: for a dynamic test, that of its factory. */
  static ExtensionContext testContext(ExtensionContext context) {
    return nearest(context, one -> one.getTestMethod().isPresent());
  }

  static boolean isLenient(ExtensionContext context) {
    return AnnotationSupport.isAnnotated(context.getTestMethod(), Lenient.class)
        || classes(context).stream()
            .anyMatch(type -> AnnotationSupport.isAnnotated(type, Lenient.class));
  }

  /** Whether tests that share an instance of this class, which is one around them, run at once. */
  static boolean isSharedAtOnce(Class<?> owner, ExtensionContext test) {
    boolean concurrent = false;
    for (ExtensionContext context : contexts(test)) {
      boolean isOwners =
          context.getTestMethod().isEmpty()
              && context.getTestClass().filter(owner::equals).isPresent();
      if (isOwners) {
        return concurrent
            && context.getTestInstanceLifecycle().filter(Lifecycle.PER_CLASS::equals).isPresent();
      }
      concurrent |= context.getExecutionMode() == ExecutionMode.CONCURRENT;
    }
    return false;
  }

  private static ExtensionContext nearest(
      ExtensionContext context, Predicate<ExtensionContext> test) {
    return contexts(context).stream().filter(test).findFirst().orElseThrow();
  }

  private static List<ExtensionContext> contexts(ExtensionContext innermost) {
    List<ExtensionContext> contexts = new ArrayList<>();
    contexts.add(innermost);
    innermost.getParent().ifPresent(parent -> contexts.addAll(contexts(parent)));
    return contexts;
  }
}
