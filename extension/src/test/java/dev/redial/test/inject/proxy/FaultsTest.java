package dev.redial.test.inject.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.redial.failure.Classifier;
import dev.redial.failure.Failure;
import dev.redial.test.dialect.Dialect;
import dev.redial.test.dialect.FaultMark;
import dev.redial.test.dialect.StatusException;
import dev.redial.test.inject.ScriptLeftoverError;
import dev.redial.test.inject.ScriptOverrunError;
import dev.redial.test.script.Fault;
import dev.redial.test.script.Script;
import dev.redial.test.script.ScriptSyntaxException;
import dev.redial.test.timeline.FaultLabel;
import dev.redial.test.timeline.Timeline;
import dev.redial.test.timeline.TimelineEntry;
import dev.redial.test.timeline.TimelineEvent;
import dev.redial.test.timeline.TimelineEvent.InvocationEnded;
import dev.redial.test.timeline.TimelineEvent.InvocationStarted;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultsTest {

  interface Gateway {
    String charge(String order) throws IOException;

    void refund();

    int count(int first, long... more);

    void wait(String why) throws InterruptedException;
  }

  static class LiveGateway implements Gateway {
    final List<String> charged = new ArrayList<>();

    @Override
    public String charge(String order) throws IOException {
      if (order.isEmpty()) {
        throw new IOException("no order");
      }
      charged.add(order);
      return "receipt of " + order;
    }

    @Override
    public void refund() {
      throw new IllegalStateException("nothing to refund");
    }

    @Override
    public int count(int first, long... more) {
      return first + more.length;
    }

    @Override
    public void wait(String why) {}
  }

  private final SteppedTime time = new SteppedTime();
  private final Timeline timeline = new Timeline(time);
  private final Faults faults = new Faults(timeline, time);
  private final LiveGateway live = new LiveGateway();

  /** Expectation 1: each call sees exactly what the script says. */
  @Test
  void givesEachCallItsFault() throws IOException {
    Gateway gateway = faults.wrap(Gateway.class, live, "timeout x2, 429(Retry-After: 7), ok");

    assertThatThrownBy(() -> gateway.charge("a")).isInstanceOf(SocketTimeoutException.class);
    assertThatThrownBy(() -> gateway.charge("b")).isInstanceOf(SocketTimeoutException.class);
    assertThatThrownBy(() -> gateway.charge("c")).isInstanceOf(StatusException.class);
    assertThat(gateway.charge("d")).isEqualTo("receipt of d");

    assertThat(live.charged).containsExactly("d");
    assertThatCode(faults::verify).doesNotThrowAnyException();
  }

  @Test
  void recordsBeginAndEndOfEachCall() {
    Script script = Script.of(Fault.status(429).retryAfter("7s"), Fault.ok());
    Gateway gateway = faults.wrap(Gateway.class, live, script);
    Throwable injected = catchThrowable(() -> gateway.charge("a"));
    Throwable real = catchThrowable(() -> gateway.charge(""));

    String text = "429(Retry-After: 7), ok";
    assertThat(events())
        .containsExactly(
            new InvocationStarted(
                1, "Gateway.charge", new FaultLabel("charge#1", 1, "429(Retry-After: 7)", text)),
            new InvocationEnded(1, "429", failureOf(injected), injected),
            new InvocationStarted(2, "Gateway.charge", null),
            new InvocationEnded(2, "IOException (no order)", failureOf(real), real));
  }

  /** Expectation 20: marked, fresh, and with the stack of the caller. */
  @Test
  void marksWhatItInjects() {
    Gateway gateway = faults.wrap(Gateway.class, live, "reset x2");

    Throwable first = catchThrowable(() -> gateway.charge("a"));
    Throwable second = catchThrowable(gateway::refund);

    assertThat(FaultMark.of(first)).contains("charge#1");
    assertThat(FaultMark.of(second)).contains("refund#1");
    assertThat(first.getStackTrace())
        .anySatisfy(frame -> assertThat(frame.getMethodName()).contains("marksWhatItInjects"));
  }

  @Test
  void throwsTheTargetsOwnErrors() {
    Gateway gateway = faults.wrap(Gateway.class, live, "ok, then pass");

    assertThatThrownBy(gateway::refund)
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage("nothing to refund");
  }

  @Test
  void lettingATimeoutTakeItsTimeSleepsOnTheTestsClock() {
    Gateway gateway = faults.wrap(Gateway.class, live, "timeout(5s), timeout");

    assertThatThrownBy(() -> gateway.charge("a")).isInstanceOf(SocketTimeoutException.class);
    assertThatThrownBy(() -> gateway.charge("a")).isInstanceOf(SocketTimeoutException.class);

    assertThat(time.sleeps).containsExactly(Duration.ofSeconds(5));
    assertThat(timeline.entries().get(1).elapsed()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void anInterruptEndsATimeoutAsItWouldEndIo() {
    Gateway gateway = faults.wrap(Gateway.class, live, "timeout(5s)");
    Thread.currentThread().interrupt();

    Throwable thrown = catchThrowable(() -> gateway.charge("a"));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(thrown).isExactlyInstanceOf(InterruptedIOException.class);
    assertThat(FaultMark.of(thrown)).isEmpty();
    assertThat(events().get(1))
        .isInstanceOfSatisfying(
            InvocationEnded.class, ended -> assertThat(ended.error()).isSameAs(thrown));
  }

  @Test
  void anInterruptIsThrownByAMethodThatDeclaresIt() {
    Gateway gateway = faults.wrap(Gateway.class, live, "timeout(5s)");
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> gateway.wait("for it")).isInstanceOf(InterruptedException.class);

    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void anInterruptIsWrappedWhereNothingIsDeclared() {
    Gateway gateway = faults.wrap(Gateway.class, live, "timeout(5s)");
    Thread.currentThread().interrupt();

    assertThatThrownBy(gateway::refund)
        .isExactlyInstanceOf(UncheckedIOException.class)
        .hasCauseInstanceOf(InterruptedIOException.class);

    assertThat(Thread.interrupted()).isTrue();
  }

  /** Expectation 4: a call beyond the script fails at once, and again at the end. */
  @Test
  void failsACallBeyondTheScript() {
    Gateway gateway = faults.wrap(Gateway.class, live, "503");
    assertThatThrownBy(gateway::refund).hasMessageContaining("[fault refund#1]");

    assertThatThrownBy(gateway::refund).isInstanceOf(ScriptOverrunError.class);
    assertThatThrownBy(faults::verify).isInstanceOf(ScriptOverrunError.class);
  }

  @Test
  void tellsOfAllScriptsThatWereNotFollowed() {
    faults.into(Gateway.class, live).on("charge", "503").on("refund", "reset").wrap();

    assertThatThrownBy(faults::verify)
        .isExactlyInstanceOf(AssertionError.class)
        .hasMessageContaining("Gateway.charge was reached")
        .hasMessageContaining("Gateway.refund was reached");
  }

  @Test
  void asksWhyOnlyForLeftovers() {
    faults.wrap(Gateway.class, live, "503");

    assertThatThrownBy(() -> faults.verify(() -> "The policy gave up."))
        .isInstanceOf(ScriptLeftoverError.class)
        .hasMessageContaining("The policy gave up.");
  }

  /** Expectation 5: only calls that match are counted. */
  @Test
  void leavesOtherMethodsAlone() {
    Gateway gateway = faults.into(Gateway.class, live).on("charge(String)", "reset, ok").wrap();

    assertThat(gateway.count(1, 2, 3)).isEqualTo(3);
    assertThatThrownBy(() -> gateway.charge("a")).hasMessageContaining("[fault charge#1]");
    assertThat(gateway.count(1)).isEqualTo(1);

    assertThat(events()).hasSize(2);
  }

  @Test
  void givesEachMethodItsOwnScript() throws IOException {
    Gateway gateway =
        faults
            .into(Gateway.class, live)
            .on("charge", "ok, reset")
            .on("count", Script.of(Fault.status(503)))
            .wrap();

    assertThat(gateway.charge("a")).isEqualTo("receipt of a");
    assertThatThrownBy(() -> gateway.count(1)).hasMessage("status 503 [fault count#1]");
    assertThatThrownBy(() -> gateway.charge("a")).hasMessageContaining("[fault charge#2]");
  }

  @Test
  void refusesASecondScriptForAMethod() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> faults.into(Gateway.class, live).on("charge", "ok").on("charge", "ok"))
        .withMessage("'charge' has a script already; put all of its steps into one");
  }

  /** Expectation 23: told before the first call. */
  @Test
  void refusesAMethodThatDoesNotExist() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> faults.into(Gateway.class, live).on("chrage", "ok"))
        .withMessage("Gateway has no method 'chrage'; did you mean charge(String)?");
    assertThatCode(faults::verify).doesNotThrowAnyException();
  }

  /** Expectation 21: told before the first call, with the way out. */
  @Test
  void refusesAFaultThatAMethodCannotShow() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> faults.into(Gateway.class, live).on("charge", "ok, 200 'x'").wrap())
        .withMessageMatching(
            "The fault \"200 'x'\" of the script declared at .* cannot be shown by"
                + " Gateway.charge\\(String\\): 200 is an answer, and plain Java cannot make a"
                + " String. Write 'ok' for the answer of the real target, or use a dialect that"
                + " makes one.");
  }

  @Test
  void aScriptThatIsRefusedIsNotLeftOver() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> faults.wrap(Gateway.class, live, "200"))
        .withMessageEndingWith(
            " To script single methods, use faults.into(…).on(\"method\", \"script\").");
    assertThatThrownBy(() -> faults.wrap(Gateway.class, live, "timout"))
        .isInstanceOf(ScriptSyntaxException.class);
    assertThatCode(faults::verify).doesNotThrowAnyException();
  }

  interface Fetcher {
    HttpResponse<String> fetch();
  }

  /** Expectation 21: no UndeclaredThrowableException at run time. */
  @Test
  void refusesACheckedExceptionThatIsNotDeclared() {
    Fetcher fetcher = () -> null;

    assertThatIllegalArgumentException()
        .isThrownBy(() -> faults.wrap(Fetcher.class, fetcher, "timeout"))
        .withMessageEndingWith(
            "cannot be shown by Fetcher.fetch(): HttpTimeoutException is a checked exception that"
                + " it does not declare. Declare it, return a CompletionStage, or use another"
                + " dialect: Dialect.plainJava() wraps in UncheckedIOException.");
    assertThatThrownBy(
            faults
                    .into(Fetcher.class, fetcher)
                    .dialect(Dialect.plainJava())
                    .on("fetch", "timeout")
                    .wrap()
                ::fetch)
        .isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void answersWithAResponseWhereTheMethodReturnsOne() {
    Fetcher fetcher = faults.wrap(Fetcher.class, () -> null, "503 'sorry', 200");

    assertThat(fetcher.fetch().body()).isEqualTo("sorry");
    assertThat(fetcher.fetch().statusCode()).isEqualTo(200);
    assertThat(events().get(1))
        .isEqualTo(new InvocationEnded(1, "503", Failure.ofStatus(503), null));
  }

  /** Expectation 21, for a dialect that does not know the method. */
  @Test
  void refusesADialectWhoseAnswersTheMethodCannotReturn() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                faults
                    .into(Gateway.class, live)
                    .dialect(Dialect.jdkHttp())
                    .on("charge", "503")
                    .wrap())
        .withMessageEndingWith(
            "JDK HttpClient shows 503 as an HttpResponse, and it returns String. Wrap the object that"
                + " returns such answers, or use another dialect: faults.into(…).dialect(…).");
  }

  /** An explicit dialect wins, even if it would not speak for the method by itself. */
  @Test
  void throwsWhatAnExplicitDialectThrows() {
    Gateway gateway =
        faults
            .into(Gateway.class, live)
            .dialect(Dialect.jdkHttp())
            .on("charge", "timeout, refused")
            .wrap();

    assertThatThrownBy(() -> gateway.charge("a")).isExactlyInstanceOf(HttpTimeoutException.class);
    assertThatThrownBy(() -> gateway.charge("a")).isExactlyInstanceOf(ConnectException.class);
  }

  /** Expectation 31. */
  @Test
  void letsLateCallsPassOnceClosed() throws IOException {
    Gateway gateway = faults.wrap(Gateway.class, live, "reset, then repeat");
    assertThatThrownBy(gateway::refund).hasMessageContaining("[fault refund#1]");
    faults.close();

    assertThat(gateway.charge("late")).isEqualTo("receipt of late");
  }

  private List<TimelineEvent> events() {
    return timeline.entries().stream().map(TimelineEntry::event).toList();
  }

  private static Failure failureOf(Throwable error) {
    Failure failure = Classifier.standard().classify(null, error);
    assertThat(failure).isNotNull();
    return failure;
  }
}
