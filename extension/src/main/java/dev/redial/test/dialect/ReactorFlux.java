package dev.redial.test.dialect;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/** Carries the answers, or an error, to each subscriber of a {@link Flux}. */
final class ReactorFlux implements Carrier {

  @Override
  public Object carry(Real target, Runs runs) {
    return Flux.deferContextual(context -> subscribed(target, runs, context));
  }

  /** The run ends when the real answers have ended; until then they are handed on one by one. */
  private static Flux<Object> subscribed(Real target, Runs runs, ContextView context) {
    CompletableFuture<Flux<Object>> answers = new CompletableFuture<>();
    CompletionStage<? extends @Nullable Object> run =
        runs.start(() -> open(target, context, answers));
    CompletableFuture<?> ended =
        run.whenComplete((nothing, error) -> failIfUnopened(answers, error)).toCompletableFuture();
    return Mono.fromFuture(answers)
        .flatMapMany(real -> real)
        .concatWith(Mono.fromFuture(ended).then(Mono.empty()))
        .doOnCancel(() -> run.toCompletableFuture().cancel(true));
  }

  private static CompletionStage<?> open(
      Real target, ContextView context, CompletableFuture<Flux<Object>> answers) throws Throwable {
    Flux<?> real = (Flux<?>) Publishers.required(target.call(), "Flux");
    CompletableFuture<@Nullable Object> end = new CompletableFuture<>();
    answers.complete(
        real.cast(Object.class)
            .contextWrite(context)
            .doOnComplete(() -> end.complete(null))
            .doOnError(end::completeExceptionally));
    return end;
  }

  private static void failIfUnopened(
      CompletableFuture<Flux<Object>> answers, @Nullable Throwable error) {
    if (error != null) {
      answers.completeExceptionally(error);
    }
  }
}
