package dev.redial.test.inject.proxy;

import dev.redial.test.inject.FaultPlan;
import dev.redial.test.script.Script;
import dev.redial.test.script.ScriptSyntaxException;
import dev.redial.test.timeline.Timeline;
import dev.redial.time.TimeSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * Wraps objects so that their calls meet the faults of a script.
 *
 * <pre>{@code
 * PaymentGateway gateway =
 *     faults.wrap(PaymentGateway.class, new LiveGateway(), "timeout x2, 429(Retry-After: 7), ok");
 * }</pre>
 *
 * <p>The faults belong to the returned object alone. Each of its calls takes the next step of the
 * script, on whatever thread it comes, and is recorded on the timeline.
 */
public final class Faults {

  private final Timeline timeline;
  private final TimeSource time;
  private final List<FaultPlan> plans = new CopyOnWriteArrayList<>();

  /**
   * Faults of one test.
   *
   * @param timeline records the calls of the wrapped objects
   * @param time what faults that take time wait on
   */
  public Faults(Timeline timeline, TimeSource time) {
    this.timeline = timeline;
    this.time = time;
  }

  /**
   * The target, all of whose methods share this script.
   *
   * @param type an interface, or a class that is not final and has no final methods: its stand-in
   *     is of a subclass, and no constructor of it is run
   * @param script see {@link Script} for the grammar
   * @throws dev.redial.test.script.ScriptSyntaxException if the text is not a script
   * @throws IllegalArgumentException if the type is none that can be wrapped, or if one of its
   *     methods cannot show one of the faults
   */
  public <T> T wrap(Class<T> type, T target, String script) {
    return wrap(type, target, Script.parse(script));
  }

  /** As {@link #wrap(Class, Object, String)}. */
  public <T> T wrap(Class<T> type, T target, Script script) {
    ProxySeam<T> seam = new ProxySeam<>(type, target);
    FaultPlan plan = FaultPlan.of(type.getSimpleName(), script, timeline, time);
    T proxy = seam.faultingAll(plan).proxy();
    plans.add(plan);
    return proxy;
  }

  /**
   * The target, wrapped as an object of its own class.
   *
   * @throws dev.redial.test.script.ScriptSyntaxException if the text is not a script
   * @throws IllegalArgumentException if that class is final, or otherwise none that can be wrapped:
   *     then say as what it is to be wrapped, as in {@link #wrap(Class, Object, String)}
   */
  public <T> T wrap(T target, String script) {
    @SuppressWarnings("unchecked") // a T has a class of T, or of a subclass of it
    Class<T> type = (Class<T>) target.getClass();
    try {
      return wrap(type, target, script);
    } catch (ScriptSyntaxException wrong) {
      throw wrong;
    } catch (IllegalArgumentException refused) {
      throw new IllegalArgumentException(
          refused.getMessage()
              + " Or say as what it is to be wrapped: wrap(SomeInterface.class, target, script).",
          refused);
    }
  }

  /**
   * The target, to be given a script for some of its methods; the others are left alone and not
   * recorded.
   *
   * @param type an interface, or a class that is not final and has no final methods
   * @throws IllegalArgumentException if the type is none that can be wrapped
   */
  public <T> ObjectFaults<T> into(Class<T> type, T target) {
    return new ObjectFaults<>(this, new ProxySeam<>(type, target));
  }

  /**
   * Checks that every script was followed to its end and not beyond.
   *
   * @throws AssertionError if one was not; the message tells of all of them
   */
  public void verify() {
    verify(() -> "");
  }

  /**
   * As {@link #verify()}.
   *
   * @param why see {@link FaultPlan#verify(Supplier)}
   */
  public void verify(Supplier<String> why) {
    Mismatches.throwAll(plans, why);
  }

  /** Lets all further calls of all wrapped objects pass through. */
  public void close() {
    plans.forEach(FaultPlan::close);
  }

  FaultPlan plan(String name, Script script) {
    FaultPlan plan = FaultPlan.of(name, script, timeline, time);
    plans.add(plan);
    return plan;
  }
}
