package dev.redial.test.inject.proxy;

import dev.redial.test.dialect.Injection;
import dev.redial.test.dialect.Showing;
import dev.redial.test.dialect.TargetMethod;
import dev.redial.test.inject.FaultPlan;
import dev.redial.test.inject.Invocation;
import dev.redial.test.script.Fault;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A method whose calls ask a plan first. */
final class FaultingMethod implements Faulting {

  private final TargetMethod method;
  private final FaultPlan plan;
  private final Map<Fault, Showing> showings;
  private final FaultingFutures futures;

  FaultingMethod(TargetMethod method, FaultPlan plan, Map<Fault, Showing> showings) {
    this.method = method;
    this.plan = plan;
    this.showings = showings;
    this.futures = new FaultingFutures(plan.time());
  }

  @Override
  public @Nullable Object call(RealCall real, @Nullable Object @Nullable [] arguments)
      throws Throwable {
    Invocation invocation = plan.begin(method.name());
    Showing showing = showings.get(invocation.fault());
    if (showing instanceof Showing.Throwing throwing) {
      return fail(invocation, throwing.error().apply(injection(invocation, arguments)));
    }
    if (showing instanceof Showing.Returning returning) {
      return answer(invocation, returning, injection(invocation, arguments));
    }
    return pass(invocation, real);
  }

  private @Nullable Object pass(Invocation invocation, RealCall real) throws Throwable {
    Object result;
    try {
      result = real.pass();
    } catch (Throwable error) {
      invocation.threw(error);
      throw error;
    }
    if (method.isAsync() && result instanceof CompletionStage<?> stage) {
      return futures.watched(stage, invocation);
    }
    invocation.returned(result);
    return result;
  }

  private @Nullable Object answer(
      Invocation invocation, Showing.Returning returning, Injection injection) throws Throwable {
    Object answer;
    try {
      answer = returning.answer().to(injection);
    } catch (Exception reading) {
      return fail(invocation, reading);
    }
    invocation.returned(answer);
    return method.isAsync() ? futures.completed(answer) : answer;
  }

  private Object fail(Invocation invocation, Throwable error) throws Throwable {
    Duration takes =
        invocation.fault() instanceof Fault.Timeout timeout
            ? timeout.takes().orElse(Duration.ZERO)
            : Duration.ZERO;
    if (method.failsAsync()) {
      CompletionStage<?> failing = futures.failing(error, takes, invocation);
      return failing;
    }
    Throwable thrown = waited(takes, error);
    invocation.threw(thrown);
    throw thrown;
  }

  /** The error once its time has passed, or what an interrupt makes of it. */
  private Throwable waited(Duration takes, Throwable error) {
    try {
      if (!takes.isZero()) {
        plan.time().sleep(takes);
      }
      return error;
    } catch (InterruptedException interrupt) {
      return interrupted(interrupt);
    }
  }

  /** As an operation would that blocks: whoever does not say it by exception leaves the flag. */
  private Throwable interrupted(InterruptedException interrupt) {
    if (method.mayThrow(InterruptedException.class)) {
      return interrupt;
    }
    Thread.currentThread().interrupt();
    InterruptedIOException io = new InterruptedIOException("interrupted while waiting");
    io.initCause(interrupt);
    return method.mayThrow(InterruptedIOException.class) ? io : new UncheckedIOException(io);
  }

  private Injection injection(Invocation invocation, @Nullable Object @Nullable [] arguments) {
    List<@Nullable Object> list = new ArrayList<>();
    if (arguments != null) {
      Collections.addAll(list, arguments);
    }
    return new Injection(invocation.id(), plan.time().instant(), list);
  }
}
