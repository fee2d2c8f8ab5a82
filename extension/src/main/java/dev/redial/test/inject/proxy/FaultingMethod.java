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
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
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
    List<@Nullable Object> list = new ArrayList<>();
    if (arguments != null) {
      Collections.addAll(list, arguments);
    }
    Invocation invocation = plan.begin(method.name(), list);
    Fault fault = invocation.fault();
    if (fault instanceof Fault.Hang) {
      return method.isAsync() ? hangLater(invocation) : hang(invocation);
    }
    if (fault instanceof Fault.Slow slow) {
      return slow(slow.delay(), invocation, real);
    }
    Showing showing = showings.get(fault);
    Injection injection = new Injection(invocation.id(), plan.time().instant(), list);
    if (showing instanceof Showing.Throwing throwing) {
      return fault instanceof Fault.Lost lost
          ? lose(lost, invocation, real, () -> throwing.error().apply(injection))
          : fail(fault, invocation, throwing.error().apply(injection));
    }
    if (showing instanceof Showing.Returning returning) {
      return answer(fault, invocation, returning, injection);
    }
    return pass(invocation, real);
  }

  private CompletionStage<?> hangLater(Invocation invocation) {
    return futures.hanging(plan.hang(), invocation);
  }

  private Object hang(Invocation invocation) throws Throwable {
    try {
      plan.hang().get();
      throw new IllegalStateException("What hangs has returned.");
    } catch (ExecutionException ended) {
      throw recorded(invocation, Objects.requireNonNullElse(ended.getCause(), ended));
    } catch (CancellationException ended) {
      throw recorded(invocation, ended);
    } catch (InterruptedException interrupt) {
      throw recorded(invocation, interrupted(interrupt));
    }
  }

  private static Throwable recorded(Invocation invocation, Throwable error) {
    invocation.threw(error);
    return error;
  }

  private @Nullable Object slow(Duration delay, Invocation invocation, RealCall real)
      throws Throwable {
    if (method.isAsync()) {
      CompletionStage<?> later = futures.slow(delay, invocation, real);
      return later;
    }
    try {
      plan.time().sleep(delay);
    } catch (InterruptedException interrupt) {
      throw recorded(invocation, interrupted(interrupt));
    }
    return pass(invocation, real);
  }

  /** The target does what it does, and nobody hears of it, however it ended. */
  private @Nullable Object lose(
      Fault.Lost lost, Invocation invocation, RealCall real, Supplier<Throwable> error)
      throws Throwable {
    Object answer;
    try {
      answer = real.pass();
    } catch (Exception alsoLost) {
      answer = null;
    }
    return method.failsAsync() && answer instanceof CompletionStage<?> stage
        ? futures.lost(stage, error, takes(lost.seen()), invocation)
        : fail(lost.seen(), invocation, error.get());
  }

  private static Duration takes(Fault fault) {
    return fault instanceof Fault.Timeout timeout
        ? timeout.takes().orElse(Duration.ZERO)
        : Duration.ZERO;
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
      Fault fault, Invocation invocation, Showing.Returning returning, Injection injection)
      throws Throwable {
    Object answer;
    try {
      answer = returning.answer().to(injection);
    } catch (Exception reading) {
      return fail(fault, invocation, reading);
    }
    invocation.returned(answer);
    return method.isAsync() ? futures.completed(answer) : answer;
  }

  private Object fail(Fault fault, Invocation invocation, Throwable error) throws Throwable {
    Duration takes = takes(fault);
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
}
