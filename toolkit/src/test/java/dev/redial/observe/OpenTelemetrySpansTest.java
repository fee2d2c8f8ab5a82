package dev.redial.observe;

import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.Resilience;
import dev.redial.ResilienceBuilder;
import dev.redial.backoff.Backoff;
import dev.redial.backoff.Jitter;
import dev.redial.breaker.BreakerPolicy;
import dev.redial.call.CallListener;
import dev.redial.failure.FailureKind;
import dev.redial.failure.HasStatus;
import dev.redial.fallback.Fallback;
import dev.redial.hedge.HedgePolicy;
import dev.redial.retry.Retry;
import dev.redial.retry.RetryPolicy;
import dev.redial.retry.RetryPolicyBuilder;
import dev.redial.time.ManualTime;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OpenTelemetrySpansTest {

  private static final String SECRET = "token=s3cret";

  private final ManualTime time = new ManualTime();
  private final CallListener listener = OpenTelemetrySpans.listener();
  private final InMemorySpanExporter exported = InMemorySpanExporter.create();
  private final SdkTracerProvider provider =
      SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(exported)).build();
  private final Tracer tracer = provider.get("test");

  @AfterEach
  void close() {
    provider.close();
    assertThat(Context.current()).isSameAs(Context.root());
  }

  private static RetryPolicyBuilder policy() {
    return RetryPolicy.builder()
        .maxAttempts(3)
        .backoff(Backoff.fixed("1.5s"))
        .jitter(Jitter.none());
  }

  private ResilienceBuilder guard() {
    return Resilience.builder("ocr").retry(policy().build()).time(time).listener(listener);
  }

  private static TimeoutException timeout() {
    return new TimeoutException(SECRET);
  }

  /** What becomes of a span in which this runs. */
  private SpanData inSpan(Runnable action) {
    return inSpan(
        () -> {
          action.run();
          return null;
        },
        result -> {});
  }

  private <T> SpanData inSpan(Supplier<T> action, Consumer<T> afterwards) {
    Span span = tracer.spanBuilder("caller").startSpan();
    T result = Context.current().with(span).wrapSupplier(action).get();
    afterwards.accept(result);
    span.end();
    SpanData told =
        exported.getFinishedSpanItems().stream()
            .filter(data -> data.getSpanId().equals(span.getSpanContext().getSpanId()))
            .findFirst()
            .orElseThrow();
    assertThat(told.toString()).doesNotContain(SECRET);
    return told;
  }

  private static List<String> names(SpanData span) {
    return span.getEvents().stream().map(EventData::getName).toList();
  }

  private static Attributes attributes(SpanData span, int event) {
    return span.getEvents().get(event).getAttributes();
  }

  @ParameterizedTest
  @EnumSource
  void tellWhatFailedBeforeASuccess(Style style) {
    Resilience guard = guard().build();

    SpanData span = inSpan(() -> style.run(guard, Style.steps(timeout(), "ok")));

    assertThat(names(span)).containsExactly("redial.attempt.failed", "redial.retry");
    assertThat(attributes(span, 0))
        .isEqualTo(
            Attributes.builder()
                .put("redial.name", "ocr")
                .put("redial.attempt", 1L)
                .put("redial.failure.kind", "transient")
                .put("error.type", "java.util.concurrent.TimeoutException")
                .build());
    assertThat(attributes(span, 1))
        .isEqualTo(
            Attributes.builder()
                .put("redial.name", "ocr")
                .put("redial.attempt", 1L)
                .put("redial.delay", 1.5)
                .build());
    assertThat(span.getAttributes().asMap())
        .isEqualTo(
            Attributes.builder()
                .put("redial.name", "ocr")
                .put("redial.attempts", 2L)
                .put("redial.outcome", "succeeded")
                .put("redial.reason", "after_retry")
                .build()
                .asMap());
  }

  @ParameterizedTest
  @EnumSource
  void tellWhyACallStops(Style style) {
    Resilience guard = guard().build();

    SpanData span = inSpan(() -> style.run(guard, Style.steps(timeout())));

    assertThat(names(span)).hasSize(6).endsWith("redial.attempt.failed", "redial.stopped");
    assertThat(attributes(span, 5))
        .isEqualTo(
            Attributes.builder()
                .put("redial.name", "ocr")
                .put("redial.attempt", 3L)
                .put("redial.rule", "maxAttempts 3 reached")
                .build());
    assertThat(span.getAttributes().get(stringKey("redial.outcome"))).isEqualTo("failed");
    assertThat(span.getAttributes().get(stringKey("redial.reason")))
        .isEqualTo("attempts_exhausted");
  }

  @ParameterizedTest
  @EnumSource
  void tellTheStatusOfAFailedResultAsItsErrorType(Style style) {
    HasStatus unavailable = () -> 503;
    Resilience guard = guard().retry(policy().retryOn(FailureKind.TRANSIENT).build()).build();

    SpanData span = inSpan(() -> style.run(guard, Style.steps(unavailable, "ok")));

    assertThat(attributes(span, 0).get(longKey("http.response.status_code"))).isEqualTo(503);
    assertThat(attributes(span, 0).get(stringKey("error.type"))).isEqualTo("503");
  }

  @ParameterizedTest
  @EnumSource
  void tellAnUnwantedResultAsAnErrorOfNoType(Style style) {
    Resilience guard = guard().retry(policy().retryOnResult("none"::equals).build()).build();

    SpanData span = inSpan(() -> style.run(guard, Style.steps("none", "ok")));

    assertThat(attributes(span, 0).get(stringKey("error.type"))).isEqualTo("_OTHER");
  }

  @ParameterizedTest
  @EnumSource
  void leaveNoMarkOfASuccessAtOnceAlthoughOthersFollowIt(Style style) {
    List<Object> followed = new ArrayList<>();
    Resilience guard = guard().listener(followed::add).build();

    SpanData span = inSpan(() -> style.run(guard, Style.steps("ok")));

    assertThat(followed).hasSize(4);
    assertThat(span.getEvents()).isEmpty();
    assertThat(span.getAttributes().asMap()).isEmpty();
    assertThat(listener.followsSuccess()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void tellNothingToASpanThatIsNotRecording(Style style) {
    UnsampledSpan unsampled = new UnsampledSpan();
    Resilience guard = guard().breaker(BreakerPolicy.builder().failuresInARow(1).build()).build();
    Runnable call = () -> style.run(guard, Style.steps(timeout(), timeout()));
    Context.current().with(unsampled).wrap(call).run();

    assertThat(unsampled.told()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void doWithoutASpan(Style style) {
    assertThat(style.run(guard().build(), Style.steps(timeout(), "ok"))).isEqualTo("ok");

    assertThat(exported.getFinishedSpanItems()).isEmpty();
  }

  /** The first attempt ends where another span is current. */
  @Test
  void tellTheCallersSpanWhereverTheCallGoesOn() {
    Resilience guard = guard().build();
    CompletableFuture<String> first = new CompletableFuture<>();
    CompletableFuture<String> second = new CompletableFuture<>();
    List<CompletableFuture<String>> stages = new ArrayList<>(List.of(first, second));

    SpanData span =
        inSpan(
            () -> guard.callAsync(() -> stages.remove(0)),
            call -> {
              SpanData other = inSpan(() -> first.completeExceptionally(timeout()));
              SpanData another =
                  inSpan(
                      () -> {
                        time.advance(Duration.ofSeconds(2));
                        second.complete("ok");
                      });
              assertThat(call).isCompletedWithValue("ok");
              assertThat(other.getEvents()).isEmpty();
              assertThat(another.getEvents()).isEmpty();
              assertThat(another.getAttributes().asMap()).isEmpty();
            });

    assertThat(names(span)).containsExactly("redial.attempt.failed", "redial.retry");
    assertThat(span.getAttributes().get(longKey("redial.attempts"))).isEqualTo(2);
  }

  @Test
  void tellNoOtherSpanOfACallWithoutOne() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    CompletableFuture<String> call = guard().build().callAsync(() -> stage);

    SpanData other = inSpan(() -> stage.completeExceptionally(new IllegalStateException(SECRET)));

    assertThat(call).isCompletedExceptionally();
    assertThat(other.getEvents()).isEmpty();
    assertThat(other.getAttributes().asMap()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void tellNestedGuardsByTheirNames(Style style) {
    Resilience inner =
        Resilience.builder("inner")
            .retry(policy().maxAttempts(2).build())
            .time(time)
            .listener(listener)
            .build();
    Resilience outer =
        Resilience.builder("outer")
            .retry(policy().maxAttempts(2).retryOn(IllegalStateException.class).build())
            .time(time)
            .listener(listener)
            .build();
    var steps = Style.steps(timeout(), new IllegalStateException(SECRET), timeout(), "ok");

    SpanData span =
        inSpan(
            () ->
                style.run(
                    outer,
                    () -> {
                      Object result = style.run(inner, steps);
                      if (result instanceof Exception error) {
                        throw error;
                      }
                      return result;
                    }));

    assertThat(span.getEvents())
        .extracting(event -> event.getAttributes().get(stringKey("redial.name")))
        .containsExactly("inner", "inner", "inner", "inner", "outer", "outer", "inner", "inner");
    assertThat(span.getAttributes().get(stringKey("redial.name"))).isEqualTo("outer");
    assertThat(span.getAttributes().get(stringKey("redial.reason"))).isEqualTo("after_retry");
  }

  @ParameterizedTest
  @EnumSource
  void tellWhatTheCircuitDoes(Style style) {
    Resilience guard =
        guard()
            .retry(policy().maxAttempts(1).build())
            .breaker(BreakerPolicy.builder().failuresInARow(1).openWait("30s").build())
            .build();

    SpanData opening = inSpan(() -> style.run(guard, Style.steps(timeout())));
    SpanData rejected = inSpan(() -> style.run(guard, Style.steps("ok")));

    assertThat(names(opening))
        .containsExactly("redial.circuit.changed", "redial.attempt.failed", "redial.stopped");
    assertThat(attributes(opening, 0).asMap())
        .containsEntry(stringKey("redial.name"), "ocr")
        .containsEntry(stringKey("redial.circuit.from"), "closed")
        .containsEntry(stringKey("redial.circuit.state"), "open")
        .containsKey(stringKey("redial.circuit.reason"));
    assertThat(names(rejected)).containsExactly("redial.rejected");
    assertThat(attributes(rejected, 0).asMap())
        .containsEntry(stringKey("redial.circuit.state"), "open")
        .containsEntry(doubleKey("redial.delay"), 30.0);
    assertThat(rejected.getAttributes().get(stringKey("redial.reason"))).isEqualTo("guard");
    assertThat(rejected.getAttributes().get(longKey("redial.attempts"))).isZero();
  }

  @Test
  void tellTheCallersSpanOfAFallbackThatAnswersElsewhere() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    Resilience guard = guard().retry(policy().maxAttempts(1).build()).build();

    SpanData span =
        inSpan(
            () -> guard.callAsync(() -> stage, Fallback.onAny(error -> "instead")),
            call -> {
              SpanData other = inSpan(() -> stage.completeExceptionally(timeout()));
              assertThat(call).isCompletedWithValue("instead");
              assertThat(other.getEvents()).isEmpty();
            });

    assertThat(names(span))
        .containsExactly("redial.attempt.failed", "redial.stopped", "redial.fallback");
    assertThat(attributes(span, 2).get(stringKey("error.type")))
        .isEqualTo("java.util.concurrent.TimeoutException");
  }

  @Test
  void tellHedgesButNotThatAFirstAttemptEnded() {
    Resilience guard = guard().hedge(HedgePolicy.after("100ms")).build();
    List<CompletableFuture<String>> stages = new ArrayList<>();

    SpanData span =
        inSpan(
            () ->
                guard.callAsync(
                    () -> {
                      stages.add(new CompletableFuture<>());
                      return stages.get(stages.size() - 1);
                    }),
            call -> {
              time.advance(Duration.ofMillis(100));
              stages.get(0).completeExceptionally(timeout());
              stages.get(1).complete("second");
              assertThat(call).isCompletedWithValue("second");
            });

    assertThat(names(span)).containsExactly("redial.hedge.started", "redial.hedge.ended");
    assertThat(attributes(span, 1))
        .isEqualTo(
            Attributes.builder()
                .put("redial.name", "ocr")
                .put("redial.attempt", 2L)
                .put("redial.outcome", "succeeded")
                .build());
  }

  @Test
  void theContextMakesTheCallersSpanCurrentForLaterAttempts() throws Exception {
    ExecutorService elsewhere = Executors.newSingleThreadExecutor();
    List<String> parents = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    Resilience guard =
        Resilience.builder("ocr")
            .retry(policy().backoff(Backoff.fixed("1ms")).build())
            .executor(elsewhere)
            .context(OpenTelemetrySpans.context())
            .build();

    SpanData span =
        inSpan(
            () ->
                guard.callAsync(
                    () -> {
                      parents.add(Span.current().getSpanContext().getSpanId());
                      threads.add(Thread.currentThread());
                      return parents.size() < 3
                          ? CompletableFuture.failedFuture(timeout())
                          : CompletableFuture.completedFuture("ok");
                    }),
            call -> assertThat(call.join()).isEqualTo("ok"));

    assertThat(threads.get(0)).isSameAs(Thread.currentThread());
    assertThat(threads.subList(1, 3)).doesNotContain(Thread.currentThread());
    assertThat(parents).hasSize(3).containsOnly(span.getSpanId());
    assertThat(elsewhere.submit(() -> Context.current() == Context.root()).get()).isTrue();
    elsewhere.shutdown();
    assertThat(elsewhere.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }

  /** With it, what a circuit does to later attempts is told to the caller's span, too. */
  @Test
  void theContextBringsWhatTheCircuitTellsToTheCallersSpan() {
    Resilience guard =
        guard()
            .breaker(BreakerPolicy.builder().failuresInARow(2).build())
            .context(OpenTelemetrySpans.context())
            .build();

    SpanData span =
        inSpan(
            () -> guard.callAsync(() -> CompletableFuture.failedFuture(timeout())),
            call -> time.advance(Duration.ofSeconds(10)));

    assertThat(names(span)).contains("redial.circuit.changed", "redial.rejected");
  }

  @Test
  void nothingIsKeptOfACallThatNeverEnds() throws Exception {
    Kept kept = new Kept(listener);
    Retry retry = Retry.builder("ocr").listener(kept).build();
    inSpan(
        () -> {
          for (int i = 0; i < 10; i++) {
            var unused = retry.callAsync(() -> new CompletableFuture<>());
          }
        });

    kept.assertThatNothingIsLeftOf(10);
  }
}
