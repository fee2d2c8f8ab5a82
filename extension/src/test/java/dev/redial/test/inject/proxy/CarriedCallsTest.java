package dev.redial.test.inject.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.redial.test.dialect.Dialect;
import dev.redial.test.dialect.FaultMark;
import dev.redial.test.dialect.StatusException;
import dev.redial.test.inject.ScriptLeftoverError;
import dev.redial.test.inject.ScriptOverrunError;
import dev.redial.test.timeline.Timeline;
import dev.redial.test.timeline.TimelineEntry;
import dev.redial.test.timeline.TimelineEvent.InvocationEnded;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** What a method returns that is asked for its answer later, and each time meets the next fault. */
class CarriedCallsTest {

  interface Orders {
    Mono<String> one(String id);

    Flux<String> all();
  }

  static class LiveOrders implements Orders {
    final AtomicInteger asked = new AtomicInteger();

    @Override
    public Mono<String> one(String id) {
      return Mono.deferContextual(
          context -> {
            asked.incrementAndGet();
            return id.isEmpty() ? Mono.empty() : Mono.just(id + context.getOrDefault("suffix", ""));
          });
    }

    @Override
    public Flux<String> all() {
      return Flux.just("a", "b").doOnSubscribe(begun -> asked.incrementAndGet());
    }
  }

  private final SteppedTime time = new SteppedTime();
  private final Timeline timeline = new Timeline(time);
  private final Faults faults = new Faults(timeline, time);
  private final LiveOrders live = new LiveOrders();

  private Orders orders(String method, String script) {
    return faults.into(Orders.class, live).on(method, script).wrap();
  }

  private List<String> answers() {
    return timeline.entries().stream()
        .map(TimelineEntry::event)
        .filter(InvocationEnded.class::isInstance)
        .map(ended -> ((InvocationEnded) ended).answer())
        .toList();
  }

  /** Since {@code retryWhen} asks the one Mono again, and not the method. */
  @Test
  void eachSubscriptionToAMonoMeetsTheNextFault() {
    Mono<String> one = orders("one", "timeout, 503, ok").one("a");
    assertThat(timeline.entries()).isEmpty();

    assertThat(one.retryWhen(Retry.max(2)).block()).isEqualTo("a");

    assertThat(answers()).containsExactly("timeout", "503", "ok");
    assertThat(live.asked).hasValue(1);
    faults.verify();
  }

  @Test
  void aMonoFailsWithWhatTheDialectShows() {
    Mono<String> one = orders("one", "timeout, refused, 429").one("a");

    assertThat(catchThrowable(one::block)).hasCauseExactlyInstanceOf(TimeoutException.class);
    assertThat(catchThrowable(one::block)).hasCauseExactlyInstanceOf(ConnectException.class);
    assertThat(catchThrowable(one::block))
        .isExactlyInstanceOf(StatusException.class)
        .satisfies(error -> assertThat(FaultMark.of(error)).contains("one#3"));
  }

  @Test
  void aMonoThatPassesKeepsItsContextAndMayBeEmpty() {
    Orders orders = orders("one", "ok x2");

    assertThat(orders.one("a").contextWrite(it -> it.put("suffix", "!")).block()).isEqualTo("a!");
    assertThat(orders.one("").block()).isNull();
    assertThat(answers()).containsExactly("ok", "ok");
  }

  @Test
  void aTimeoutOfAMonoTakesItsTimeWithoutBlocking() {
    AtomicInteger failed = new AtomicInteger();
    Disposable unused =
        orders("one", "timeout(5s)")
            .one("a")
            .subscribe(answer -> {}, error -> failed.incrementAndGet());

    time.advance(Duration.ofSeconds(4));
    assertThat(failed).hasValue(0);
    time.advance(Duration.ofSeconds(1));

    assertThat(failed).hasValue(1);
    assertThat(time.sleeps).isEmpty();
  }

  @Test
  void aSubscriberThatCancelsEndsItsTimeout() {
    Disposable subscribed =
        orders("one", "timeout(5s)").one("a").subscribe(answer -> {}, error -> {});

    subscribed.dispose();

    assertThat(time.scheduled()).isZero();
    assertThat(answers()).containsExactly("CancellationException");
  }

  @Test
  void aSubscriberThatCancelsCancelsTheRealMono() {
    List<String> heard = new ArrayList<>();
    Orders never =
        new LiveOrders() {
          @Override
          public Mono<String> one(String id) {
            return Mono.<String>never().doOnCancel(() -> heard.add("cancelled"));
          }
        };
    Disposable subscribed =
        faults.into(Orders.class, never).on("one", "ok").wrap().one("a").subscribe();

    subscribed.dispose();

    assertThat(heard).containsExactly("cancelled");
  }

  @Test
  void aSubscriptionBeyondTheScriptFails() {
    Mono<String> one = orders("one", "503").one("a");

    assertThatThrownBy(one::block).isInstanceOf(StatusException.class);
    assertThatThrownBy(one::block).hasCauseInstanceOf(ScriptOverrunError.class);
  }

  @Test
  void aMonoThatNobodySubscribesToTakesNoStep() {
    Mono<String> unused = orders("one", "503").one("a");

    assertThatThrownBy(faults::verify).isInstanceOf(ScriptLeftoverError.class);
  }

  @Test
  void aMonoCanBeRefusedAtOnce() {
    Orders orders = faults.into(Orders.class, live).throwingAtOnce().on("one", "503, ok").wrap();

    assertThatThrownBy(() -> orders.one("a")).isInstanceOf(StatusException.class);
    assertThat(orders.one("a").block()).isEqualTo("a");
  }

  @Test
  void eachSubscriptionToAFluxMeetsTheNextFault() {
    Flux<String> all = orders("all", "reset, 503, ok").all();

    assertThat(all.retryWhen(Retry.max(2)).collectList().block()).containsExactly("a", "b");

    assertThat(answers()).containsExactly("reset", "503", "ok");
    assertThat(live.asked).hasValue(1);
  }

  @Test
  void aFluxHandsOnWhatComesBeforeItsRealError() {
    Orders failing =
        new LiveOrders() {
          @Override
          public Flux<String> all() {
            return Flux.concat(Flux.just("a"), Flux.error(new IOException("midway")));
          }
        };
    List<String> heard = new ArrayList<>();
    Flux<String> all = faults.into(Orders.class, failing).on("all", "ok").wrap().all();

    assertThat(catchThrowable(() -> all.doOnNext(heard::add).blockLast()))
        .hasRootCauseMessage("midway");

    assertThat(heard).containsExactly("a");
    assertThat(answers()).containsExactly("IOException (midway)");
  }

  @Test
  void aFluxIsAskedForNoMoreThanItsSubscriberWants() {
    AtomicInteger made = new AtomicInteger();
    Orders endless =
        new LiveOrders() {
          @Override
          public Flux<String> all() {
            return Flux.<String>generate(sink -> sink.next("n" + made.incrementAndGet()));
          }
        };
    Flux<String> all = faults.into(Orders.class, endless).on("all", "ok").wrap().all();

    assertThat(all.take(3).collectList().block()).containsExactly("n1", "n2", "n3");

    assertThat(made).hasValue(3);
    assertThat(answers()).containsExactly("CancellationException");
  }

  /** The faults that take time, or let the target answer, as well as those that show an error. */
  @Test
  void aMonoMeetsEveryKindOfFault() {
    Mono<String> one =
        orders("one", "slow(2s), lost, return 'z', throw java.lang.IllegalStateException, hang")
            .one("a");
    List<Object> heard = new ArrayList<>();

    Disposable slow = one.subscribe(heard::add);
    assertThat(slow.isDisposed()).isFalse();
    time.advance(Duration.ofSeconds(2));
    assertThat(heard).containsExactly("a");
    assertThat(live.asked).hasValue(1);
    assertThat(catchThrowable(one::block)).isNotNull();
    assertThat(live.asked).hasValue(2);
    assertThat(one.block()).isEqualTo("z");
    assertThatIllegalStateException().isThrownBy(one::block);
    Disposable hanging = one.subscribe(heard::add);
    time.advance(Duration.ofDays(1));
    assertThat(hanging.isDisposed()).isFalse();
    hanging.dispose();

    assertThat(heard).hasSize(1);
    assertThat(live.asked).hasValue(2);
  }

  // What OkHttp hands out.

  private static final Request REQUEST = new Request.Builder().url("http://orders.test/42").build();

  private Call.Factory calls(String script) {
    return faults.wrap(Call.Factory.class, new OkHttpClient(), script);
  }

  @Test
  void aCallMeetsItsFaultWhenItIsExecuted() throws IOException {
    Call.Factory client = calls("timeout, 503(Retry-After: 7) 'sorry'");
    Call first = client.newCall(REQUEST);
    Call second = client.newCall(REQUEST);
    assertThat(timeline.entries()).isEmpty();

    assertThatThrownBy(first::execute)
        .isExactlyInstanceOf(SocketTimeoutException.class)
        .hasMessage("timeout [fault newCall#1]");
    try (Response response = second.execute()) {
      assertThat(response.code()).isEqualTo(503);
      assertThat(response.header("Retry-After")).isEqualTo("7");
      assertThat(response.request()).isSameAs(REQUEST);
      assertThat(response.body()).isNotNull();
      assertThat(response.body().string()).isEqualTo("sorry");
    }
    faults.verify();
    assertThat(answers()).containsExactly("timeout", "503");
  }

  @Test
  void aCallIsAskedOnceButItsCloneAgain() {
    Call call = calls("refused, reset").newCall(REQUEST);
    assertThat(call.isExecuted()).isFalse();
    assertThatThrownBy(call::execute).isInstanceOf(ConnectException.class);

    assertThat(call.isExecuted()).isTrue();
    assertThatIllegalStateException().isThrownBy(call::execute).withMessage("Already Executed");
    Call again = call.clone();
    assertThat(again).isNotEqualTo(call).hasSameHashCodeAs(again);
    assertThat(again.request()).isSameAs(REQUEST);
    assertThatThrownBy(again::execute).hasMessage("Connection reset [fault newCall#2]");
  }

  @Test
  void aCancelledCallTakesNoStep() {
    Call call = calls("503, then pass").newCall(REQUEST);
    call.cancel();

    assertThat(call.isCanceled()).isTrue();
    assertThatThrownBy(call::execute).isInstanceOf(IOException.class).hasMessage("Canceled");
    assertThat(timeline.entries()).isEmpty();
  }

  @Test
  void anEnqueuedCallTellsItsCallbackWhenItsTimeIsUp() {
    Recorded heard = new Recorded();
    Call call = calls("timeout(5s)").newCall(REQUEST);

    call.enqueue(heard);
    time.advance(Duration.ofSeconds(4));
    assertThat(heard.errors).isEmpty();
    time.advance(Duration.ofSeconds(1));

    assertThat(heard.calls).containsExactly(call);
    assertThat(heard.errors).singleElement().isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void anEnqueuedCallThatIsCancelledTellsItsCallbackAtOnce() {
    Recorded heard = new Recorded();
    Call call = calls("timeout(5s)").newCall(REQUEST);
    call.enqueue(heard);

    call.cancel();

    assertThat(heard.errors)
        .singleElement()
        .extracting(Throwable::getMessage)
        .isEqualTo("Canceled");
    assertThat(time.scheduled()).isZero();
  }

  @Test
  void anInterruptEndsACallsTimeoutAsIo() {
    Call call = calls("timeout(5s)").newCall(REQUEST);
    Thread.currentThread().interrupt();

    assertThat(catchThrowable(call::execute)).isExactlyInstanceOf(InterruptedIOException.class);

    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aCallCannotCarryWhatIsNoIo() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                faults
                    .into(Call.Factory.class, new OkHttpClient())
                    .dialect(Dialect.jdbc())
                    .on("newCall", "timeout")
                    .wrap())
        .withMessageContaining("SQLTimeoutException is a checked exception");
  }

  @Test
  void anAnswerOfACallCannotComeAtOnce() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                faults
                    .into(Call.Factory.class, new OkHttpClient())
                    .throwingAtOnce()
                    .on("newCall", "503")
                    .wrap())
        .withMessageEndingWith(
            "it is an answer, which comes when the Call that it returns is asked for it, and not at"
                + " once. Leave throwingAtOnce() out.");
  }

  private static final class Recorded implements Callback {
    final List<Call> calls = new ArrayList<>();
    final List<IOException> errors = new ArrayList<>();

    @Override
    public void onFailure(Call call, IOException error) {
      calls.add(call);
      errors.add(error);
    }

    @Override
    public void onResponse(Call call, Response response) {
      throw new AssertionError("a response: " + response);
    }
  }
}
