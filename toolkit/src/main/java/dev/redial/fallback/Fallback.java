package dev.redial.fallback;

import dev.redial.call.Action;
import dev.redial.call.CallRejectedException;
import dev.redial.call.Operation;
import dev.redial.failure.Causes;
import dev.redial.failure.Classifier;
import dev.redial.failure.Failure;
import dev.redial.failure.FailureKind;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers instead of the operation. It is given at the call and names what it answers; all else
 * passes unchanged:
 *
 * <pre>{@code
 * String text = Fallback.onRejection(rejection -> local.read(receipt))
 *     .call(() -> remote.read(receipt));
 * }</pre>
 *
 * <p>If the fallback itself throws, that is what the call throws, with the error it should have
 * answered {@linkplain Throwable#getSuppressed() suppressed}.
 *
 * <p>{@link Error}s, interrupts and cancellations are answered only by {@link #on(Class, Function)}
 * where the class covers them. An interrupt that is answered leaves the thread's interrupt flag
 * set.
 *
 * @param <T> what the operation returns, and so does the fallback
 */
public final class Fallback<T extends @Nullable Object> {

  private final Answers<T> answers;

  private Fallback(Answers<T> answers) {
    this.answers = answers;
  }

  private static <T extends @Nullable Object> Fallback<T> by(Rule<T> rule) {
    return new Fallback<>(Answers.by(rule));
  }

  /**
   * Answers errors of a class and its subclasses, also inside a {@link
   * java.util.concurrent.CompletionException}, {@link java.util.concurrent.ExecutionException},
   * {@link java.io.UncheckedIOException} or an {@link java.io.IOException} of exactly that class.
   */
  public static <T extends @Nullable Object, E extends Throwable> Fallback<T> on(
      Class<E> type, Function<? super E, ? extends T> answer) {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(answer, "answer");
    return by(
        (error, classifier) ->
            Causes.layers(error).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .<Supplier<? extends T>>map(match -> () -> answer.apply(match))
                .orElse(null));
  }

  /** Answers if a guard, such as a circuit breaker, kept the operation from running. */
  public static <T extends @Nullable Object> Fallback<T> onRejection(
      Function<? super CallRejectedException, ? extends T> answer) {
    return on(CallRejectedException.class, answer);
  }

  /**
   * Answers failures of a kind, be they errors or results. A rejection is of no kind.
   *
   * @see #withClassifier
   */
  public static <T extends @Nullable Object> Fallback<T> onKind(
      FailureKind kind, Function<? super Failure, ? extends T> answer) {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(answer, "answer");
    return by(new KindRule<>(kind, answer));
  }

  /** Answers results, such as an empty one. */
  public static <T extends @Nullable Object> Fallback<T> onResult(
      Predicate<? super T> unwanted, Function<? super T, ? extends T> answer) {
    Objects.requireNonNull(unwanted, "unwanted");
    Objects.requireNonNull(answer, "answer");
    return by(new ResultRule<>(unwanted, answer));
  }

  /** Answers any exception, rejections included. */
  public static <T extends @Nullable Object> Fallback<T> onAny(
      Function<? super Throwable, ? extends T> answer) {
    Objects.requireNonNull(answer, "answer");
    return by((error, classifier) -> Ends.isOrdinary(error) ? () -> answer.apply(error) : null);
  }

  /** This fallback, and another for what this one lets pass. */
  public Fallback<T> or(Fallback<T> other) {
    return new Fallback<>(answers.or(other.answers));
  }

  /**
   * The same fallback, with the kinds read by this classifier instead of {@link
   * Classifier#standard()}.
   */
  public Fallback<T> withClassifier(Classifier classifier) {
    return new Fallback<>(answers.readBy(Objects.requireNonNull(classifier, "classifier")));
  }

  /**
   * The same fallback, which tells each answer it has given: the error it answered, or {@code null}
   * if it answered a result.
   */
  public Fallback<T> whenAnswered(Consumer<@Nullable Throwable> observer) {
    return new Fallback<>(answers.toldTo(Objects.requireNonNull(observer, "observer")));
  }

  /**
   * Runs the operation, and answers if it ends in what this fallback names.
   *
   * @throws X what the operation throws and this fallback lets pass
   */
  public <X extends Exception> T call(Operation<? extends T, X> operation) throws X {
    Objects.requireNonNull(operation, "operation");
    T result;
    try {
      result = operation.call();
    } catch (Throwable error) {
      Supplier<? extends T> answer = answers.toError(error);
      if (answer == null) {
        throw error;
      }
      return restoringInterrupt(answer, error);
    }
    return answers.toResult(result);
  }

  /**
   * Runs the action, and answers if it throws what this fallback names; the value of the answer is
   * not used.
   *
   * @throws X what the action throws and this fallback lets pass
   */
  public <X extends Exception> void run(Action<X> action) throws X {
    Objects.requireNonNull(action, "action");
    try {
      action.run();
    } catch (Throwable error) {
      Supplier<? extends T> answer = answers.toError(error);
      if (answer == null) {
        throw error;
      }
      restoringInterrupt(answer, error);
    }
  }

  /**
   * Starts the operation, and answers if its stage ends in what this fallback names. Nothing is
   * thrown: whatever the supplier throws, and this fallback lets pass, completes the future.
   * Cancelling the future cancels the operation's stage.
   */
  public CompletableFuture<T> callAsync(Supplier<? extends CompletionStage<T>> supplier) {
    Objects.requireNonNull(supplier, "supplier");
    return AsyncCall.start(answers, supplier);
  }

  private T restoringInterrupt(Supplier<? extends T> answer, Throwable error) {
    try {
      return answer.get();
    } finally {
      if (Ends.isInterrupt(error)) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
