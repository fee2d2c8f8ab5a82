package dev.redial.test.dialect;

import dev.redial.test.script.Fault;

/** A dialect by kinds of faults: what each looks like is one method, and the unknown is refused. */
abstract class ClientDialect implements Dialect {

  private final String name;

  ClientDialect(String name) {
    this.name = name;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final Showing show(Fault fault, TargetMethod method) {
    if (fault instanceof Fault.Timeout) {
      return timeout(method);
    }
    if (fault instanceof Fault.Refused) {
      return refused(method);
    }
    if (fault instanceof Fault.Reset) {
      return reset(method);
    }
    if (fault instanceof Fault.Dns) {
      return unknownHost(method);
    }
    if (fault instanceof Fault.Tls tls) {
      return tls(tls, method);
    }
    if (fault instanceof Fault.Status status) {
      return status(status, method);
    }
    return Showing.refused(
        "the dialect " + name + " does not know how to show it",
        "Use a dialect that does: faults.into(…).dialect(…).");
  }

  abstract Showing timeout(TargetMethod method);

  abstract Showing refused(TargetMethod method);

  abstract Showing reset(TargetMethod method);

  abstract Showing unknownHost(TargetMethod method);

  abstract Showing tls(Fault.Tls fault, TargetMethod method);

  abstract Showing status(Fault.Status status, TargetMethod method);

  /** Refuses an answer at a method that does not return such. */
  final Showing noAnswer(Fault.Status status, String answer, TargetMethod method) {
    return Showing.refused(
        name
            + " shows "
            + status.code()
            + " as "
            + answer
            + ", and it returns "
            + method.method().getReturnType().getSimpleName(),
        "Wrap the object that returns such answers, or use another dialect: faults.into(…).dialect(…).");
  }

  @Override
  public final String toString() {
    return name;
  }
}
