package dev.redial.test.inject.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redial.test.dialect.Dialect;
import dev.redial.test.dialect.FaultMark;
import dev.redial.test.dialect.StatusException;
import dev.redial.test.inject.ScriptOverrunError;
import dev.redial.test.timeline.Timeline;
import dev.redial.test.timeline.TimelineEntry;
import dev.redial.test.timeline.TimelineEvent;
import dev.redial.test.timeline.TimelineEvent.InvocationEnded;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Expectation 22: a fault of an asynchronous method arrives in its future, or is thrown. */
class AsynchronousFaultsTest {

  interface Client {
    CompletionStage<String> stage();

    CompletableFuture<HttpResponse<String>> fetch();

    Future<String> future();
  }

  /** Hands out one future for all of its answers. */
  static class Live implements Client {
    final CompletableFuture<String> answer = new CompletableFuture<>();

    @Override
    public CompletionStage<String> stage() {
      return answer;
    }

    @Override
    public CompletableFuture<HttpResponse<String>> fetch() {
      return new CompletableFuture<>();
    }

    @Override
    public Future<String> future() {
      return answer;
    }
  }

  private final SteppedTime time = new SteppedTime();
  private final Timeline timeline = new Timeline(time);
  private final Faults faults = new Faults(timeline, time);
  private final Live live = new Live();

  @Test
  void failsTheFuture() {
    CompletionStage<String> stage = client("429").stage();

    assertThat(stage.toCompletableFuture())
        .isCompletedExceptionally()
        .failsWithin(Duration.ZERO)
        .withThrowableOfType(java.util.concurrent.ExecutionException.class)
        .withCauseInstanceOf(StatusException.class);
    assertThat(answers()).containsExactly("429");
  }

  @Test
  void failsThePlainFuture() {
    assertThatThrownBy(() -> client("timeout").future().get())
        .hasCauseInstanceOf(SocketTimeoutException.class)
        .satisfies(error -> assertThat(FaultMark.of(error)).contains("future#1"));
  }

  @Test
  void completesTheFutureWithAResponse() {
    assertThat(client("503 'sorry'").fetch().join().body()).isEqualTo("sorry");
    assertThat(answers()).containsExactly("503");
  }

  @Test
  void throwsAtOnceWhereTheTestAsksForIt() {
    Client client =
        faults.into(Client.class, live).throwingAtOnce().on("stage", "timeout, 503").wrap();

    assertThatThrownBy(client::stage).isExactlyInstanceOf(UncheckedIOException.class);
    assertThatThrownBy(client::stage).isInstanceOf(StatusException.class);
    assertThat(answers()).containsExactly("timeout", "503");
  }

  @Test
  void aTimeoutTakesItsTimeWithoutBlocking() {
    CompletableFuture<String> future = client("timeout(5s)").stage().toCompletableFuture();

    time.advance(Duration.ofSeconds(4));
    assertThat(future).isNotDone();
    time.advance(Duration.ofSeconds(1));

    assertThat(future).isCompletedExceptionally();
    assertThat(time.sleeps).isEmpty();
    assertThat(answers()).containsExactly("timeout");
    assertThat(timeline.entries().get(1).elapsed()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void aTimeoutEndsWhenItIsCancelled() {
    CompletableFuture<String> future = client("timeout(5s)").stage().toCompletableFuture();

    future.cancel(true);

    assertThat(time.scheduled()).isZero();
    assertThat(answers()).containsExactly("CancellationException");
  }

  @Test
  void theRealFutureIsRecordedWhenItEnds() {
    CompletableFuture<String> future = client("ok").stage().toCompletableFuture();
    assertThat(answers()).isEmpty();

    live.answer.complete("done");

    assertThat(future).isCompletedWithValue("done");
    assertThat(answers()).containsExactly("ok");
  }

  @Test
  void theRealFuturesErrorArrivesAsItIs() {
    CompletableFuture<String> future = client("ok").stage().toCompletableFuture();
    IllegalStateException error = new IllegalStateException("boom");
    List<Throwable> seen = new ArrayList<>();
    CompletableFuture<?> unused = future.whenComplete((answer, thrown) -> seen.add(thrown));

    live.answer.completeExceptionally(error);

    assertThat(seen).containsExactly(error);
    assertThat(answers()).containsExactly("IllegalStateException (boom)");
  }

  /** What follows from an end comes after it on the timeline. */
  @Test
  void theEndIsRecordedBeforeAnyoneHearsOfIt() {
    Client client = client("ok, 503");
    CompletableFuture<String> retried =
        client
            .stage()
            .toCompletableFuture()
            .exceptionallyCompose(error -> client.stage().toCompletableFuture());

    live.answer.completeExceptionally(new IllegalStateException("boom"));

    assertThat(retried).isCompletedExceptionally();
    assertThat(timeline.entries())
        .extracting(entry -> entry.event().getClass().getSimpleName())
        .containsExactly(
            "InvocationStarted", "InvocationEnded", "InvocationStarted", "InvocationEnded");
  }

  @Test
  void cancellingReachesTheRealFuture() {
    Future<String> future = client("ok").future();

    future.cancel(true);

    assertThat(live.answer).isCancelled();
    assertThatThrownBy(future::get).isInstanceOf(CancellationException.class);
  }

  @Test
  void aFutureThatIsDoneIsHandedOverAsItIs() {
    live.answer.complete("done");

    assertThat(client("ok").stage()).isSameAs(live.answer);
    assertThat(answers()).containsExactly("ok");
  }

  @Test
  void aCallBeyondTheScriptIsThrown() {
    Client client = client("503");
    CompletionStage<String> unused = client.stage();

    assertThatThrownBy(client::stage).isInstanceOf(ScriptOverrunError.class);
  }

  interface Publishing {
    Flow.Publisher<String> publish();
  }

  @Test
  void aPublisherNeedsADialectOfItsOwn() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> faults.wrap(Publishing.class, () -> null, "503"))
        .withMessageContaining("no dialect present speaks for Publisher (there are JDK HttpClient,")
        .withMessageEndingWith(
            "Choose one by faults.into(…).dialect(…), or add one: a class that implements Dialect,"
                + " named in META-INF/services/dev.redial.test.dialect.Dialect.");
  }

  @Test
  void aPublisherCannotFailByADialectThatMakesNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                faults
                    .into(Publishing.class, () -> null)
                    .dialect(Dialect.plainJava())
                    .on("publish", "503")
                    .wrap())
        .withMessageEndingWith(
            "errors come in the Publisher that it returns, which only its own library can make. Let"
                + " its errors be thrown at once: faults.into(…).throwingAtOnce(), or add a dialect"
                + " that makes one.");
    Publishing atOnce =
        faults
            .into(Publishing.class, () -> null)
            .throwingAtOnce()
            .dialect(Dialect.plainJava())
            .on("publish", "503")
            .wrap();
    assertThatThrownBy(atOnce::publish).isInstanceOf(StatusException.class);
  }

  private Client client(String script) {
    return faults.wrap(Client.class, live, script);
  }

  private List<String> answers() {
    return timeline.entries().stream()
        .map(TimelineEntry::event)
        .filter(InvocationEnded.class::isInstance)
        .map(AsynchronousFaultsTest::answer)
        .toList();
  }

  private static String answer(TimelineEvent ended) {
    return ((InvocationEnded) ended).answer();
  }
}
