package dev.redial.observe;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** A wait between two attempts, and what it follows from. */
@Name("dev.redial.Wait")
@Label("Wait")
@Category("Redial")
@Description("The wait of a call after a failure, until its next attempt begins")
@StackTrace(false)
final class RecordedWait extends Event {

  @Label("Name")
  @Description("The name of the guard")
  @Nullable String name;

  @Label("Call")
  @Description("The number of the call within its guard; 0 if the recording began after the call")
  long call;

  @Label("Attempt")
  @Description("The number of the attempt that failed, or was rejected")
  int attempt;

  @Label("Delay")
  @Description("How long it was to wait")
  @Timespan(Timespan.NANOSECONDS)
  long delay;

  @Label("Cut Short")
  @Description("Whether the call ended before its next attempt")
  boolean cutShort;

  @Label("Failure Kind")
  @Nullable String failureKind;

  @Label("Status")
  @Description("The status of the failure, such as 503; 0 if it has none")
  int status;

  @Label("Error Class")
  @Description("The class of what the attempt threw, if it threw")
  @Nullable Class<?> errorClass;
}
