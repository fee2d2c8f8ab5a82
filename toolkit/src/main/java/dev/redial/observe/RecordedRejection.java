package dev.redial.observe;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** A rejection. They come in great numbers, so that somebody must ask for them. */
@Name("dev.redial.Rejection")
@Label("Rejection")
@Category("Redial")
@Description("A circuit breaker kept an operation from running")
@StackTrace(false)
@Enabled(false)
final class RecordedRejection extends Event {

  @Label("Name")
  @Description("The name of the circuit breaker")
  @Nullable String name;

  @Label("State")
  @Nullable String state;

  @Label("Remaining Wait")
  @Description("How long until the next probe may pass; zero unless the circuit is open")
  @Timespan(Timespan.NANOSECONDS)
  long remainingWait;
}
