package dev.redial.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigDecimal;
import java.nio.CharBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvalidConfigurationTest {

  private static final String DURATION =
      "; write a number and a unit, such as 500ms, 1.5s, 2min, 1h30min or PT1S (units: ns, us, ms,"
          + " s, m or min, h, d)";

  @Test
  void tellsEverythingThatIsWrongInTheOrderOfTheKeys() {
    Map<String, String> source =
        Lines.of(
            "retry.pay.extends = AGRESSIVE",
            "retry.pay.deadline = 30",
            "retry.pay.maxRetries = 3",
            "retry.list.maxAttempts = 0",
            "retry.list.backoff = fixed 2s",
            "retry.list.maxDelay = 1s",
            "breaker.ocr.failureRate = 50",
            "breaker.ocr.waitDurationInOpenState = 30s",
            "breaker.ocr.minimum-call = 5");

    assertThatThrownBy(() -> Policies.from(source))
        .isInstanceOf(InvalidConfigurationException.class)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            """
            The configuration has 9 problems:

            redial.breaker.ocr.failureRate = 50
              failureRate must be above 0 and at most 1, but was 50.0; 50 % is 0.5

            redial.breaker.ocr.failureRate = 50
              failureRate must come with a countWindow or a timeWindow, but was set without one

            redial.breaker.ocr.minimum-call = 5
              'minimum-call' is no setting of a breaker policy
              nearest key: redial.breaker.ocr.minimum-calls

            redial.breaker.ocr.waitDurationInOpenState = 30s
              openWait is how long the circuit stays open before a probe may pass
              nearest key: redial.breaker.ocr.openWait

            redial.retry.list.maxAttempts = 0
              maxAttempts must be at least 1, but was 0

            redial.retry.list.maxDelay = 1s
              maxDelay must be at least the backoff's first delay (2 s), but was 1 s

            redial.retry.pay.deadline = 30
              '30' is not a duration<duration>

            redial.retry.pay.extends = AGRESSIVE
              there is no retry policy 'AGRESSIVE' to extend; did you mean 'AGGRESSIVE'?

            redial.retry.pay.maxRetries = 3
              maxAttempts counts the first one: maxRetries = 3 is maxAttempts = 4
              nearest key: redial.retry.pay.maxAttempts
            """
                .replace("<duration>", DURATION));
  }

  @Test
  void handsOutTheProblemsOneByOne() {
    assertThat(Lines.problems("retry.pay.maxRetries = 3", "retry.ocr.jitter = "))
        .containsExactly(
            new Problem(
                "redial.retry.ocr.jitter",
                Optional.of(""),
                "the value is empty; give it one or leave the key out",
                Optional.empty()),
            new Problem(
                "redial.retry.pay.maxRetries",
                Optional.of("3"),
                "maxAttempts counts the first one: maxRetries = 3 is maxAttempts = 4",
                Optional.of("redial.retry.pay.maxAttempts")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "maxAttempts = three | 'three' is not a whole number; write one such as 3",
        "maxAttempts = 3.0 | '3.0' is not a whole number; write one such as 3",
        "maxAttempts = ٣ | '٣' is not a whole number; write one such as 3",
        "maxAttempts = 2147483648 | '2147483648' is out of range; the largest number is 2147483647",
        "maxAttempts = -1 | maxAttempts must be at least 1, but was -1",
        "minDelay = 2min | maxDelay must be at least minDelay (2 min), but was 1 min",
        "minDelay = 5 sec | '5 sec' is not a duration: 'sec' is not a unit<duration>",
        "minDelay = -5s | '-5s' is not a duration: it is negative<duration>",
        "maxDelay = 0s | maxDelay must be above 0, but was 0 ms",
        "deadline = 0s | deadline must be above 0, but was 0 ms",
        "jitter = fulll | 'fulll' is not a jitter: did you mean 'full'? Otherwise write none, full,"
            + " equal, decorrelated, or up to +50 % with any number from 0 to 100",
        "backoff = 1s | '1s' is not a backoff: did you mean 'fixed 1s'?",
        "nonIdempotent = yes | 'yes' is neither true nor false; write one",
        "nonIdempotent = TRUE | 'TRUE' is neither true nor false; write one",
        "retryOnStatus = 200 | status must be at least 400 to be a failure, but was 200;"
            + " retryOnResult can retry such a result",
        "retryOnStatus = 5xx | '5xx' is not a whole number; write one such as 3",
        "retryOn = | the value is empty; give it one or leave the key out",
        "retryOn = timeouts, | a part of the list is empty; write one comma between two parts",
        "retryOn = timeouts, nothing | 'nothing' stands alone",
        "retryOn = IOException | there is no class 'IOException'; write its full name,"
            + " java.io.IOException",
        "retryOn = timeout | there is no class 'timeout'; did you mean 'timeouts'?",
        "retryOn = Transient failures | there is no class 'Transient failures'; write the full name"
            + " of one that the class loader of the PolicyFormat knows",
        "retryOn = java.io.IOExcepiton | there is no class 'java.io.IOExcepiton'; did you mean"
            + " 'java.io.IOException'?",
        "retryOn = dev.redial.config.InvalidConfigurationTest.Nested | there is no class"
            + " 'dev.redial.config.InvalidConfigurationTest.Nested'; a nested class is written"
            + " dev.redial.config.InvalidConfigurationTest$Nested",
        "retryOn = java.lang.String | the class 'java.lang.String' is no Throwable",
        "retryOn = [Ljava.lang.Throwable; | the class '[Ljava.lang.Throwable;' is no Throwable",
        "retryOn = java.lang.InterruptedException | retryOn must not name InterruptedException: an"
            + " interrupted thread is asked to stop, and could not wait anyway",
        "retryOnCause = TRANSIENT | 'TRANSIENT' is a kind of failure; retryOnCause names classes",
        "abortOn = transient | 'transient' is a kind of failure; abortOn names classes",
      })
  void tellsWhatIsWrongWithAValueOfARetryPolicy(String line, String rule) {
    assertThat(Lines.problems("retry.pay." + line.strip() + " "))
        .extracting(Problem::rule)
        .containsExactly(rule.replace("<duration>", DURATION));
  }

  static final class Nested extends Exception {
    private static final long serialVersionUID = 1;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "failureRate = half | 'half' is not a share; write 50 % or 0.5",
        "failureRate = 0,5 | '0,5' is not a share; write 50 % or 0.5",
        "failureRate = NaN | 'NaN' is not a share; write 50 % or 0.5",
        "failureRate = 0 | failureRate must be above 0 and at most 1, but was 0.0; 50 % is 0.5",
        "failureRate = 101 % | failureRate must be above 0 and at most 1, but was 1.01; 50 % is 0.5",
        "minimumCalls = 10 | minimumCalls must be at most the countWindow (9), but was 10",
        "openWait = 0s | openWait must be above zero, but was 0 ms for the first opening",
        "openWait = none | openWait must be above zero, but was 0 ms for the first opening",
        "maxOpenWait = 1s | maxOpenWait must be at least the first openWait (1 min), but was 1 s",
        "timeWindow = 10s | it takes the place of redial.breaker.ocr.countWindow = 9; keep one of"
            + " them",
        "countedKinds = TRANSIENT, PERMANET | 'PERMANET' is not a kind of failure; did you mean"
            + " 'PERMANENT'?",
        "countedKinds = some | 'some' is not a kind of failure; write some of TRANSIENT,"
            + " RATE_LIMITED, PERMANENT",
        "slowCallRate = 0.5 | slowCallRate must come with a slowCall, which says from when on a call"
            + " is slow, but was set to 0.5 without one",
      })
  void tellsWhatIsWrongWithAValueOfABreakerPolicy(String line, String rule) {
    assertThat(Lines.problems("breaker.ocr.countWindow = 9", "breaker.ocr." + line))
        .extracting(Problem::rule)
        .containsExactly(rule);
  }

  @Test
  void tellsEachWrongPartOfAList() {
    assertThat(Lines.problems("retry.pay.retryOn = IOException, timeouts, a.B, TRANSIENT,, 503"))
        .extracting(Problem::rule)
        .containsExactly(
            "there is no class 'IOException'; write its full name, java.io.IOException",
            "there is no class 'a.B'; write the full name of one that the class loader of the"
                + " PolicyFormat knows",
            "a part of the list is empty; write one comma between two parts",
            "there is no class '503'; statuses are named by retryOnStatus");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "retry.pay.maxRetries = many | maxAttempts counts the first one | retry.pay.maxAttempts",
        "retry.pay.max-retries = 0 | maxAttempts counts the first one: maxRetries = 0 is maxAttempts"
            + " = 1 | retry.pay.max-attempts",
        "retry.pay.attempts = 3 | maxAttempts counts the first one, too | retry.pay.maxAttempts",
        "retry.pay.delay = 2s | the delay is part of the backoff, as in backoff = fixed 2s |"
            + " retry.pay.backoff",
        "retry.pay.wait-duration = 500 | the delay is part of the backoff, as in backoff = fixed"
            + " 500ms | retry.pay.backoff",
        "retry.pay.initialInterval = 2s | the first delay is part of the backoff, as in backoff ="
            + " exponential 2s x2 | retry.pay.backoff",
        "retry.pay.multiplier = 3 | the factor is part of the backoff, as in backoff = exponential"
            + " 1s x2 | retry.pay.backoff",
        "retry.pay.retryIf = x | retryIf takes a function, which only code can give:"
            + " policies.retry(…).toBuilder().retryIf(…).build() | none",
        "retry.pay.maxatempts = 3 | 'maxatempts' is no setting of a retry policy |"
            + " retry.pay.maxAttempts",
        "retry.pay.max_attempts = 3 | 'max_attempts' is no setting of a retry policy |"
            + " retry.pay.maxAttempts",
        "retry.pay.extend = DEFAULT | 'extend' is no setting of a retry policy | retry.pay.extends",
        "retry.pay.colour = red | 'colour' is no setting of a retry policy; there are extends,"
            + " maxAttempts, backoff, minDelay, maxDelay, jitter, deadline, maxRetryAfter,"
            + " capRetryAfter, initialDelay, retryOn, retryOnStatus, retryOnCause, abortOn,"
            + " nonIdempotent, closeDroppedResults | none",
        "retry.pay.open-wait = 5s | 'open-wait' is a setting of a breaker policy |"
            + " breaker.pay.open-wait",
        "breaker.ocr.failureRateThreshold = 50 | failureRate is a share of the calls in the window,"
            + " as in 50 % | breaker.ocr.failureRate",
        "breaker.ocr.maxAttempts = 3 | 'maxAttempts' is a setting of a retry policy |"
            + " retry.ocr.maxAttempts",
        "breaker.ocr.classifier = x | classifier takes a function, which only code can give:"
            + " policies.breaker(…).toBuilder().classifier(…).build() | none",
        "rety.pay.maxAttempts = 3 | 'rety' is no sort of policies; there are retry and breaker |"
            + " retry.pay.maxAttempts",
        "circuit-breaker.ocr.x = 3 | 'circuit-breaker' is no sort of policies; there are retry and"
            + " breaker | breaker.ocr.x",
        "hedge.ocr.maxAttempts = 3 | 'hedge' is no sort of policies; there are retry and breaker |"
            + " none",
        "Retry.pay.maxAttempts = 3 | 'Retry' is no sort of policies; there are retry and breaker |"
            + " retry.pay.maxAttempts",
        "retry.maxAttempts = 3 | the key names no policy; a key is redial.retry.<name>.maxAttempts |"
            + " none",
        "retry..maxAttempts = 3 | the key names no policy; a key is redial.retry.<name>.maxAttempts |"
            + " none",
        "breaker = 3 | the key names no policy; a key is redial.breaker.<name>.<setting> | none",
        "retry.ADAPTIVE.maxAttempts = 3 | 'ADAPTIVE' is a preset, which stays as it is; give the"
            + " policy a name of its own, and extends = ADAPTIVE | none",
      })
  void tellsWhatIsWrongWithAKey(String line, String rule, String nearest) {
    assertThat(Lines.problems(line))
        .containsExactly(
            new Problem(
                "redial." + line.replaceAll(" = .*", ""),
                Optional.of(line.replaceAll(".* = ", "")),
                rule,
                Optional.ofNullable(nearest).map(it -> "redial." + it)));
  }

  @Test
  void takesTwoSpellingsOfOneKeyOnlyIfTheySayTheSame() {
    assertThat(Lines.problems("retry.pay.max-attempts = 3", "retry.pay.maxAttempts = 4"))
        .extracting(Problem::toString)
        .containsExactly(
            "redial.retry.pay.maxAttempts = 4\n"
                + "  it is another spelling of redial.retry.pay.max-attempts = 3; keep one of them");
    assertThat(
            Lines.read("retry.pay.max-attempts = 4", "retry.pay.maxAttempts = 4 ")
                .retry("pay")
                .maxAttempts())
        .isEqualTo(4);
  }

  @Test
  void tellsACircleOnceAndNothingOfThoseThatLeadIntoIt() {
    assertThat(
            Lines.problems(
                "retry.b.extends = c",
                "retry.c.extends = a",
                "retry.a.extends = b",
                "retry.child.extends = c",
                "retry.self.extends = self",
                "retry.orphan.extends = nobody",
                "retry.grandchild.extends = orphan"))
        .extracting(Problem::toString)
        .containsExactly(
            "redial.retry.a.extends = b\n"
                + "  a policy cannot extend itself: a extends b extends c extends a",
            "redial.retry.orphan.extends = nobody\n"
                + "  there is no retry policy 'nobody' to extend; there are DEFAULT, AGGRESSIVE,"
                + " RATE_LIMIT, CONSERVATIVE, ADAPTIVE, a, b, c, child, grandchild, self",
            "redial.retry.self.extends = self\n"
                + "  a policy cannot extend itself: self extends self");
  }

  @Test
  void tellsWhatDoesNotFitWhereItIsSaid() {
    assertThat(
            Lines.problems(
                "retry.base.maxDelay = 10s",
                "retry.fits.extends = base",
                "retry.fits.backoff = fixed 9s",
                "retry.pay.extends = base",
                "retry.pay.backoff = fixed 20s",
                "retry.heir.extends = pay",
                "retry.heir.maxAttempts = 9",
                "retry.mends.extends = pay",
                "retry.mends.maxDelay = 30s"))
        .extracting(Problem::toString)
        .containsExactly(
            "redial.retry.pay.backoff = fixed 20s\n"
                + "  maxDelay must be at least the backoff's first delay (20 s), but was 10 s");
  }

  @Test
  void doesNotGuessWhetherAValueFitsThatItCannotRead() {
    assertThat(Lines.problems("retry.pay.maxDelay = 500ms", "retry.pay.backoff = fixd 1s"))
        .extracting(Problem::key)
        .containsExactly("redial.retry.pay.backoff");
    assertThat(Lines.problems("breaker.ocr.failureRate = 0.5", "breaker.ocr.countWindow = many"))
        .extracting(Problem::key)
        .containsExactly("redial.breaker.ocr.countWindow");
  }

  @Test
  void doesNotMissASettingThatStandsUnderAWrongWord() {
    assertThat(
            Lines.problems(
                "breaker.ocr.slidingWindowSize = 100",
                "breaker.ocr.failureRate = 50 %",
                "breaker.heir.extends = ocr",
                "breaker.heir.minimumCalls = 5",
                "breaker.misspelt.slowCal = 2s",
                "breaker.misspelt.countWindow = 9",
                "breaker.misspelt.slowCallRate = 50 %",
                "breaker.misspelt.minimumCalls = 10"))
        .extracting(Problem::key)
        .containsExactly(
            "redial.breaker.misspelt.minimumCalls",
            "redial.breaker.misspelt.slowCal",
            "redial.breaker.ocr.slidingWindowSize");
  }

  @Test
  void tellsWhatIsNoTextInAMap() {
    Map<String, Object> pay = new HashMap<>();
    pay.put("maxAttempts", null);
    pay.put("retryOn", Arrays.asList("timeouts", null));
    pay.put("jitter", new Object[0]);
    pay.put("failureRate", Double.NaN);
    Map<String, Object> own = new HashMap<>();
    own.put("x", own);
    pay.put("own", own);
    Map<String, Object> source = new HashMap<>();
    source.put("redial", Map.of("retry", Map.of("pay", pay)));
    source.put("redial.retry", Map.of("ocr.maxAttempts", 3));
    source.put("redial.retry.ocr", Map.of("maxAttempts", 4));

    assertThat(Lines.problems(source))
        .extracting(Problem::toString)
        .containsExactly(
            "redial.retry.ocr.maxAttempts\n  the key is there twice; keep one of them",
            """
            redial.retry.pay.failureRate = NaN
              'failureRate' is a setting of a breaker policy
              nearest key: redial.breaker.pay.failureRate\
            """,
            "redial.retry.pay.jitter\n"
                + "  a value must be a text, a number, true or false, or a list of these, but was"
                + " of class [Ljava.lang.Object;",
            "redial.retry.pay.maxAttempts\n"
                + "  the key has no value; give it one or leave it out",
            "redial.retry.pay.own.x\n  this map contains itself",
            "redial.retry.pay.retryOn\n  the key has no value; give it one or leave it out");
  }

  @Test
  void keepsItsMessageWhenItTravels() throws IOException, ClassNotFoundException {
    Exception invalid = new InvalidConfigurationException(Lines.problems("retry.pay.x = 3"));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(invalid);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject())
          .isInstanceOfSatisfying(
              InvalidConfigurationException.class,
              read -> {
                assertThat(read).hasMessage(invalid.getMessage());
                assertThat(read.problems()).isEmpty();
              });
    }
  }

  @Test
  void showsAValueInOneLineHoweverLongItIs() {
    String shown =
        Lines.problems("retry.pay.jitter = a\nb\r" + "x".repeat(100_000)).get(0).toString();

    assertThat(shown).startsWith("redial.retry.pay.jitter = a\\nb\\rxxx");
    assertThat(shown.lines()).hasSize(2).allMatch(line -> line.length() < 700);
    assertThat(shown).endsWith("or up to +50 % with any number from 0 to 100");
  }

  /** Written out, it would fill the memory. */
  @Test
  void writesOutNoNumberWhoseDigitsNobodyWrote() {
    for (String number : List.of("1E+999999999", "1E-999999999")) {
      assertThatThrownBy(
              () -> Policies.from(Map.of("redial.retry.pay.maxAttempts", new BigDecimal(number))))
          .isInstanceOf(InvalidConfigurationException.class)
          .hasMessageContaining("'" + number + "' is not a whole number");
    }
  }

  @Test
  void tellsWhatIsNoTextInProperties() {
    Properties properties = new Properties();
    properties.put("redial.retry.pay.maxAttempts", CharBuffer.wrap("3"));
    properties.put("redial.retry.pay.jitter", 'x');

    assertThatThrownBy(() -> Policies.from(properties))
        .hasMessageContaining("redial.retry.pay.jitter\n")
        .hasMessageContaining("but was of class java.lang.Character");
  }
}
