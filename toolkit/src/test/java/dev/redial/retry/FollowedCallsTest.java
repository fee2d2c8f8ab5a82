package dev.redial.retry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.backoff.Backoff;
import dev.redial.backoff.Jitter;
import dev.redial.call.CallEvent;
import dev.redial.call.CallListener;
import dev.redial.call.EndReason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What listeners hear that do not follow calls in which nothing fails. */
class FollowedCallsTest {

  private final RecordingTime time = new RecordingTime();
  private final Picky picky = new Picky();

  /** Follows only if it is told to. */
  private static final class Picky implements CallListener {

    private final List<CallEvent> heard = new ArrayList<>();
    private boolean follows;
    private boolean throwsWhenAsked;
    private int asked;

    @Override
    public boolean followsSuccess() {
      asked++;
      if (throwsWhenAsked) {
        throw new IllegalStateException("no answer");
      }
      return follows;
    }

    @Override
    public void on(CallEvent event) {
      heard.add(event);
    }
  }

  private Retry retry(CallListener... others) {
    RetryBuilder retry =
        Retry.builder("pay")
            .policy(
                RetryPolicy.builder().backoff(Backoff.fixed("1s")).jitter(Jitter.none()).build())
            .time(time)
            .listener(picky);
    for (CallListener other : others) {
      retry.listener(other);
    }
    return retry.build();
  }

  private List<String> heard() {
    return picky.heard.stream().map(event -> event.getClass().getSimpleName()).toList();
  }

  @ParameterizedTest
  @EnumSource
  void hearNothingOfASuccessAtOnce(Shape shape) {
    Retry retry = retry();

    assertThat(shape.run(retry, time, Script.of("ok")).result()).isEqualTo("ok");

    assertThat(picky.heard).isEmpty();
    assertThat(retry.metrics().snapshot().calls(EndReason.AT_ONCE)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void hearOfACallFromItsFirstFailureOn(Shape shape) {
    shape.run(retry(), time, Script.of(new TimeoutException(), "ok"));

    assertThat(heard())
        .containsExactly(
            "AttemptFailed", "RetryScheduled", "AttemptStarted", "AttemptSucceeded", "CallEnded");
    assertThat(picky.heard.get(4))
        .isEqualTo(
            new CallEvent.CallEnded("pay", 0, time.moment(), null, EndReason.AFTER_RETRY, 2, null));
  }

  @ParameterizedTest
  @EnumSource
  void hearOfACallThatMayNotBegin(Shape shape) {
    Retry retry = retry();
    retry.close();

    shape.run(retry, time, Script.of("ok"));

    assertThat(heard()).containsExactly("CallEnded");
    assertThat(((CallEvent.CallEnded) picky.heard.get(0)).reason()).isEqualTo(EndReason.NOT_BEGUN);
  }

  @ParameterizedTest
  @EnumSource
  void hearAllOfCallsThatAnotherFollows(Shape shape) {
    List<CallEvent> all = new ArrayList<>();
    shape.run(retry(all::add), time, Script.of("ok"));

    assertThat(picky.heard).isEqualTo(all).hasSize(4);
  }

  @ParameterizedTest
  @EnumSource
  void areAskedOnceForEachCall(Shape shape) {
    Retry retry = retry();
    shape.run(retry, time, Script.of("ok"));
    picky.follows = true;
    shape.run(retry, time, Script.of(new TimeoutException(), "ok"));
    picky.follows = false;
    shape.run(retry, time, Script.of("ok"));

    assertThat(picky.asked).isEqualTo(3);
    assertThat(heard()).startsWith("CallStarted").endsWith("CallEnded");
    assertThat(heard()).filteredOn("CallStarted"::equals).hasSize(1);
    assertThat(((CallEvent.CallStarted) picky.heard.get(0)).call()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void doNotEndACallByThrowingWhenAsked(Shape shape) {
    picky.throwsWhenAsked = true;

    Shape.Ended ended = shape.run(retry(), time, Script.of(new TimeoutException(), "ok"));

    assertThat(ended.result()).isEqualTo("ok");
    assertThat(heard()).startsWith("AttemptFailed");
  }
}
