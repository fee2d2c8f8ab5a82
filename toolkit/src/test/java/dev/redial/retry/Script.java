package dev.redial.retry;

import dev.redial.call.Operation;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** An operation that returns what it is given, or throws it if it is an error; the last repeats. */
final class Script implements Operation<Object, Exception> {

  private final Iterator<Object> steps;
  private Object current = "ok";
  private int runs;

  private Script(List<Object> steps) {
    this.steps = steps.iterator();
  }

  static Script of(Object... steps) {
    return new Script(Arrays.asList(steps));
  }

  int runs() {
    return runs;
  }

  @Override
  public Object call() throws Exception {
    runs++;
    current = steps.hasNext() ? steps.next() : current;
    if (current instanceof Error error) {
      throw error;
    }
    if (current instanceof Exception exception) {
      throw exception;
    }
    return current;
  }
}
