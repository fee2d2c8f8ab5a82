package dev.redial.call;

import org.jspecify.annotations.Nullable;

/** An action that is told which attempt it is. */
record AttemptAction<X extends Exception>(Action.WithAttempt<X> action) implements Action<X> {

  @Override
  public void run() throws X {
    action.run(AttemptOperation.alone());
  }

  @Override
  public Operation<@Nullable Void, X> asOperation() {
    return new Returning<>(action);
  }

  private record Returning<X extends Exception>(Action.WithAttempt<X> action)
      implements Operation<@Nullable Void, X> {

    @Override
    public @Nullable Void call() throws X {
      return call(AttemptOperation.alone());
    }

    @Override
    public @Nullable Void call(Attempt attempt) throws X {
      action.run(attempt);
      return null;
    }

    @Override
    public boolean takesAttempt() {
      return true;
    }
  }
}
