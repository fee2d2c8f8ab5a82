package dev.redial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.breaker.BreakerPolicy;
import dev.redial.call.CallEvent;
import dev.redial.call.CallListener;
import dev.redial.fallback.Fallback;
import dev.redial.hedge.HedgePolicy;
import dev.redial.time.ManualTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What the parts of a guard tell to listeners that have one of their own for each call. */
class CallsOfTheirOwnTest {

  private final ManualTime time = new ManualTime();
  private final List<List<String>> calls = new ArrayList<>();
  private final List<String> ofNoCall = new ArrayList<>();

  private final CallListener listener =
      new CallListener() {
        @Override
        public CallListener forCall() {
          List<String> heard = new ArrayList<>();
          calls.add(heard);
          return event -> heard.add(name(event));
        }

        @Override
        public void on(CallEvent event) {
          ofNoCall.add(name(event));
        }
      };

  private static String name(CallEvent event) {
    return event.getClass().getSimpleName();
  }

  @Test
  void aFallbackTellsTheListenerThatWasThereWhenItsCallBegan() {
    Resilience guard = Resilience.builder("ocr").time(time).listener(listener).build();

    String answer =
        guard.call(
            () -> {
              throw new IllegalStateException("down");
            },
            Fallback.onAny(error -> "instead"));

    assertThat(answer).isEqualTo("instead");
    assertThat(calls).hasSize(2);
    assertThat(calls.get(0)).containsExactly("FallbackAnswered");
    assertThat(calls.get(1)).startsWith("CallStarted").endsWith("CallEnded");
  }

  @Test
  void aHedgedCallTellsWhatBecameOfItsAttempts() {
    Resilience guard =
        Resilience.builder("ocr")
            .time(time)
            .hedge(HedgePolicy.after("100ms"))
            .listener(listener)
            .build();
    List<CompletableFuture<String>> stages = new ArrayList<>();

    CompletableFuture<String> call =
        guard.callAsync(
            () -> {
              stages.add(time.newFuture());
              return stages.get(stages.size() - 1);
            });
    time.advance(Duration.ofMillis(100));
    stages.get(1).complete("second");

    assertThat(call).isCompletedWithValue("second");
    assertThat(calls).hasSize(2);
    assertThat(calls.get(1)).containsExactly("HedgeStarted", "HedgeEnded", "HedgeEnded");
    assertThat(ofNoCall).isEmpty();
  }

  @Test
  void whatACircuitTellsIsOfNoCall() {
    Resilience guard =
        Resilience.builder("ocr")
            .time(time)
            .breaker(BreakerPolicy.builder().failuresInARow(1).build())
            .listener(listener)
            .build();

    for (int i = 0; i < 2; i++) {
      assertThat(guard.callAsync(() -> CompletableFuture.failedFuture(new IOException("down"))))
          .isCompletedExceptionally();
    }

    assertThat(ofNoCall).containsExactly("StateChanged", "Rejected");
  }
}
