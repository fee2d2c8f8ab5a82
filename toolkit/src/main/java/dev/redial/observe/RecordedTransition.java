package dev.redial.observe;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** A circuit's change of state. */
@Name("dev.redial.CircuitTransition")
@Label("Circuit Transition")
@Category("Redial")
@Description("A circuit changed its state")
@StackTrace(false)
final class RecordedTransition extends Event {

  @Label("Name")
  @Description("The name of the circuit breaker")
  @Nullable String name;

  @Label("From")
  @Nullable String from;

  @Label("To")
  @Nullable String to;

  @Label("Reason")
  @Description("Why, in words")
  @Nullable String reason;
}
