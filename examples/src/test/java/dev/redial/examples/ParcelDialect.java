package dev.redial.examples;

import dev.redial.test.dialect.Dialect;
import dev.redial.test.dialect.Showing;
import dev.redial.test.dialect.TargetMethod;
import dev.redial.test.script.Fault;

/** The dialect of a client that nobody but its owner knows. */
public final class ParcelDialect implements Dialect {

  @Override
  public String name() {
    return "parcels";
  }

  @Override
  public boolean speaksFor(TargetMethod method) {
    return method.answerClass() == Parcel.class;
  }

  @Override
  public Showing show(Fault fault, TargetMethod method) {
    return fault instanceof Fault.Reset
        ? Showing.throwing(
            ParcelLostException.class, call -> new ParcelLostException(call.message("lost")))
        : Showing.refused("a parcel can only be lost", "Write 'reset'.");
  }

  record Parcel(String address) {}

  static final class ParcelLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ParcelLostException(String message) {
      super(message);
    }
  }
}
