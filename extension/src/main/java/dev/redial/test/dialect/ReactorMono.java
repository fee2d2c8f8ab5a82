package dev.redial.test.dialect;

import java.util.concurrent.CompletionStage;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/** Carries one answer, or an error, to each subscriber of a {@link Mono}. */
final class ReactorMono implements Carrier {

  @Override
  public Object carry(Real target, Runs runs) {
    return Mono.deferContextual(
        context -> Mono.fromCompletionStage(runs.start(() -> real(target, context))));
  }

  private static CompletionStage<?> real(Real target, ContextView context) throws Throwable {
    Mono<?> real = (Mono<?>) Publishers.required(target.call(), "Mono");
    return real.contextWrite(context).toFuture();
  }
}
