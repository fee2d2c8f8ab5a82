package dev.redial.observe;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** A fallback's answer. They come in as great numbers as rejections do. */
@Name("dev.redial.Fallback")
@Label("Fallback")
@Category("Redial")
@Description("A fallback answered instead of the operation")
@StackTrace(false)
@Enabled(false)
final class RecordedFallback extends Event {

  @Label("Name")
  @Description("The name of the guard")
  @Nullable String name;

  @Label("Error Class")
  @Description("The class of what it answered, if that was thrown")
  @Nullable Class<?> errorClass;
}
