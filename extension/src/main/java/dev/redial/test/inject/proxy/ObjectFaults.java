package dev.redial.test.inject.proxy;

import dev.redial.test.dialect.Dialect;
import dev.redial.test.script.Script;

/**
 * An object that is about to be wrapped, with a script for each of some methods.
 *
 * <pre>{@code
 * PaymentGateway gateway =
 *     faults
 *         .into(PaymentGateway.class, new LiveGateway())
 *         .on("charge", "timeout x2, ok")
 *         .on("refund(String)", "503")
 *         .wrap();
 * }</pre>
 *
 * @param <T> the interface that is wrapped
 */
public final class ObjectFaults<T> {

  private final Faults faults;
  private ProxySeam<T> seam;

  ObjectFaults(Faults faults, ProxySeam<T> seam) {
    this.faults = faults;
    this.seam = seam;
  }

  /** Shows the faults of all scripts in this dialect, instead of {@link Dialect#standard()}. */
  public ObjectFaults<T> dialect(Dialect dialect) {
    seam = seam.speaking(dialect);
    return this;
  }

  /**
   * Lets asynchronous methods throw the errors of their faults at once, instead of returning a
   * failed future.
   */
  public ObjectFaults<T> throwingAtOnce() {
    seam = seam.throwingAtOnce();
    return this;
  }

  /**
   * Gives the calls of one method a script.
   *
   * @param method the name of the method, such as {@code "charge"}; where it is overloaded, with
   *     its parameter types: {@code "charge(Order, String)"}
   * @param script see {@link Script} for the grammar
   * @throws dev.redial.test.script.ScriptSyntaxException if the text is not a script
   * @throws IllegalArgumentException if there is no such method or more than one; the message lists
   *     what there is
   */
  public ObjectFaults<T> on(String method, String script) {
    return on(method, Script.parse(script));
  }

  /** As {@link #on(String, String)}. */
  public ObjectFaults<T> on(String method, Script script) {
    seam = seam.faulting(method, name -> faults.plan(name, script));
    return this;
  }

  /**
   * The wrapped object.
   *
   * @throws IllegalArgumentException if a method cannot show a fault of its script
   */
  public T wrap() {
    return seam.proxy();
  }
}
