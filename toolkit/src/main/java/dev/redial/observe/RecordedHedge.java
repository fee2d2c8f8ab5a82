package dev.redial.observe;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** A hedge, from its start to its end. */
@Name("dev.redial.Hedge")
@Label("Hedge")
@Category("Redial")
@Description("An attempt beside those of the same hedged call that have not ended")
@StackTrace(false)
final class RecordedHedge extends Event {

  @Label("Name")
  @Description("The name of the hedge")
  @Nullable String name;

  @Label("Call")
  @Description("The number of the hedged call within that hedge")
  long call;

  @Label("Number")
  @Description("Which attempt of the hedged call it is, from 2")
  int number;

  @Label("Outcome")
  @Description("SUCCEEDED if it decided the call, ABORTED if another had")
  @Nullable String outcome;

  @Label("Error Class")
  @Description("The class of what it threw, if it threw")
  @Nullable Class<?> errorClass;
}
