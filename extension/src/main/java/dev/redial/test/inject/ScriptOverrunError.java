package dev.redial.test.inject;

import java.io.Serial;

/** A call came after the end of a strict script. It is an error of the test, not a fault. */
public final class ScriptOverrunError extends AssertionError {

  @Serial private static final long serialVersionUID = 1L;

  ScriptOverrunError(String message) {
    super(message);
  }
}
