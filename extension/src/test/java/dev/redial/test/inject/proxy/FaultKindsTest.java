package dev.redial.test.inject.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redial.Resilience;
import dev.redial.backoff.Backoff;
import dev.redial.backoff.Jitter;
import dev.redial.failure.FailureKind;
import dev.redial.failure.TimedOutException;
import dev.redial.retry.Retry;
import dev.redial.retry.RetryPolicy;
import dev.redial.test.clock.FakeClock;
import dev.redial.test.dialect.FaultMark;
import dev.redial.test.timeline.Timeline;
import dev.redial.time.TimeSource;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each kind of fault that a wrapped object can have, blocking and asynchronous. */
class FaultKindsTest {

  private final FakeClock clock = new FakeClock();
  private final Timeline timeline = new Timeline(clock);
  private final Faults faults = new Faults(timeline, clock);
  private final AtomicInteger booked = new AtomicInteger();

  enum Size {
    SMALL,
    LARGE
  }

  interface Store {
    @Nullable String book(String order) throws IOException;

    CompletableFuture<String> bookLater(String order);

    boolean isOpen();

    int count();

    Size size();

    Duration age();

    void ship();

    String plain();
  }

  private final class Live implements Store {
    @Override
    public String book(String order) {
      return "receipt " + booked.incrementAndGet();
    }

    @Override
    public CompletableFuture<String> bookLater(String order) {
      return CompletableFuture.completedFuture(book(order));
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public int count() {
      return 7;
    }

    @Override
    public Size size() {
      return Size.SMALL;
    }

    @Override
    public Duration age() {
      return Duration.ZERO;
    }

    @Override
    public void ship() {}

    @Override
    public String plain() {
      return "plain";
    }
  }

  private Store store(String method, String script) {
    return faults.into(Store.class, new Live()).on(method, script).wrap();
  }

  @AfterEach
  void close() {
    faults.close();
    clock.close();
  }

  @Test
  void slowReachesTheTargetLater() throws IOException {
    assertThat(store("book", "slow(2s)").book("1")).isEqualTo("receipt 1");
    assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void slowReachesTheTargetOfAFutureLater() {
    CompletableFuture<String> receipt = store("bookLater", "slow(2s)").bookLater("1");

    assertThat(booked).hasValue(0);
    assertThat(receipt.join()).isEqualTo("receipt 1");
    assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void slowDoesNotReachTheTargetOnceItIsCancelled() throws InterruptedException {
    CompletableFuture<String> receipt = store("bookLater", "slow(2s)").bookLater("1");

    receipt.cancel(false);
    clock.advance("1h");

    assertThat(booked).hasValue(0);
  }

  @Test
  void hangEndsWithATimeoutOfTheCaller() throws IOException {
    Store store = store("book", "hang, ok");
    Resilience guard =
        Resilience.builder("store")
            .retry(RetryPolicy.builder().backoff(Backoff.fixed("1s")).jitter(Jitter.none()).build())
            .attemptTimeout("5s")
            .time(clock)
            .build();

    assertThat(guard.call(() -> store.book("1"))).isEqualTo("receipt 1");

    assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(6));
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void hangOfAFutureEndsWithATimeoutOfTheCaller() {
    Store store = store("bookLater", "hang");
    Resilience guard = Resilience.builder("store").timeout("5s").time(clock).build();

    assertThatThrownBy(() -> guard.callAsync(() -> store.bookLater("1")).join())
        .hasCauseInstanceOf(TimedOutException.class);

    assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(5));
  }

  /** On real time, with a thread that would never come back. */
  @Test
  void hangEndsWithTheTest() throws Exception {
    TimeSource real = TimeSource.system();
    Timeline recorded = new Timeline(real);
    Faults ofRealTime = new Faults(recorded, real);
    Store store = ofRealTime.wrap(Store.class, new Live(), "hang x2");
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try {
      CompletableFuture<String> later = store.bookLater("1");
      Future<?> blocked = pool.submit(() -> store.book("2"));
      while (recorded.entries().size() < 2) {
        Thread.onSpinWait();
      }

      ofRealTime.close();

      assertThatThrownBy(() -> blocked.get(30, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(CancellationException.class);
      assertThat(later).isCompletedExceptionally();
      assertThat(store.book("3")).as("passes once the test has ended").isEqualTo("receipt 1");
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void lostTakesEffectAndIsSeenAsATimeout() throws IOException {
    Store store = store("book", "lost, ok");

    assertThatThrownBy(() -> store.book("1")).isInstanceOf(SocketTimeoutException.class);
    assertThat(store.book("1")).as("booked twice").isEqualTo("receipt 2");
  }

  @Test
  void lostCanTakeItsTimeOrBeSeenAsAReset() {
    Store store = store("book", "lost(timeout(3s)), lost(reset)");

    assertThatThrownBy(() -> store.book("1")).isInstanceOf(SocketTimeoutException.class);
    assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(3));
    assertThatThrownBy(() -> store.book("1"))
        .isInstanceOf(SocketException.class)
        .hasMessage("Connection reset [fault book#2]");
    assertThat(booked).hasValue(2);
  }

  @Test
  void lostOfAFutureTakesEffect() {
    CompletableFuture<String> receipt = store("bookLater", "lost(timeout(3s))").bookLater("1");

    assertThatThrownBy(receipt::join).hasRootCauseInstanceOf(SocketTimeoutException.class);
    assertThat(booked).hasValue(1);
    assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void lostHidesTheErrorOfTheTargetAsWell() {
    Store broken =
        faults
            .into(
                Store.class,
                (Store)
                    Proxy.newProxyInstance(
                        Store.class.getClassLoader(),
                        new Class<?>[] {Store.class},
                        (proxy, method, arguments) -> {
                          throw new IllegalStateException("sold out");
                        }))
            .on("book", "lost")
            .wrap();

    assertThatThrownBy(() -> broken.book("1"))
        .isInstanceOf(SocketTimeoutException.class)
        .hasNoSuppressedExceptions();
  }

  @Test
  void throwsAnErrorOfItsClass() {
    Store store =
        store("book", "throw java.io.FileNotFoundException 'gone', throw java.lang.AssertionError");

    assertThatThrownBy(() -> store.book("1"))
        .isExactlyInstanceOf(FileNotFoundException.class)
        .hasMessage("gone [fault book#1]")
        .satisfies(error -> assertThat(error.getStackTrace()).isNotEmpty());
    assertThatThrownBy(() -> store.book("1"))
        .isExactlyInstanceOf(AssertionError.class)
        .satisfies(error -> assertThat(FaultMark.of(error)).contains("book#2"));
  }

  /** Without a constructor that takes a message, the mark is beside it. */
  public static final class Silent extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void marksAnErrorThatTakesNoMessage() {
    Store store = store("book", "throw " + Silent.class.getName());

    assertThatThrownBy(() -> store.book("1"))
        .isExactlyInstanceOf(Silent.class)
        .satisfies(error -> assertThat(FaultMark.of(error)).contains("book#1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "throw java.io.IOExeption     | there is no class java.io.IOExeption",
        "throw java.lang.String       | java.lang.String is no Throwable",
        "throw java.util.concurrent.TimeoutException | TimeoutException is a checked exception that it does not declare",
        "throw java.lang.VirtualMachineError | VirtualMachineError has no public constructor",
      })
  void refusesAnErrorThatCannotBe(String script, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> store("book", script))
        .withMessageContaining(why);
  }

  @Test
  void refusesAMessageThatNobodyTakes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> store("book", "throw " + Silent.class.getName() + " 'x'"))
        .withMessageContaining("Silent has no public constructor that takes a message");
  }

  @Test
  void returnsWhatTheScriptSays() throws IOException {
    assertThat(store("book", "return 'nothing'").book("1")).isEqualTo("nothing");
    assertThat(store("book", "return null").book("1")).isNull();
    assertThat(store("isOpen", "return 'false'").isOpen()).isFalse();
    assertThat(store("count", "return '-42'").count()).isEqualTo(-42);
    assertThat(store("size", "return 'LARGE'").size()).isEqualTo(Size.LARGE);
    assertThat(store("bookLater", "return 'x'").bookLater("1").join()).isEqualTo("x");
    assertThat(booked).hasValue(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "count  | return null    | int cannot be null",
        "count  | return 'many'  | 'many' is no int. Write a number.",
        "isOpen | return 'yes'   | 'yes' is no boolean. Write 'true' or 'false'.",
        "size   | return 'HUGE'  | 'HUGE' is no Size. Write 'SMALL' or 'LARGE'.",
        "age    | return 'PT1S'  | a text says nothing of a Duration",
        "ship   | return null    | it returns nothing",
      })
  void refusesAResultThatCannotBe(String method, String script, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> store(method, script))
        .withMessageContaining(why);
  }

  @Test
  void knowsNoHost() {
    assertThatThrownBy(() -> store("book", "dns").book("1"))
        .isInstanceOf(UnknownHostException.class);
    assertThatThrownBy(() -> store("plain", "dns").plain())
        .isInstanceOf(UncheckedIOException.class)
        .hasCauseInstanceOf(UnknownHostException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tls", "tls(expired)", "tls(host)", "tls(aborted)"})
  void breaksTheHandshake(String script) {
    assertThatThrownBy(() -> store("book", script).book("1"))
        .isInstanceOf(SSLHandshakeException.class)
        .satisfies(error -> assertThat(FaultMark.of(error)).contains("book#1"));
    assertThatThrownBy(() -> store("plain", script).plain())
        .isInstanceOf(UncheckedIOException.class)
        .hasCauseInstanceOf(SSLException.class);
  }

  @Test
  void saysWhatIsWrongWithTheCertificate() {
    assertThatThrownBy(() -> store("book", "tls(expired)").book("1"))
        .hasCauseInstanceOf(CertificateExpiredException.class);
  }

  @Test
  void anOutageIsAWindowOfTheClock() throws IOException, InterruptedException {
    Store store = store("book", "503 from 10s to 40s");
    Retry retry =
        Retry.of(
            RetryPolicy.builder()
                .maxAttempts(9)
                .backoff(Backoff.fixed("7s"))
                .jitter(Jitter.none())
                .retryOn(FailureKind.TRANSIENT)
                .build(),
            clock);

    assertThat(retry.call(() -> store.book("1"))).isEqualTo("receipt 1");
    clock.advance("11s");
    assertThat(retry.call(() -> store.book("2"))).isEqualTo("receipt 2");

    assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(11 + 5 * 7));
    faults.verify();
  }

  @Test
  void anOutageThatNobodyMetIsLeftOver() throws IOException {
    store("book", "503 from 10s to 40s").book("1");

    assertThatThrownBy(faults::verify).hasMessageContaining("rule 1 \"503 from 10s to 40s\"");
  }

  @Test
  void aRuleLooksAtArguments() throws IOException {
    Store store = store("book", "reset when arg 1 is '2', ok x2");

    assertThat(store.book("1")).isEqualTo("receipt 1");
    assertThatThrownBy(() -> store.book("2")).isInstanceOf(SocketException.class);
    assertThat(store.book("3")).isEqualTo("receipt 2");
    faults.verify();
  }

  @Test
  void callsBeyondCanBeRefused() throws IOException {
    Store store = store("book", "ok, then fail");

    store.book("1");
    assertThatThrownBy(() -> store.book("2")).isInstanceOf(ConnectException.class);
    assertThatThrownBy(() -> store.book("3")).isInstanceOf(ConnectException.class);
    faults.verify();
  }
}
