package dev.redial.test.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redial.backoff.Jitter;
import dev.redial.call.CallEvent;
import dev.redial.retry.PlannedAttempt;
import dev.redial.retry.Retry;
import dev.redial.retry.RetryPlan;
import dev.redial.retry.RetryPolicy;
import dev.redial.test.clock.FakeClock;
import dev.redial.test.inject.proxy.Faults;
import dev.redial.test.script.ScriptSyntaxException;
import dev.redial.test.timeline.Timeline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DryRunTest {

  private static final RetryPolicy BOUNDED =
      RetryPolicy.RATE_LIMIT.toBuilder().deadline("30s").initialDelay("5s").build();
  private static final RetryPolicy ONCE =
      RetryPolicy.AGGRESSIVE.toBuilder().nonIdempotent().build();
  private static final RetryPolicy SHORT =
      RetryPolicy.AGGRESSIVE.toBuilder().jitter(Jitter.full()).deadline("1500ms").build();

  private static String utf8(DryRun run) {
    return run.render(StandardCharsets.UTF_8) + "\n";
  }

  private static String ascii(DryRun run) {
    return run.render(StandardCharsets.US_ASCII) + "\n";
  }

  @Test
  void showsTheRangeThatJitterGives() {
    assertThat(utf8(DryRun.of(RetryPolicy.RATE_LIMIT, "429 x4, ok")))
        .isEqualTo(
            """
              429 x4, ok · 5 attempts · succeeds after 1 min 20 s to 2 min    dry run
                 0 ms                  #1  ✗ 429
                 2 s to 3 s            #2  ✗ 429    after 2 s to 3 s
                 8 s to 12 s           #3  ✗ 429    after 6 s to 9 s
                 26 s to 39 s          #4  ✗ 429    after 18 s to 27 s
                 1 min 20 s to 2 min   #5  ✓ ok     after 54 s to 1 min 21 s
            """);
  }

  @Test
  void tellsWhatTheServerAsksForFromTheBackoff() {
    assertThat(utf8(DryRun.of(RetryPolicy.RATE_LIMIT, "429(Retry-After: 7) x2, timeout, ok")))
        .isEqualTo(
            """
              429(Retry-After: 7) x2, timeout, ok
              4 attempts · succeeds after 32 s to 43 s                               dry run
                 0 ms           #1  ✗ 429, Retry-After: 7
                 7 s            #2  ✗ 429, Retry-After: 7    after 7 s   asked by the server
                 14 s to 16 s   #3  ✗ timeout                after 7 s to 9 s   7 s asked
                 32 s to 43 s   #4  ✓ ok                     after 18 s to 27 s
            """);
  }

  @Test
  void tellsWhyItStopsAndWhatIsNeverReached() {
    assertThat(utf8(DryRun.of(RetryPolicy.RATE_LIMIT, "timeout(2s) x2, 404, ok")))
        .isEqualTo(
            """
              timeout(2s) x2, 404, ok · 3 attempts · fails after 12 s to 16 s    dry run
                 0 ms           #1  ✗ timeout(2s)
                 4 s to 5 s     #2  ✗ timeout(2s)    after 2 s to 3 s
                 12 s to 16 s   #3  ✗ 404            after 6 s to 9 s
                                not retried: 404 is PERMANENT
                                (policy 'retry' retries TRANSIENT, RATE_LIMITED and
                                Exception)
              Never reached: step 3 "ok".
            """);
  }

  @Test
  void waitsForADateOnTheWallClock() {
    assertThat(utf8(DryRun.of(RetryPolicy.RATE_LIMIT, "429(Retry-After: date(+7s)), ok")))
        .isEqualTo(
            """
              429(Retry-After: date(+7s)), ok · 2 attempts · succeeds after 7 s    dry run
                 0 ms   #1  ✗ 429, Retry-After: date(+7s)
                 7 s    #2  ✓ ok    after 7 s   asked by the server; backoff 2 s to 3 s
            """);
  }

  @Test
  void endsWhereAScriptLetsCallsPass() {
    assertThat(utf8(DryRun.of(RetryPolicy.RATE_LIMIT, "503 x2, then pass")))
        .isEqualTo(
            """
              503 x2, then pass · 2 attempts · goes on after 2 s to 3 s    dry run
                 0 ms         #1  ✗ 503
                 2 s to 3 s   #2  ✗ 503    after 2 s to 3 s
              Here the script lets calls pass to the real target, which a dry run has not;
              the policy would make attempt 3 after 6 s to 9 s.
            """);
  }

  @Test
  void repeatsTheLastFaultAsFarAsThePolicyGoes() {
    assertThat(utf8(DryRun.of(RetryPolicy.RATE_LIMIT, "503, then repeat")))
        .isEqualTo(
            """
              503, then repeat · 5 attempts · fails after 1 min 20 s to 2 min    dry run
                 0 ms                  #1  ✗ 503
                 2 s to 3 s            #2  ✗ 503    after 2 s to 3 s
                 8 s to 12 s           #3  ✗ 503    after 6 s to 9 s
                 26 s to 39 s          #4  ✗ 503    after 18 s to 27 s
                 1 min 20 s to 2 min   #5  ✗ 503    after 54 s to 1 min 21 s
                                       not retried: maxAttempts 5 reached
            """);
  }

  @Test
  void saysThatAScriptEndsBeforeTheCall() {
    assertThat(utf8(DryRun.of(RetryPolicy.RATE_LIMIT, "503")))
        .isEqualTo(
            """
              503 · 1 attempt · goes on at once    dry run
                 0 ms   #1  ✗ 503
              Here the script ends, but not the call: the policy would make attempt 2 after
              2 s to 3 s.
            """);
  }

  @Test
  void hasAPlainTwin() {
    assertThat(ascii(DryRun.of(BOUNDED, "429(Retry-After: 7) x2, timeout, 503, ok")))
        .isEqualTo(
            """
              429(Retry-After: 7) x2, timeout, 503, ok
              3 attempts - fails after 14 s to 21 s                                  dry run
                 0 ms to 5 s    #1  x 429, Retry-After: 7    after 0 ms to 5 s
                 7 s to 12 s    #2  x 429, Retry-After: 7    after 7 s   asked by the server
                 14 s to 21 s   #3  x timeout                after 7 s to 9 s   7 s asked
                                not retried: deadline 30 s is 16 s away, the next attempt
                                18 s
              Never reached: step 3 "503", step 4 "ok".
            """);
  }

  @Test
  void showsTheFirstAndTheLastOfVeryManyAttempts() {
    assertThat(
            utf8(
                DryRun.of(
                    RetryPolicy.ADAPTIVE.toBuilder().maxAttempts(20_000).build(),
                    "429, then repeat")))
        .isEqualTo(
            """
              429, then repeat · 10000 attempts · goes on after 6 d 22 h 36 min    dry run
                 0 ms              #1      ✗ 429
                 4 s               #2      ✗ 429    after 4 s
                 12 s              #3      ✗ 429    after 8 s
                 28 s              #4      ✗ 429    after 16 s
                 1 min             #5      ✗ 429    after 32 s
                 2 min             #6      ✗ 429    after 1 min
                 3 min             #7      ✗ 429    after 1 min
                 4 min             #8      ✗ 429    after 1 min
                 5 min             #9      ✗ 429    after 1 min
                 6 min             #10     ✗ 429    after 1 min
                 7 min             #11     ✗ 429    after 1 min
                 8 min             #12     ✗ 429    after 1 min
                 …                         9980 more
                 6 d 22 h 29 min   #9993   ✗ 429    after 1 min
                 6 d 22 h 30 min   #9994   ✗ 429    after 1 min
                 6 d 22 h 31 min   #9995   ✗ 429    after 1 min
                 6 d 22 h 32 min   #9996   ✗ 429    after 1 min
                 6 d 22 h 33 min   #9997   ✗ 429    after 1 min
                 6 d 22 h 34 min   #9998   ✗ 429    after 1 min
                 6 d 22 h 35 min   #9999   ✗ 429    after 1 min
                 6 d 22 h 36 min   #10000  ✗ 429    after 1 min
              A dry run looks at 10000 attempts; the policy would make attempt 10001 after
              1 min.
            """);
  }

  @Test
  void repeatsWhatIsNotIdempotentOnlyIfItWasNotSent() {
    assertThat(utf8(DryRun.of(ONCE, "refused, timeout, ok")))
        .isEqualTo(
            """
              refused, timeout, ok · 2 attempts · fails after 500 ms to 750 ms    dry run
                 0 ms               #1  ✗ refused
                 500 ms to 750 ms   #2  ✗ timeout    after 500 ms to 750 ms
                                    not retried: the call is not idempotent, and
                                    SocketTimeoutException does not prove that it was not
                                    sent
              Never reached: step 3 "ok".
            """);
  }

  @Test
  void repeatsItIfItCarriesAKey() {
    assertThat(utf8(DryRun.of(ONCE, "refused, timeout, ok").withIdempotencyKey()))
        .isEqualTo(
            """
              refused, timeout, ok · 3 attempts · succeeds after 1.5 s to 2.25 s    dry run
                 0 ms               #1  ✗ refused
                 500 ms to 750 ms   #2  ✗ timeout    after 500 ms to 750 ms
                 1.5 s to 2.25 s    #3  ✓ ok         after 1 s to 1.5 s
            """);
  }

  @Test
  void saysWhereADeadlineCutsSomeDraws() {
    assertThat(utf8(DryRun.of(SHORT, "timeout x3, 404, ok")))
        .isEqualTo(
            """
              timeout x3, 404, ok · 2 to 4 attempts · fails after 0 ms to 1.5 s      dry run
                 0 ms             #1  ✗ timeout
                 0 ms to 500 ms   #2  ✗ timeout    after 0 ms to 500 ms
                                  may end here: deadline 1.5 s is 1 s away, the next attempt
                                  1 s
                 0 ms to 1.5 s    #3  ✗ timeout    after 0 ms to 1 s
                                  may end here: deadline 1.5 s is 1 ns away, the next
                                  attempt 2 s
                 0 ms to 1.5 s    #4  ✗ 404        after 0 ms to 1.5 s
                                  not retried: 404 is PERMANENT
                                  (policy 'retry' retries TRANSIENT, timeouts, connection
                                  errors and IOException)
              Never reached: step 3 "ok".
            """);
  }

  @Test
  void masksSecretsAndFitsEightyColumns() {
    String wide =
        utf8(
            DryRun.of(
                BOUNDED,
                "503(X-Long: 'a value that needs its room'), 429(Retry-After: 30, Authorization:"
                    + " secret-42) x2, ok x1000, timeout, refused, reset"));

    assertThat(wide.lines()).allMatch(line -> line.length() <= 80);
    assertThat(wide).contains("Authorization: ***").doesNotContain("secret-42");
    assertThat(wide)
        .endsWith(
            """
              Never reached: 1 of step 2 "429(Retry-After: 30, Authorization: ***…", step 3
              "ok x1000", step 4 "timeout" and 2 more.
            """);
  }

  @Test
  void lenientScriptsMayHaveStepsLeft() {
    assertThat(utf8(DryRun.of(RetryPolicy.DEFAULT, "404, ok, …"))).doesNotContain("Never reached");
  }

  @Test
  void beginsWhenItIsTold() {
    DryRun run = DryRun.of(RetryPolicy.RATE_LIMIT, "429(Retry-After: date(+7s)), ok");

    assertThat(run.beginningAt(Instant.parse("2026-10-18T12:00:00.250Z")).plan())
        .hasToString("2 attempts, succeeds after 6.75 s");
    DryRun fixed =
        DryRun.of(RetryPolicy.RATE_LIMIT, "429(Retry-After: 'Sun, 18 Oct 2026 12:00:30 GMT'), ok");
    assertThat(fixed.beginningAt(Instant.parse("2026-10-18T12:00:00Z")).plan())
        .hasToString("2 attempts, succeeds after 30 s");
    assertThat(fixed.plan()).hasToString("1 attempt, stops after 0 ms");
  }

  @Test
  void whatItIsToldStays() {
    DryRun run =
        DryRun.of(ONCE, "503(Retry-After: date(+7s)), ok")
            .withIdempotencyKey()
            .beginningAt(FakeClock.START.plusMillis(250));

    assertThat(run.plan()).hasToString("2 attempts, succeeds after 6.75 s");
    assertThat(run.beginningAt(FakeClock.START).plan())
        .hasToString("2 attempts, succeeds after 7 s");
  }

  @Test
  void printsForTheConsole() {
    DryRun run = DryRun.of(RetryPolicy.DEFAULT, "ok");

    assertThat(run).hasToString(run.render(AsciiTimeline.consoleCharset()));
  }

  @Test
  void refusesWhatIsNoScript() {
    assertThatThrownBy(() -> DryRun.of(RetryPolicy.DEFAULT, "hung"))
        .isInstanceOf(ScriptSyntaxException.class)
        .hasMessageContaining("'hung' is not known");
  }

  @Test
  void refusesWhatOnlyARealCallCanShow() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DryRun.of(RetryPolicy.DEFAULT, "timeout, hang"))
        .withMessage("A dry run cannot show 'hang': it never ends.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DryRun.of(RetryPolicy.DEFAULT, "503 from 1s to 2s"))
        .withMessage(
            "A dry run plays steps alone, and cannot tell which calls the rule '503 from 1s to 2s'"
                + " holds for.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DryRun.of(RetryPolicy.DEFAULT, "throw no.Such"))
        .withMessage("A dry run cannot show 'throw no.Such': there is no class no.Such.");
  }

  interface Client {
    String fetch() throws IOException;
  }

  static Stream<Arguments> scripts() {
    RetryPolicy plain =
        RetryPolicy.RATE_LIMIT.toBuilder().jitter(Jitter.none()).maxRetryAfter("1min").build();
    return Stream.of(
            "ok",
            "429 x4, ok",
            "timeout(2s), 503, refused, reset, timeout",
            "dns, tls, lost(timeout(2s)), throw java.net.SocketTimeoutException, slow(3s)",
            "429(Retry-After: 7) x2, timeout, 404",
            "503(Retry-After: date(+7s)) x2, ok",
            "timeout(250ms), 503(Retry-After: date(+7s)), ok",
            "429(Retry-After: 61)",
            "400 'bad'",
            "503, then repeat")
        .flatMap(
            script ->
                Stream.of(
                        plain,
                        plain.toBuilder().deadline("20s").build(),
                        plain.toBuilder().capRetryAfter("5s").nonIdempotent().build())
                    .map(policy -> Arguments.of(script, policy)));
  }

  /** The same script, run on the fake clock: the same begins, the same rule, the same end. */
  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("scripts")
  void saysWhatATestThenRecords(String script, RetryPolicy policy) {
    RetryPlan plan = DryRun.of(policy, script).plan();
    List<String> begins = new ArrayList<>();
    List<String> rules = new ArrayList<>();
    boolean succeeded;
    try (FakeClock clock = new FakeClock()) {
      Timeline timeline = new Timeline(clock);
      Client client = new Faults(timeline, clock).wrap(Client.class, () -> "live", script);
      Retry retry =
          Retry.builder("retry")
              .policy(policy)
              .time(clock)
              .listener(
                  event -> {
                    if (event instanceof CallEvent.AttemptStarted started) {
                      begins.add(started.at().instant().toString());
                    } else if (event instanceof CallEvent.RetryStopped stopped) {
                      rules.add(stopped.rule());
                    }
                  })
              .build();
      succeeded = succeeds(retry, client);
    }

    assertThat(begins)
        .isEqualTo(
            plan.attempts().stream()
                .map(it -> FakeClock.START.plus(it.begin().longest()).toString())
                .toList());
    assertThat(rules)
        .isEqualTo(
            plan.attempts().stream().map(PlannedAttempt::stop).flatMap(Optional::stream).toList());
    assertThat(plan.end()).isEqualTo(succeeded ? RetryPlan.End.SUCCEEDS : RetryPlan.End.STOPS);
  }

  private static boolean succeeds(Retry retry, Client client) {
    try {
      return retry.call(client::fetch).equals("live");
    } catch (IOException | RuntimeException error) {
      return false;
    }
  }
}
