package dev.redial.observe;

import dev.redial.call.CallListener;

/**
 * What calls do, as events of the JDK's flight recorder.
 *
 * <pre>{@code
 * Resilience ocr = Resilience.builder("ocr").listener(FlightRecorderEvents.listener()).build();
 * }</pre>
 *
 * <table>
 *   <caption>Events, all in the category "Redial" and without stack traces</caption>
 *   <tr><th>event<th>is<th>recorded
 *   <tr><td>{@code dev.redial.Call}<td>a call, from its start to its end<td>from 20 ms on
 *   <tr><td>{@code dev.redial.Attempt}<td>a run of the operation<td>from 20 ms on
 *   <tr><td>{@code dev.redial.Wait}<td>a wait for the next attempt, and the failure before
 *       it<td>always
 *   <tr><td>{@code dev.redial.Hedge}<td>a hedge, from its start to its end<td>always
 *   <tr><td>{@code dev.redial.CircuitTransition}<td>a circuit's change of state<td>always
 *   <tr><td>{@code dev.redial.Rejection}<td>a circuit's rejection<td>if enabled
 *   <tr><td>{@code dev.redial.Fallback}<td>an answer of a fallback<td>if enabled
 * </table>
 *
 * <p>These are defaults, which a recording's settings change as those of any event:
 *
 * <pre>
 * jcmd &lt;pid&gt; JFR.start +dev.redial.Attempt#threshold=0ms +dev.redial.Rejection#enabled=true
 * </pre>
 *
 * <p>Of errors only the class is recorded, since messages may hold secrets.
 *
 * <p>Durations are those of real time, whatever the guard's time source says. An event that takes
 * time is recorded on the thread on which it ended; a call has that on which it began as {@code
 * caller}. A wait lasts until the next attempt begins, on whatever executor that has to come to.
 * What began before the recording is not in it: no call that was then under way, but later attempts
 * and waits of some such calls, whose number is 0. Rejections are no attempts.
 *
 * <p>While nothing is recorded, a call that succeeds at once costs one question more, of a few
 * instructions. Nothing but the call itself knows of a call under way, so that any number of guards
 * may share a listener, whatever they are named, and none is kept that never ends.
 *
 * <p>It needs the module {@code jdk.jfr}, which this one does not require: an application that is a
 * module itself must.
 */
public final class FlightRecorderEvents {

  private FlightRecorderEvents() {}

  /** A listener that records what it is told. One is enough for all guards. */
  public static CallListener listener() {
    return new FlightRecorderListener();
  }
}
