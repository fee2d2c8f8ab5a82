package dev.redial.test.inject.proxy;

import dev.redial.test.dialect.Dialect;
import dev.redial.test.dialect.Showing;
import dev.redial.test.dialect.TargetMethod;
import dev.redial.test.inject.FaultPlan;
import dev.redial.test.inject.TargetMethods;
import dev.redial.test.script.Fault;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The seam around an object: a proxy of an interface, or a stand-in of a class, that asks a plan
 * before each call.
 *
 * @param <T> the interface or class
 */
public final class ProxySeam<T> {

  private static final String SCRIPT_ONE_METHOD =
      " To script single methods, use faults.into(…).on(\"method\", \"script\").";

  private final Class<T> type;
  private final T target;
  private final Dialect dialect;
  private final boolean throwsAtOnce;
  private final Map<Method, FaultPlan> plans;
  private final String hint;

  /** A seam without any faults. */
  ProxySeam(Class<T> type, T target) {
    this(type, target, Dialect.standard(), false, Map.of(), "");
    Wrappable.require(type, target);
  }

  private ProxySeam(
      Class<T> type,
      T target,
      Dialect dialect,
      boolean throwsAtOnce,
      Map<Method, FaultPlan> plans,
      String hint) {
    this.type = type;
    this.target = target;
    this.dialect = dialect;
    this.throwsAtOnce = throwsAtOnce;
    this.plans = plans;
    this.hint = hint;
  }

  /**
   * The target, all of whose calls take the next step of one plan. {@code equals}, {@code hashCode}
   * and {@code toString} never do.
   *
   * @throws IllegalArgumentException if the type is none that can be wrapped, or if one of its
   *     methods cannot show one of the faults
   */
  public static <T> T wrap(Class<T> type, T target, FaultPlan plan) {
    return new ProxySeam<>(type, target).faultingAll(plan).proxy();
  }

  ProxySeam<T> speaking(Dialect newDialect) {
    return new ProxySeam<>(type, target, newDialect, throwsAtOnce, plans, hint);
  }

  ProxySeam<T> throwingAtOnce() {
    return new ProxySeam<>(type, target, dialect, true, plans, hint);
  }

  ProxySeam<T> faultingAll(FaultPlan plan) {
    Map<Method, FaultPlan> all = new HashMap<>();
    TargetMethods.of(type).forEach(method -> all.put(method, plan));
    return new ProxySeam<>(
        type, target, dialect, throwsAtOnce, all, all.size() > 1 ? SCRIPT_ONE_METHOD : "");
  }

  /**
   * Gives one method a plan.
   *
   * @param newPlan makes the plan, once the name is known to be right, from how messages call it
   */
  ProxySeam<T> faulting(String name, Function<String, FaultPlan> newPlan) {
    List<Method> methods = TargetMethods.named(type, name);
    if (plans.containsKey(methods.get(0))) {
      throw new IllegalArgumentException(
          "'" + name + "' has a script already; put all of its steps into one");
    }
    FaultPlan plan = newPlan.apply(type.getSimpleName() + "." + methods.get(0).getName());
    Map<Method, FaultPlan> more = new HashMap<>(plans);
    methods.forEach(method -> more.put(method, plan));
    return new ProxySeam<>(type, target, dialect, throwsAtOnce, more, hint);
  }

  /** The wrapped target. */
  T proxy() {
    Map<Method, Faulting> faulting = new HashMap<>();
    plans.forEach((method, plan) -> faulting.put(method, faulting(method, plan)));
    FaultingHandler handler = new FaultingHandler(target, Routes.of(type, target, faulting));
    return type.isInterface()
        ? type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler))
        : StandIns.make(type, handler);
  }

  private Faulting faulting(Method method, FaultPlan plan) {
    TargetMethod place = TargetMethod.of(type, method);
    TargetMethod seen = throwsAtOnce ? place.throwingAtOnce() : place;
    Map<Fault, Showing> showings = Showings.of(plan, seen, dialect, hint);
    return seen.carrier()
        .filter(carrier -> !throwsAtOnce)
        .<Faulting>map(carrier -> CarryingMethod.of(carrier, seen, plan, showings))
        .orElseGet(() -> new FaultingMethod(seen, plan, showings));
  }
}
