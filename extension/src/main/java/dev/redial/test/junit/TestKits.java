package dev.redial.test.junit;

import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/** The kits of all tests, each in the store of its test, which closes it. */
final class TestKits {

  private static final Namespace NAMESPACE = Namespace.create(RedialExtension.class);

  private TestKits() {}

  /** The kit of the test whose context this is. */
  static TestKit of(ExtensionContext context) {
    return context
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            context.getUniqueId(),
            id -> new TestKit(context.getDisplayName(), lateCalls(context)),
            TestKit.class);
  }

  private static LateCalls lateCalls(ExtensionContext context) {
    ExtensionContext testClass = Scope.classContext(context);
    return testClass
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            List.of(LateCalls.class, testClass.getUniqueId()),
            key -> new LateCalls(testClass),
            LateCalls.class);
  }

  static Object part(Class<?> type, ExtensionContext context) {
    if (context.getTestMethod().isEmpty()) {
      throw new ParameterResolutionException(
          "@Redial makes a kit for each test, and here no test is under way; take "
              + type.getSimpleName()
              + " in a @BeforeEach method or in the test");
    }
    return of(context).part(type);
  }

  /** Whether a field registers the extension for what this context is of. */
  static boolean isRegisteredByField(ExtensionContext context) {
    Store store = context.getStore(NAMESPACE);
    return store.getOrComputeIfAbsent(
        List.of(Registration.class, context.getRequiredTestClass()),
        key -> Registration.isByField(Scope.classes(context)),
        Boolean.class);
  }
}
