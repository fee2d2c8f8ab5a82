package dev.redial.test.inject.proxy;

import static net.bytebuddy.matcher.ElementMatchers.isDeclaredBy;
import static net.bytebuddy.matcher.ElementMatchers.isFinalizer;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Modifier;
import java.util.Optional;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.dynamic.scaffold.subclass.ConstructorStrategy;
import net.bytebuddy.implementation.InvocationHandlerAdapter;
import org.jspecify.annotations.Nullable;

/**
 * Stand-ins for objects of classes: instances of a subclass all of whose methods go to a handler.
 * No constructor of the class is run. There is one subclass for each class, defined in its package
 * and gone with it, so that any number of tests may wrap it.
 */
final class StandIns extends ClassValue<Class<?>> {

  private static final StandIns SUBCLASSES = new StandIns();
  private static final String SUFFIX = "$RedialStandIn";
  private static final String HANDLER = "redialHandler";

  private StandIns() {}

  /**
   * A stand-in for an object of a class that {@link Wrappable} lets pass.
   *
   * @throws IllegalArgumentException if its package is closed to this module
   */
  static <T> T make(Class<T> type, InvocationHandler handler) {
    Class<?> subclass = SUBCLASSES.get(type);
    try {
      Object made = withoutConstructor(subclass).newInstance();
      handlerOf(subclass).set(made, handler);
      return type.cast(made);
    } catch (ReflectiveOperationException broken) {
      throw new IllegalStateException("No stand-in for " + type.getName() + ".", broken);
    }
  }

  /** What stands behind a stand-in; empty if the object is none. */
  static Optional<Object> behind(@Nullable Object object) {
    if (object == null || !object.getClass().getName().endsWith(SUFFIX)) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(handlerOf(object.getClass()).get(object));
    } catch (ReflectiveOperationException noStandIn) {
      return Optional.empty();
    }
  }

  private static Field handlerOf(Class<?> subclass) throws NoSuchFieldException {
    Field field = subclass.getDeclaredField(HANDLER);
    field.setAccessible(true);
    return field;
  }

  @Override
  protected Class<?> computeValue(Class<?> type) {
    return new ByteBuddy()
        .subclass(type, ConstructorStrategy.Default.NO_CONSTRUCTORS)
        .name(type.getName() + SUFFIX)
        .defineField(HANDLER, InvocationHandler.class, Visibility.PUBLIC)
        .method(not(isFinalizer()).and(not(named("clone").and(isDeclaredBy(Object.class)))))
        .intercept(InvocationHandlerAdapter.toField(HANDLER))
        .make()
        .load(type.getClassLoader(), strategy(type))
        .getLoaded();
  }

  /**
   * In the package of the class; where that is closed, a public class can do with another loader.
   */
  private static ClassLoadingStrategy<? super ClassLoader> strategy(Class<?> type) {
    try {
      return ClassLoadingStrategy.UsingLookup.of(
          MethodHandles.privateLookupIn(type, MethodHandles.lookup()));
    } catch (IllegalAccessException closed) {
      Module module = type.getModule();
      boolean isOpenToAll =
          Modifier.isPublic(type.getModifiers()) && module.isExported(type.getPackageName());
      if (isOpenToAll && type.getClassLoader() != null) {
        return ClassLoadingStrategy.Default.WRAPPER;
      }
      throw new IllegalArgumentException(
          type.getName()
              + " cannot be wrapped: its package "
              + type.getPackageName()
              + " is closed to "
              + StandIns.class.getModule()
              + ". Open the package to that module, or wrap an interface.",
          closed);
    }
  }

  /**
   * As serialization makes objects. By reflection, since the compiler warns of what is in the
   * module {@code jdk.unsupported}, though nothing else can do it.
   */
  private static Constructor<?> withoutConstructor(Class<?> type)
      throws ReflectiveOperationException {
    Class<?> factoryType = Class.forName("sun.reflect.ReflectionFactory");
    Object factory = factoryType.getMethod("getReflectionFactory").invoke(null);
    return (Constructor<?>)
        factoryType
            .getMethod("newConstructorForSerialization", Class.class, Constructor.class)
            .invoke(factory, type, Object.class.getDeclaredConstructor());
  }
}
