package dev.redial.test.junit;

import dev.redial.test.script.Script;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestInstantiationAwareExtension;

/**
 * The twin of {@link Redial} in code: gives each test of a class a test kit of its own.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final RedialExtension REDIAL =
 *     RedialExtension.strict().scripted("gateway", "timeout x2, 429(Retry-After: 7), ok");
 * }</pre>
 *
 * <p>The field is declared as a {@code RedialExtension}. A static one serves constructors as well
 * as methods, an instance field only methods, as JUnit has it. Where both this and annotations of
 * the test kit are present, this one gives the kit. An extension is immutable, and all state is
 * that of the test: it may be shared by any number of tests that run at once.
 */
public final class RedialExtension
    implements BeforeAllCallback,
        BeforeEachCallback,
        ParameterResolver,
        AfterEachCallback,
        InvocationInterceptor,
        TestInstantiationAwareExtension {

  private final boolean byField;
  private final boolean lenient;
  private final List<ScriptSource> scripts;

  /** What annotations register. */
  RedialExtension() {
    this(false, false, List.of());
  }

  private RedialExtension(boolean byField, boolean lenient, List<ScriptSource> scripts) {
    this.byField = byField;
    this.lenient = lenient;
    this.scripts = List.copyOf(scripts);
  }

  /** An extension that fails a test whose scripts have steps left over, as {@link Redial} does. */
  public static RedialExtension strict() {
    return new RedialExtension(true, false, List.of());
  }

  /** An extension that lets scripts have steps left over, as {@link Lenient} does. */
  public static RedialExtension lenient() {
    return new RedialExtension(true, true, List.of());
  }

  /**
   * This extension, but the object in a field has a script, unless an annotation at a class or a
   * test method has another for it; see {@link Scripted}.
   *
   * @param field the name of an instance field, declared with an interface
   * @param script see {@link Script} for the grammar
   * @throws dev.redial.test.script.ScriptSyntaxException if the text is not a script
   */
  public RedialExtension scripted(String field, String script) {
    return scripted(field, Script.parse(script));
  }

  /** As {@link #scripted(String, String)}. */
  public RedialExtension scripted(String field, Script script) {
    List<ScriptSource> more = new ArrayList<>(scripts);
    more.add(new ScriptSource(field, script, "RedialExtension.scripted(\"" + field + "\", …)"));
    return new RedialExtension(byField, lenient, more);
  }

  private boolean isAtWork(ExtensionContext context) {
    return TestKits.isRegisteredByField(context) == byField;
  }

  // ---- what JUnit calls

  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
    return ExtensionContextScope.TEST_METHOD;
  }

  /** Refuses what cannot work for any test of the class. */
  @Override
  public void beforeAll(ExtensionContext context) {
    if (isAtWork(context)) {
      KitFields.check(Scope.classes(context));
      scriptedFields(context);
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    if (isAtWork(context)) {
      KitFields.fill(TestKits.of(context), context);
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (isAtWork(context)) {
      TestKits.of(context)
          .end(context.getExecutionException(), lenient || Scope.isLenient(context));
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return TestKit.PARTS.contains(parameter.getParameter().getType()) && isAtWork(context);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return TestKits.part(parameter.getParameter().getType(), context);
  }

  @Override
  public void interceptBeforeEachMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    proceed(invocation, context);
  }

  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    proceed(invocation, context);
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    proceed(invocation, context);
  }

  @Override
  public <T> T interceptTestFactoryMethod(
      Invocation<T> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    return proceed(invocation, context);
  }

  /** The tests of a factory share its kit, and may each run on another thread. */
  @Override
  public void interceptDynamicTest(
      Invocation<Void> invocation, DynamicTestInvocationContext test, ExtensionContext context)
      throws Throwable {
    ExtensionContext factory = Scope.testContext(context);
    try {
      proceed(invocation, factory);
    } catch (Throwable error) {
      if (isAtWork(factory)) {
        TestKits.of(factory).dynamicTestFailed(error);
      }
      throw error;
    }
  }

  @Override
  public void interceptAfterEachMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    proceed(invocation, context);
  }

  private <T> T proceed(Invocation<T> invocation, ExtensionContext context) throws Throwable {
    if (!isAtWork(context)) {
      return invocation.proceed();
    }
    TestKit kit = TestKits.of(context);
    // Only now have the other extensions given the test what they have for it.
    if (kit.begins()) {
      scriptedFields(context).wrap(kit, context);
    }
    Runnable giveBack = kit.runOnThisThread();
    try {
      return invocation.proceed();
    } finally {
      giveBack.run();
    }
  }

  private ScriptedFields scriptedFields(ExtensionContext context) {
    return new ScriptedFields(Scope.classes(context), context.getTestMethod(), scripts);
  }
}
