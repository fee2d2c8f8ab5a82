package dev.redial.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.redial.call.CallRejectedException;
import dev.redial.failure.Failure;
import dev.redial.failure.FailureKind;
import dev.redial.failure.HasStatus;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FallbackTest {

  private enum Shape {
    SYNC {
      @Override
      <T> T call(Fallback<T> fallback, Callable<T> operation) throws Exception {
        return fallback.call(operation::call);
      }
    },
    ASYNC {
      @Override
      <T> T call(Fallback<T> fallback, Callable<T> operation) throws Exception {
        CompletableFuture<T> stage = new CompletableFuture<>();
        CompletableFuture<T> answer = fallback.callAsync(() -> stage);
        try {
          stage.complete(operation.call());
        } catch (Throwable error) {
          stage.completeExceptionally(error);
        }
        try {
          return answer.get();
        } catch (ExecutionException e) {
          throw e.getCause() instanceof Exception cause ? cause : e;
        }
      }
    };

    abstract <T> T call(Fallback<T> fallback, Callable<T> operation) throws Exception;
  }

  private record Answer(int status) implements HasStatus {}

  private static final class Denied extends CallRejectedException {
    private static final long serialVersionUID = 1L;

    Denied() {
      super("denied", false);
    }
  }

  private static Callable<String> throwing(Exception error) {
    return () -> {
      throw error;
    };
  }

  private static void passes(Shape shape, Fallback<String> fallback, Exception error) {
    assertThat(catchThrowable(() -> shape.call(fallback, throwing(error)))).isSameAs(error);
  }

  @ParameterizedTest
  @EnumSource
  void aSuccessNeedsNoAnswer(Shape shape) throws Exception {
    Fallback<String> fallback = Fallback.onAny(error -> "fallback");

    assertThat(shape.call(fallback, () -> "ok")).isEqualTo("ok");
  }

  @ParameterizedTest
  @EnumSource
  void answersTheClassItNamesAndItsSubclassesAndNothingElse(Shape shape) throws Exception {
    Fallback<String> fallback = Fallback.on(IOException.class, IOException::getMessage);

    assertThat(shape.call(fallback, throwing(new IOException("a")))).isEqualTo("a");
    assertThat(shape.call(fallback, throwing(new FileNotFoundException("b")))).isEqualTo("b");
    passes(shape, fallback, new IllegalStateException());
  }

  /** Guarantee 31. */
  @ParameterizedTest
  @EnumSource
  void seesThroughWrappers(Shape shape) throws Exception {
    Fallback<String> fallback = Fallback.on(IOException.class, IOException::getMessage);
    IOException error = new IOException("inside");

    assertThat(shape.call(fallback, throwing(new CompletionException(error)))).isEqualTo("inside");
    assertThat(shape.call(fallback, throwing(new ExecutionException(error)))).isEqualTo("inside");
    assertThat(shape.call(fallback, throwing(new UncheckedIOException(error)))).isEqualTo("inside");
    passes(shape, fallback, new IllegalStateException(error));
    passes(shape, fallback, new CompletionException(null));
  }

  @ParameterizedTest
  @EnumSource
  void answersRejections(Shape shape) throws Exception {
    Fallback<String> fallback = Fallback.onRejection(rejection -> "local");

    assertThat(shape.call(fallback, throwing(new Denied()))).isEqualTo("local");
    passes(shape, fallback, new IOException());
  }

  @ParameterizedTest
  @EnumSource
  void answersAKindOfFailureBeItAnErrorOrAResult(Shape shape) throws Exception {
    Fallback<Answer> fallback = Fallback.onKind(FailureKind.RATE_LIMITED, failure -> new Answer(0));

    assertThat(shape.call(fallback, () -> new Answer(429))).isEqualTo(new Answer(0));
    assertThat(shape.call(fallback, () -> new Answer(503))).isEqualTo(new Answer(503));
    assertThat(shape.call(fallback, () -> new Answer(200))).isEqualTo(new Answer(200));
    Fallback<String> timeouts = Fallback.onKind(FailureKind.TRANSIENT, Failure::toString);
    assertThat(shape.call(timeouts, throwing(new TimeoutException()))).isEqualTo("TRANSIENT");
    passes(shape, timeouts, new IllegalStateException("unknown, so PERMANENT"));
  }

  @ParameterizedTest
  @EnumSource
  void aRejectionIsOfNoKind(Shape shape) {
    passes(shape, Fallback.onKind(FailureKind.PERMANENT, failure -> "no"), new Denied());
  }

  @ParameterizedTest
  @EnumSource
  void readsKindsByItsClassifier(Shape shape) throws Exception {
    Fallback<String> fallback =
        Fallback.<String>onKind(FailureKind.RATE_LIMITED, Failure::toString)
            .withClassifier(
                (result, error) ->
                    error instanceof IllegalStateException ? Failure.ofStatus(429) : null);

    assertThat(shape.call(fallback, throwing(new IllegalStateException())))
        .isEqualTo("429 RATE_LIMITED");
    passes(shape, fallback, new IOException());
  }

  @ParameterizedTest
  @EnumSource
  void answersUnwantedResults(Shape shape) throws Exception {
    Fallback<String> fallback = Fallback.onResult(String::isEmpty, empty -> "default");

    assertThat(shape.call(fallback, () -> "")).isEqualTo("default");
    assertThat(shape.call(fallback, () -> "full")).isEqualTo("full");
    passes(shape, fallback, new IOException());
  }

  @ParameterizedTest
  @EnumSource
  void answersAnyException(Shape shape) throws Exception {
    Fallback<String> fallback = Fallback.onAny(error -> error.getClass().getSimpleName());

    assertThat(shape.call(fallback, throwing(new IOException()))).isEqualTo("IOException");
    assertThat(shape.call(fallback, throwing(new Denied()))).isEqualTo("Denied");
  }

  /** Guarantee 30: what ends a call from outside, or is a bug, is not answered by the way. */
  @Test
  void errorsInterruptsAndCancellationsPassUnlessTheirClassIsNamed() throws Exception {
    List<Fallback<String>> wide =
        List.of(
            Fallback.onAny(error -> "no"), Fallback.onKind(FailureKind.PERMANENT, failure -> "no"));

    for (Fallback<String> fallback : wide) {
      passes(Shape.SYNC, fallback, new InterruptedException());
      passes(Shape.SYNC, fallback, new CancellationException());
      passes(Shape.SYNC, fallback, new CompletionException(new AssertionError()));
      AssertionError bug = new AssertionError("a bug");
      assertThat(
              catchThrowable(
                  () ->
                      fallback.call(
                          () -> {
                            throw bug;
                          })))
          .isSameAs(bug);
    }
    Fallback<String> named = Fallback.on(CancellationException.class, error -> "cancelled");
    assertThat(named.call(() -> throwing(new CancellationException()).call()))
        .isEqualTo("cancelled");
  }

  @Test
  void anAnsweredInterruptLeavesTheFlagSet() throws Exception {
    Fallback<String> fallback =
        Fallback.on(
            InterruptedException.class,
            error -> Thread.currentThread().isInterrupted() ? "too early" : "stopped");

    assertThat(Shape.SYNC.call(fallback, throwing(new InterruptedException())))
        .isEqualTo("stopped");

    assertThat(Thread.interrupted()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void theFirstFallbackThatFitsAnswers(Shape shape) throws Exception {
    Fallback<String> fallback =
        Fallback.<String>onRejection(rejection -> "local")
            .or(Fallback.on(IOException.class, error -> "cached"))
            .or(Fallback.onResult(String::isEmpty, empty -> "default"))
            .or(Fallback.onAny(error -> "last"));

    assertThat(shape.call(fallback, throwing(new Denied()))).isEqualTo("local");
    assertThat(shape.call(fallback, throwing(new IOException()))).isEqualTo("cached");
    assertThat(shape.call(fallback, () -> "")).isEqualTo("default");
    assertThat(shape.call(fallback, throwing(new IllegalStateException()))).isEqualTo("last");
  }

  @ParameterizedTest
  @EnumSource
  void aFallbackThatThrowsTellsWhatItShouldHaveAnswered(Shape shape) {
    IOException error = new IOException("down");
    IllegalStateException own = new IllegalStateException("no cache either");
    Fallback<String> fallback =
        Fallback.onAny(
            original -> {
              throw own;
            });

    assertThat(catchThrowable(() -> shape.call(fallback, throwing(error)))).isSameAs(own);
    assertThat(own).hasSuppressedException(error);
  }

  @ParameterizedTest
  @EnumSource
  void aFallbackMayThrowTheOriginalItself(Shape shape) {
    IllegalStateException error = new IllegalStateException("down");
    Fallback<String> fallback =
        Fallback.on(
            IllegalStateException.class,
            original -> {
              throw original;
            });

    passes(shape, fallback, error);
    assertThat(error.getSuppressed()).isEmpty();
  }

  /** Guarantee 33. */
  @ParameterizedTest
  @EnumSource
  void aClassifierThatThrowsEndsTheCallWithTheOriginalSuppressed(Shape shape) {
    IOException error = new IOException("down");
    IllegalStateException broken = new IllegalStateException("broken classifier");
    Fallback<String> fallback =
        Fallback.<String>onKind(FailureKind.TRANSIENT, failure -> "no")
            .withClassifier(
                (result, thrown) -> {
                  throw broken;
                });

    assertThat(catchThrowable(() -> shape.call(fallback, throwing(error)))).isSameAs(broken);
    assertThat(broken).hasSuppressedException(error);
  }

  @ParameterizedTest
  @EnumSource
  void tellsEachAnswerItGave(Shape shape) throws Exception {
    List<Object> told = new ArrayList<>();
    IOException error = new IOException("down");
    Fallback<String> fallback =
        Fallback.<String, IOException>on(IOException.class, e -> "cached")
            .or(Fallback.onResult(String::isEmpty, empty -> "default"))
            .whenAnswered(answered -> told.add(answered == null ? "result" : answered));

    assertThat(shape.call(fallback, throwing(error))).isEqualTo("cached");
    assertThat(shape.call(fallback, () -> "")).isEqualTo("default");
    assertThat(shape.call(fallback, () -> "ok")).isEqualTo("ok");
    passes(shape, fallback, new IllegalStateException());

    assertThat(told).containsExactly(error, "result");
  }

  @Test
  void guardsActionsToo() throws Exception {
    List<String> answers = new ArrayList<>();
    Fallback<Boolean> fallback =
        Fallback.on(IOException.class, error -> answers.add(error.getMessage()));

    fallback.run(() -> {});
    fallback.run(
        () -> {
          throw new IOException("down");
        });
    IllegalStateException other = new IllegalStateException();
    assertThat(
            catchThrowable(
                () ->
                    fallback.run(
                        () -> {
                          throw other;
                        })))
        .isSameAs(other);

    assertThat(answers).containsExactly("down");
  }

  /** Guarantee 43 and 44. */
  @Test
  void aSupplierThatThrowsOrReturnsNothingIsAnErrorLikeAnyOther() {
    Fallback<String> fallback = Fallback.onAny(error -> error.getMessage());
    Supplier<CompletionStage<String>> throwing =
        () -> {
          throw new IllegalStateException("at once");
        };
    Supplier<CompletionStage<String>> none = () -> null;

    assertThat(fallback.callAsync(throwing)).isCompletedWithValue("at once");
    assertThat(fallback.callAsync(none))
        .isCompletedWithValue("the supplier must return a stage, not null");
  }

  /** Guarantee 41. */
  @Test
  void cancellingCancelsTheOperationAndNothingIsAnswered() {
    List<String> answers = new ArrayList<>();
    Fallback<Boolean> fallback =
        Fallback.on(CancellationException.class, error -> answers.add("cancelled"));
    CompletableFuture<Boolean> operation = new CompletableFuture<>();

    CompletableFuture<Boolean> call = fallback.callAsync(() -> operation);
    call.cancel(true);

    assertThat(operation).isCancelled();
    assertThat(answers).isEmpty();
  }

  @Test
  void aFutureThatPassesEndsWithTheErrorItselfNotItsWrapper() {
    IOException error = new IOException("down");
    CompletableFuture<String> operation = new CompletableFuture<>();
    Fallback<String> fallback = Fallback.onRejection(rejection -> "no");

    CompletableFuture<String> call =
        fallback.callAsync(() -> operation.thenApply(text -> text + "!"));
    operation.completeExceptionally(error);

    assertThat(call.<Throwable>handle((result, thrown) -> thrown)).isCompletedWithValue(error);
  }

  /** What a test clock returns drives that clock when it is waited for; so must this. */
  @Test
  void theFutureIsOfTheOperationsOwnKind() {
    final class Own<T> extends CompletableFuture<T> {
      @Override
      public <U> CompletableFuture<U> newIncompleteFuture() {
        return new Own<>();
      }
    }
    Fallback<String> fallback = Fallback.onAny(error -> "fallback");

    assertThat(fallback.callAsync(() -> new Own<>())).isInstanceOf(Own.class);
  }

  /** Guarantee 34: the same instance twice, whatever its equals says. */
  @Test
  void anErrorThatEqualsNothingMayBeThrownAgain() {
    Odd odd = new Odd();
    Fallback<String> rethrowing =
        Fallback.onAny(
            error -> {
              throw odd;
            });

    assertThat(
            catchThrowable(
                () ->
                    rethrowing.<RuntimeException>call(
                        () -> {
                          throw odd;
                        })))
        .isSameAs(odd);
  }

  private static final class Odd extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean equals(Object other) {
      return false;
    }

    @Override
    public int hashCode() {
      return 0;
    }
  }
}
