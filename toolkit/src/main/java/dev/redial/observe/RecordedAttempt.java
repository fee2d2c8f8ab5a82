package dev.redial.observe;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/** An attempt, from its start to its end. */
@Name("dev.redial.Attempt")
@Label("Attempt")
@Category("Redial")
@Description("One run of the operation within a call")
@StackTrace(false)
@Threshold("20 ms")
final class RecordedAttempt extends Event {

  @Label("Name")
  @Description("The name of the guard")
  @Nullable String name;

  @Label("Call")
  @Description("The number of the call within its guard; 0 if the recording began after the call")
  long call;

  @Label("Attempt")
  @Description("The number of the attempt within its call, from 1")
  int attempt;

  @Label("Outcome")
  @Nullable String outcome;

  @Label("Failure Kind")
  @Nullable String failureKind;

  @Label("Status")
  @Description("The status of the failure, such as 503; 0 if it has none")
  int status;

  @Label("Error Class")
  @Description("The class of what the attempt threw, if it threw")
  @Nullable Class<?> errorClass;
}
