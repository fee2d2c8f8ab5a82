package dev.redial.test.script;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call that asks a script, as far as conditions can see it.
 *
 * @param number its number among the calls that asked this script, from 1
 * @param elapsed the time since the test began, on its clock
 * @param arguments what was called with; unmodifiable
 */
public record ScriptCall(long number, Duration elapsed, List<@Nullable Object> arguments) {

  /** A call. */
  public ScriptCall {
    arguments = Collections.unmodifiableList(arguments);
  }
}
