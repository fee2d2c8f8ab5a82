package dev.redial.hedge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.failure.HasStatus;
import dev.redial.time.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guarantees 37 and 75: what the caller does not get is closed, if that was asked for. */
class DroppedResultsTest {

  private final ManualTime time = new ManualTime();
  private final List<CompletableFuture<Answer>> sources = new ArrayList<>();
  private final List<Runnable> tasks = new ArrayList<>();
  private final HedgePolicy closing =
      HedgePolicy.after("100ms").toBuilder().closeDroppedResults().build();

  private record Answer(int status, List<String> closes) implements HasStatus, AutoCloseable {
    Answer(int status) {
      this(status, new ArrayList<>());
    }

    @Override
    public void close() {
      closes.add("closed");
    }
  }

  private Hedge hedge(HedgePolicy policy) {
    Executor executor = tasks::add;
    return Hedge.builder("search").policy(policy).time(time).executor(executor).build();
  }

  /** A stage that cannot be cancelled, so that its result comes in any case. */
  private CompletionStage<Answer> stubborn() {
    CompletableFuture<Answer> source = new CompletableFuture<>();
    sources.add(source);
    return source.minimalCompletionStage();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aLateResultIsClosedIfAskedFor(boolean asked) {
    Answer won = new Answer(200);
    Answer late = new Answer(200);
    CompletableFuture<Answer> call =
        hedge(asked ? closing : HedgePolicy.after("100ms")).callAsync(this::stubborn);
    time.advance(Duration.ofMillis(100));

    sources.get(1).complete(won);
    sources.get(0).complete(late);

    assertThat(call).isCompletedWithValue(won);
    assertThat(won.closes()).isEmpty();
    assertThat(late.closes()).hasSize(asked ? 1 : 0);
  }

  @Test
  void aResultAfterACancellationIsClosed() {
    Answer late = new Answer(200);
    CompletableFuture<Answer> call = hedge(closing).callAsync(this::stubborn);
    call.cancel(true);

    sources.get(0).complete(late);

    assertThat(late.closes()).hasSize(1);
  }

  @Test
  void aFailedResultIsClosedWhenAnotherEndsTheCall() {
    Answer failed = new Answer(503);
    Answer alsoFailed = new Answer(500);
    CompletableFuture<Answer> call = hedge(closing).callAsync(this::stubborn);

    sources.get(0).complete(failed);
    assertThat(failed.closes()).isEmpty();
    sources.get(1).complete(alsoFailed);

    assertThat(call).isCompletedWithValue(alsoFailed);
    assertThat(failed.closes()).hasSize(1);
    assertThat(alsoFailed.closes()).isEmpty();
  }

  @Test
  void aFailedResultIsClosedWhenASuccessFollows() {
    Answer failed = new Answer(503);
    Answer won = new Answer(200);
    CompletableFuture<Answer> call = hedge(closing).callAsync(this::stubborn);

    sources.get(0).complete(failed);
    sources.get(1).complete(won);

    assertThat(call).isCompletedWithValue(won);
    assertThat(failed.closes()).hasSize(1);
    assertThat(won.closes()).isEmpty();
  }

  @Test
  void aResultThatTheClassifierCannotReadIsClosed() {
    Answer unread = new Answer(200);
    HedgePolicy broken =
        closing.toBuilder()
            .classifier(
                (result, error) -> {
                  throw new IllegalStateException("cannot read");
                })
            .build();
    CompletableFuture<Answer> call = hedge(broken).callAsync(this::stubborn);

    sources.get(0).complete(unread);

    assertThat(call).isCompletedExceptionally();
    assertThat(unread.closes()).hasSize(1);
  }

  /** A blocking attempt that ignores its interrupt. */
  @Test
  void theResultOfAThreadThatCannotBeStoppedIsClosed() {
    Answer late = new Answer(200);
    Hedge hedge = hedge(closing);
    BlockingAttempt<Answer> attempt = BlockingAttempt.start(hedge, tasks::add, () -> late);
    BlockingAttempt<Answer> running =
        BlockingAttempt.start(
            hedge,
            tasks::add,
            () -> {
              tasks.get(0).run();
              return late;
            });
    attempt.cancel(true);
    tasks.get(0).run();
    assertThat(late.closes()).as("it was cancelled before it began").isEmpty();

    tasks.set(0, () -> running.cancel(true));
    tasks.get(1).run();

    assertThat(late.closes()).hasSize(1);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }
}
