package dev.redial.retry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.backoff.Backoff;
import dev.redial.backoff.Jitter;
import dev.redial.call.CallEvent;
import dev.redial.call.CallListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is told to listeners that have one of their own for each call. */
class ListenersOfOneCallTest {

  private final RecordingTime time = new RecordingTime();
  private final PerCall perCall = new PerCall();

  /** Keeps what each call told apart. */
  private static final class PerCall implements CallListener {

    private final List<List<CallEvent>> calls = new ArrayList<>();
    private final List<CallEvent> ofNoCall = new ArrayList<>();
    private Thread askedOn;
    private boolean follows = true;
    private boolean isBroken;
    private boolean isNull;

    @Override
    public boolean followsSuccess() {
      return follows;
    }

    @Override
    public CallListener forCall() {
      askedOn = Thread.currentThread();
      if (isBroken) {
        throw new IllegalStateException("no listener; its log entry is expected");
      }
      List<CallEvent> events = new ArrayList<>();
      calls.add(events);
      return isNull ? null : events::add;
    }

    @Override
    public void on(CallEvent event) {
      ofNoCall.add(event);
    }

    private List<String> heard(int call) {
      return calls.get(call).stream().map(event -> event.getClass().getSimpleName()).toList();
    }
  }

  private RetryBuilder retry() {
    return Retry.builder("pay")
        .policy(RetryPolicy.builder().backoff(Backoff.fixed("1s")).jitter(Jitter.none()).build())
        .time(time);
  }

  @ParameterizedTest
  @EnumSource
  void hearAllOfThatCallAndNothingOfOthers(Shape shape) {
    Retry retry = retry().listener(perCall).build();
    Retry namesake = retry().listener(perCall).build();

    shape.run(retry, time, Script.of(new TimeoutException(), "ok"));
    shape.run(namesake, time, Script.of("ok"));

    assertThat(perCall.heard(0))
        .containsExactly(
            "CallStarted",
            "AttemptStarted",
            "AttemptFailed",
            "RetryScheduled",
            "AttemptStarted",
            "AttemptSucceeded",
            "CallEnded");
    assertThat(perCall.heard(1))
        .containsExactly("CallStarted", "AttemptStarted", "AttemptSucceeded", "CallEnded");
    assertThat(perCall.calls).hasSize(2);
    assertThat(perCall.ofNoCall).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void hearAnUnfollowedCallFromItsFirstFailureOn(Shape shape) {
    perCall.follows = false;
    Retry retry = retry().listener(perCall).build();

    shape.run(retry, time, Script.of("ok"));
    shape.run(retry, time, Script.of(new TimeoutException(), "ok"));

    assertThat(perCall.calls).hasSize(1);
    assertThat(perCall.heard(0)).startsWith("AttemptFailed").endsWith("CallEnded");
  }

  @ParameterizedTest
  @EnumSource
  void hearOfACallThatMayNotBegin(Shape shape) {
    perCall.follows = false;
    Retry retry = retry().listener(perCall).build();
    retry.close();

    shape.run(retry, time, Script.of("ok"));

    assertThat(perCall.heard(0)).containsExactly("CallEnded");
  }

  /** So that it can take what belongs to the caller's thread, wherever the call goes on. */
  @ParameterizedTest
  @CsvSource({"true", "false"})
  void areAskedForOnTheCallersThreadAlthoughTheAttemptEndsOnAnother(boolean follows)
      throws Exception {
    perCall.follows = follows;
    CountDownLatch begun = new CountDownLatch(1);
    ExecutorService elsewhere = Executors.newSingleThreadExecutor();
    Retry retry = retry().listener(perCall).build();

    CompletableFuture<Object> call =
        retry.callAsync(
            () ->
                CompletableFuture.supplyAsync(
                    () -> {
                      await(begun);
                      throw new IllegalStateException("not retried");
                    },
                    elsewhere));
    begun.countDown();
    elsewhere.shutdown();

    assertThat(elsewhere.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    assertThat(call).isCompletedExceptionally();
    assertThat(perCall.askedOn).isSameAs(Thread.currentThread());
    assertThat(perCall.heard(0)).contains("AttemptFailed").endsWith("CallEnded");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void areToldInTheOrderOfTheirListeners() {
    List<String> told = new ArrayList<>();
    Retry retry =
        retry()
            .listener(event -> told.add("first"))
            .listener(ownOf(told, "second"))
            .listener(event -> told.add("third"))
            .listener(ownOf(told, "fourth"))
            .build();

    Shape.SYNC.run(retry, time, Script.of("ok"));

    assertThat(told).hasSize(16).startsWith("first", "second", "third", "fourth");
  }

  private static CallListener ownOf(List<String> told, String name) {
    return new CallListener() {
      @Override
      public CallListener forCall() {
        return event -> told.add(name);
      }

      @Override
      public void on(CallEvent event) {
        throw new AssertionError("told although the call has a listener of its own");
      }
    };
  }

  @ParameterizedTest
  @CsvSource({"true, false", "false, true"})
  void areDoneWithoutIfTheyCannotBeHad(boolean isBroken, boolean isNull) {
    List<CallEvent> heard = new ArrayList<>();
    perCall.isBroken = isBroken;
    perCall.isNull = isNull;
    Retry retry = retry().listener(perCall).listener(heard::add).build();

    assertThat(Shape.SYNC.run(retry, time, Script.of("ok")).result()).isEqualTo("ok");

    assertThat(heard).hasSize(4);
    assertThat(perCall.ofNoCall).isEmpty();
  }
}
