package dev.redial.users;

import dev.redial.test.dialect.Dialect;
import dev.redial.test.dialect.Showing;
import dev.redial.test.dialect.TargetMethod;
import dev.redial.test.script.Fault;

/** A user's own, for the client of {@link Parcel}s. */
public final class AddedDialect implements Dialect {

  /** What that client returns. */
  public interface Parcel {}

  /** What that client throws. */
  public static final class ParcelLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private ParcelLostException(String message) {
      super(message);
    }
  }

  private final String name;

  /** As {@link java.util.ServiceLoader} makes it. */
  public AddedDialect() {
    this("parcels");
  }

  /** Under another name. */
  public AddedDialect(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
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
}
