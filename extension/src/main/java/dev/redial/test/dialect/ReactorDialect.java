package dev.redial.test.dialect;

import dev.redial.test.script.Fault;
import java.util.concurrent.TimeoutException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** See {@link Dialect#reactor()}. */
final class ReactorDialect extends ClientDialect {

  /** Whose client has errors of its own. */
  private static final String SPRING = "org.springframework.";

  ReactorDialect() {
    super("Reactor");
  }

  @Override
  public boolean speaksFor(TargetMethod method) {
    Class<?> returned = method.method().getReturnType();
    return (returned == Mono.class || returned == Flux.class)
        && !method.answerClass().getName().startsWith(SPRING);
  }

  @Override
  Showing timeout(TargetMethod method) {
    return method.mayThrow(TimeoutException.class)
        ? Showing.throwing(
            TimeoutException.class,
            call -> new TimeoutException(call.message("Did not observe any item in time")))
        : PlainJavaDialect.INSTANCE.timeout(method);
  }

  @Override
  Showing refused(TargetMethod method) {
    return PlainJavaDialect.INSTANCE.refused(method);
  }

  @Override
  Showing reset(TargetMethod method) {
    return PlainJavaDialect.INSTANCE.reset(method);
  }

  @Override
  Showing unknownHost(TargetMethod method) {
    return PlainJavaDialect.INSTANCE.unknownHost(method);
  }

  @Override
  Showing tls(Fault.Tls fault, TargetMethod method) {
    return PlainJavaDialect.INSTANCE.tls(fault, method);
  }

  @Override
  Showing status(Fault.Status status, TargetMethod method) {
    return PlainJavaDialect.INSTANCE.status(status, method);
  }
}
