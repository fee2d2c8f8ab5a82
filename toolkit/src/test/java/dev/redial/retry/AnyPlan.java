package dev.redial.retry;

import static dev.redial.failure.FailureKind.RATE_LIMITED;
import static dev.redial.failure.FailureKind.TRANSIENT;

import dev.redial.backoff.Backoff;
import dev.redial.backoff.Jitter;
import dev.redial.call.AsyncOperation;
import dev.redial.call.Attempt;
import dev.redial.call.CallEvent;
import dev.redial.call.CallRejectedException;
import dev.redial.call.Operation;
import dev.redial.failure.Classifier;
import dev.redial.failure.Failure;
import dev.redial.failure.RetryAfter;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** A policy and attempts by chance, planned and run. */
final class AnyPlan {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final SplittableRandom random;
  private boolean hasDates;

  private AnyPlan(long seed) {
    random = new SplittableRandom(seed);
  }

  static Case of(long seed) {
    AnyPlan any = new AnyPlan(seed);
    RetryPolicy policy = any.policy();
    List<Step> steps = new ArrayList<>();
    int count = any.random.nextInt(1, 8);
    for (int i = 0; i < count; i++) {
      steps.add(any.step());
    }
    return new Case(seed, policy, steps, any.hasDates);
  }

  /** An answer that means this. */
  private static final class Answer extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Failure failure;

    Answer(Failure failure) {
      super(failure.toString(), null, false, false);
      this.failure = failure;
    }
  }

  private static final class Rejection extends CallRejectedException {
    private static final long serialVersionUID = 1L;
    private final Duration wait;

    Rejection(Duration wait) {
      super("rejected", false);
      this.wait = wait;
    }

    @Override
    public Duration remainingWait() {
      return wait;
    }
  }

  /** The attempts of the case are over, but the call is not. */
  private static final class BeyondTheLast extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** What an attempt really does. */
  private record Step(String name, Function<Instant, Object> end, Duration took, boolean key) {

    Ending ending() {
      Ending ending =
          name.equals("success")
              ? Ending.success()
              : end.apply(START) instanceof Throwable
                  ? Ending.threwAt(at -> (Throwable) end.apply(at))
                  : Ending.returned(end.apply(START));
      Ending taking = ending.after(took);
      return key ? taking.withIdempotencyKey() : taking;
    }

    Object run(RecordingTime time, Attempt attempt) throws Exception {
      if (key) {
        attempt.idempotencyKey();
      }
      time.advance(took);
      Object ended = end.apply(time.instant());
      if (ended instanceof Exception exception) {
        throw exception;
      }
      return ended;
    }

    @Override
    public String toString() {
      return name + (took.isZero() ? "" : " in " + took) + (key ? " with key" : "");
    }
  }

  private RetryPolicy policy() {
    RetryPolicyBuilder policy =
        RetryPolicy.builder()
            .maxAttempts(random.nextInt(1, 7))
            .classifier(AnyPlan::classify)
            .maxDelay(Duration.ofMillis(random.nextLong(3_000, 30_000)))
            .backoff(backoff())
            .jitter(jitter())
            .retryOn(TRANSIENT, RATE_LIMITED)
            .retryOnResult("again"::equals);
    if (chance(3)) {
      policy.minDelay(Duration.ofMillis(random.nextLong(1, 3_000)));
    }
    if (chance(2)) {
      policy.maxRetryAfter(Duration.ofMillis(random.nextLong(0, 9_000)));
    }
    if (chance(4)) {
      policy.capRetryAfter(Duration.ofMillis(random.nextLong(0, 9_000)));
    }
    if (chance(4)) {
      policy.initialDelay(Duration.ofMillis(random.nextLong(1, 2_000)));
    }
    if (chance(2)) {
      policy.deadline(Duration.ofMillis(random.nextLong(2_001, 30_000)));
    }
    if (chance(2)) {
      policy.retryOn(CallRejectedException.class);
    }
    return chance(5) ? policy.nonIdempotent().build() : policy.build();
  }

  private static Failure classify(Object result, Throwable error) {
    return error instanceof Answer answer
        ? answer.failure
        : Classifier.standard().classify(result, error);
  }

  private Backoff backoff() {
    Duration base = Duration.ofMillis(random.nextLong(1, 3_000));
    return switch (random.nextInt(6)) {
      case 0 -> Backoff.none();
      case 1 -> Backoff.fixed(base);
      case 2 -> Backoff.linear(base);
      case 3 -> Backoff.fibonacci(base);
      case 4 ->
          Backoff.byKind(
              Map.of(TRANSIENT, Backoff.exponential(base), RATE_LIMITED, Backoff.fixed("2s")));
      default -> Backoff.exponential(base, 1 + random.nextDouble() * 3);
    };
  }

  private Jitter jitter() {
    return switch (random.nextInt(6)) {
      case 0, 1 -> Jitter.none();
      case 2 -> Jitter.full();
      case 3 -> Jitter.equal();
      case 4 -> Jitter.additive(random.nextDouble());
      default -> Jitter.decorrelated();
    };
  }

  private Step step() {
    Duration took = chance(3) ? Duration.ofNanos(random.nextLong(5_000_000_000L)) : Duration.ZERO;
    boolean key = chance(8);
    Duration some = Duration.ofMillis(random.nextLong(12_000));
    return switch (random.nextInt(16)) {
      case 0, 1, 2, 3 -> step("timeout", at -> new SocketTimeoutException(), took, key);
      case 4 -> step("refused", at -> new ConnectException(), took, key);
      case 5, 6 -> step("503", at -> new Answer(Failure.ofStatus(503)), took, key);
      case 7 -> step("429", at -> new Answer(Failure.ofStatus(429)), took, key);
      case 8, 9 -> step("429 asks " + some, at -> limited(RetryAfter.ofDelay(some)), took, key);
      case 10 -> {
        hasDates = true;
        Instant date = START.plus(some);
        yield step("429 until " + date, at -> limited(RetryAfter.ofDate(date)), took, key);
      }
      case 11 -> {
        hasDates = true;
        yield step("503 until +" + some, at -> limited(moving(at, some)), took, key);
      }
      case 12 -> step("again", at -> "again", took, key);
      case 13 -> step("rejected " + some, at -> new Rejection(some), Duration.ZERO, false);
      case 14 ->
          chance(2)
              ? step("404", at -> new Answer(Failure.ofStatus(404)), took, key)
              : step("never", at -> limited(RetryAfter.never()), took, key);
      default -> step(chance(2) ? "success" : "result", at -> "ok", took, key);
    };
  }

  private static Step step(String name, Function<Instant, Object> end, Duration took, boolean key) {
    return new Step(name, end, took, key);
  }

  private static Answer limited(RetryAfter retryAfter) {
    return new Answer(Failure.ofStatus(429).withRetryAfter(retryAfter));
  }

  /** A date as HTTP has it: whole seconds. */
  private static RetryAfter moving(Instant at, Duration by) {
    return RetryAfter.ofDate(at.plus(by).truncatedTo(ChronoUnit.SECONDS));
  }

  private boolean chance(int oneOf) {
    return random.nextInt(oneOf) == 0;
  }

  /**
   * What came of a call.
   *
   * @param delays the wait before each attempt and, if the call went on, the one after the last
   * @param rule why it stopped; empty if nothing said so
   */
  record Run(
      List<Duration> begins,
      List<Duration> delays,
      RetryPlan.End end,
      String rule,
      boolean rejected,
      Duration took) {}

  /** One policy and what the attempts of a call come to. */
  record Case(long seed, RetryPolicy policy, List<Step> steps, boolean hasDates) {

    RetryPlan plan() {
      return RetryPlan.of(policy, steps.stream().map(Step::ending).toList(), START);
    }

    Duration longestAttempt() {
      return steps.stream().map(Step::took).max(Duration::compareTo).orElseThrow();
    }

    Run run(Shape shape, RandomGenerator draws) {
      return new Call(this, draws).run(shape);
    }

    @Override
    public String toString() {
      return "case " + seed + ": " + policy + "\n" + steps;
    }
  }

  /** A real call. */
  private static final class Call {

    private final Case it;
    private final RecordingTime time = new RecordingTime();
    private final List<Duration> begins = new ArrayList<>();
    private final List<Duration> delays = new ArrayList<>();
    private final List<CallEvent> events = new ArrayList<>();
    private final Retry retry;
    private Duration lastEnd = Duration.ZERO;
    private boolean isBeyond;

    Call(Case it, RandomGenerator draws) {
      this.it = it;
      this.retry =
          Retry.builder("retry")
              .policy(it.policy())
              .time(time)
              .random(call -> draws)
              .listener(events::add)
              .build();
    }

    private Object attempt(Attempt attempt) throws Exception {
      delays.add(time.elapsed().minus(lastEnd));
      if (begins.size() == it.steps().size()) {
        isBeyond = true;
        throw new BeyondTheLast();
      }
      begins.add(time.elapsed());
      try {
        return it.steps().get(begins.size() - 1).run(time, attempt);
      } finally {
        lastEnd = time.elapsed();
      }
    }

    Run run(Shape shape) {
      Throwable error = null;
      boolean again = false;
      try {
        again = "again".equals(shape == Shape.SYNC ? sync() : async());
      } catch (Throwable thrown) {
        error = thrown;
      }
      RetryPlan.End end =
          isBeyond
              ? RetryPlan.End.GOES_ON
              : error == null && !again ? RetryPlan.End.SUCCEEDS : RetryPlan.End.STOPS;
      String rule =
          events.stream()
              .filter(CallEvent.RetryStopped.class::isInstance)
              .map(event -> ((CallEvent.RetryStopped) event).rule())
              .findFirst()
              .orElse("");
      return new Run(begins, delays, end, rule, error instanceof CallRejectedException, lastEnd);
    }

    private Object sync() throws Exception {
      return retry.call(Operation.withAttempt(this::attempt));
    }

    private Object async() throws Throwable {
      CompletableFuture<Object> future =
          retry.callAsync(
              AsyncOperation.<Object>withAttempt(attempt -> Shape.stage(() -> attempt(attempt))));
      time.runAll();
      try {
        return future.join();
      } catch (java.util.concurrent.CompletionException e) {
        throw e.getCause();
      }
    }
  }
}
