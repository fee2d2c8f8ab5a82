package dev.redial.test.junit;

import dev.redial.test.report.AsciiTimeline;
import dev.redial.test.timeline.Timeline;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestInstantiationAwareExtension;

/** What {@link Redial} registers: hands out the parts of a test's kit, and looks after them. */
final class RedialExtension
    implements ParameterResolver,
        AfterEachCallback,
        InvocationInterceptor,
        TestInstantiationAwareExtension {

  private static final Namespace NAMESPACE = Namespace.create(RedialExtension.class);
  private static final String ASSERTIONS = "dev.redial.test.assertions.";

  private static TestKit kit(ExtensionContext context) {
    return context
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(context.getUniqueId(), id -> new TestKit(), TestKit.class);
  }

  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
    return ExtensionContextScope.TEST_METHOD;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return TestKit.PARTS.contains(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    if (context.getTestMethod().isEmpty()) {
      throw new ParameterResolutionException(
          "@Redial makes a kit for each test, and here no test is under way; take "
              + parameter.getParameter().getType().getSimpleName()
              + " in a @BeforeEach method or in the test");
    }
    return kit(context).part(parameter.getParameter().getType());
  }

  /** The thread that runs the test need not be the one that resolved its parameters. */
  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    proceedOnThisThread(invocation, context);
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    proceedOnThisThread(invocation, context);
  }

  @Override
  public <T> T interceptTestFactoryMethod(
      Invocation<T> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    return proceedOnThisThread(invocation, context);
  }

  /** The tests of a factory share its kit, and may each run on another thread. */
  @Override
  public void interceptDynamicTest(
      Invocation<Void> invocation, DynamicTestInvocationContext test, ExtensionContext context)
      throws Throwable {
    proceedOnThisThread(invocation, factory(context));
  }

  private static ExtensionContext factory(ExtensionContext dynamicTest) {
    ExtensionContext context = dynamicTest;
    while (context.getTestMethod().isEmpty()) {
      context = context.getParent().orElseThrow();
    }
    return context;
  }

  private static <T> T proceedOnThisThread(Invocation<T> invocation, ExtensionContext context)
      throws Throwable {
    Runnable giveBack = kit(context).runOnThisThread();
    try {
      return invocation.proceed();
    } finally {
      giveBack.run();
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    TestKit kit = kit(context);
    context.getExecutionException().ifPresentOrElse(error -> explain(error, kit), kit::verify);
  }

  private static void explain(Throwable error, TestKit kit) {
    kit.stall().filter(stall -> stall != error).ifPresent(error::addSuppressed);
    showTimeline(error, kit.timeline());
  }

  private static void showTimeline(Throwable error, Timeline timeline) {
    boolean showsItAlready =
        Arrays.stream(error.getStackTrace())
            .anyMatch(frame -> frame.getClassName().startsWith(ASSERTIONS));
    if (!showsItAlready && !timeline.entries().isEmpty()) {
      error.addSuppressed(new TimelineNote(new AsciiTimeline().render(timeline.story())));
    }
  }
}
