package dev.redial.test.inject;

import java.io.Serial;

/** A script promised faults that no call came for. */
public final class ScriptLeftoverError extends AssertionError {

  @Serial private static final long serialVersionUID = 1L;

  ScriptLeftoverError(String message) {
    super(message);
  }
}
