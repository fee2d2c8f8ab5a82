package dev.redial.observe;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/** A call, from its start to its end. */
@Name("dev.redial.Call")
@Label("Call")
@Category("Redial")
@Description("One guarded execution of an operation, all attempts and waits included")
@StackTrace(false)
@Threshold("20 ms")
final class RecordedCall extends Event {

  @Label("Name")
  @Description("The name of the guard")
  @Nullable String name;

  @Label("Call")
  @Description("The number of the call within its guard")
  long call;

  @Label("Outcome")
  @Nullable String outcome;

  @Label("Reason")
  @Description("Why the call ended")
  @Nullable String reason;

  @Label("Attempts")
  @Description("How often the operation ran")
  int attempts;

  @Label("Rule")
  @Description(
      "The rule that stopped it, if its last attempt failed and another could have followed")
  @Nullable String rule;

  @Label("Error Class")
  @Description("The class of what the call threw, if it threw")
  @Nullable Class<?> errorClass;

  @Label("Caller")
  @Description("The thread on which the call began; the event's own is that on which it ended")
  @Nullable Thread caller;
}
