package dev.redial.call;

import org.jspecify.annotations.Nullable;

/** An operation that is told which attempt it is. */
record AttemptOperation<T extends @Nullable Object, X extends Exception>(
    Operation.WithAttempt<T, X> operation) implements Operation<T, X> {

  static Attempt alone() {
    return new Attempt("operation", 0, 1);
  }

  @Override
  public T call() throws X {
    return operation.call(alone());
  }

  @Override
  public T call(Attempt attempt) throws X {
    return operation.call(attempt);
  }

  @Override
  public boolean takesAttempt() {
    return true;
  }
}
