package dev.redial.call;

import org.jspecify.annotations.Nullable;

/** An action, run as an operation that returns nothing. */
record ActionOperation<X extends Exception>(Action<X> action)
    implements Operation<@Nullable Void, X> {

  @Override
  public @Nullable Void call() throws X {
    action.run();
    return null;
  }
}
