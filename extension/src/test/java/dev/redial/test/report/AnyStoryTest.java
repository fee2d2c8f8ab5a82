package dev.redial.test.report;

import static dev.redial.test.timeline.Tapes.TRANSIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.call.CircuitState;
import dev.redial.call.Outcome;
import dev.redial.failure.Failure;
import dev.redial.test.timeline.FaultLabel;
import dev.redial.test.timeline.StoryPart;
import dev.redial.test.timeline.Tape;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Expectation 48: whatever was recorded, the report fits 80 columns and does not throw. */
class AnyStoryTest {

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "pay",
          "a-very-long-name-without-any-blank-in-it-that-goes-on-and-on-for-more-than-80-columns-x",
          "many words that go on and on ".repeat(40),
          "漢字のとても長い名前".repeat(12),
          "👩‍💻 emoji \ud83d and half of one",
          "line one\nline two\r\nline three",
          "\n\n",
          "tabs\tand \u001b[31mcolours\u202e reversed",
          "100 %s %d %",
          "(((((((((((((",
          "200 'it''s (not) closed",
          "e\u0301\u0301\u0301 combining");

  private static final List<Duration> DURATIONS =
      List.of(
          Duration.ZERO,
          Duration.ofNanos(1),
          Duration.ofNanos(1_234_567),
          Duration.ofMillis(250),
          Duration.ofSeconds(90),
          Duration.ofDays(400).plusNanos(123_456_789),
          Duration.ofDays(20_000));

  private static final List<String> NAMES = List.of("pay", "ship", TEXTS.get(3), TEXTS.get(5));

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "US-ASCII", "windows-1252", "UTF-16"})
  void fitsEightyColumns(String charset) {
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      Tape tape = anything(random);
      AsciiTimeline report = new AsciiTimeline(Charset.forName(charset));
      assertFits(report.render(tape.timeline.story()), seed);
      assertFits(report.withWireRequests().render(tape.timeline.story()), seed);
      List<StoryPart> parts = partsOf(tape);
      if (!parts.isEmpty()) {
        StoryPart part = parts.get(random.nextInt(parts.size()));
        assertFits(
            report.pointingAt(part, pick(random, TEXTS)).render(tape.timeline.story()), seed);
      }
      assertThat(tape.timeline.canonical()).isNotNull();
    }
  }

  private static List<StoryPart> partsOf(Tape tape) {
    return tape.timeline.story().calls().stream()
        .flatMap(call -> Stream.concat(Stream.of(call), call.parts().stream()))
        .toList();
  }

  private static void assertFits(String text, int seed) {
    assertThat(text).isNotBlank();
    List<String> tooWide = text.lines().filter(line -> Columns.width(line) > 80).toList();
    assertThat(tooWide).as("seed %d", seed).isEmpty();
    assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(text)).isTrue();
  }

  private static <T> T pick(Random random, List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private static Tape anything(Random random) {
    Tape tape = new Tape();
    boolean told = random.nextInt(3) > 0;
    int events = random.nextInt(60);
    for (int i = 0; i < events; i++) {
      if (tape.time.nanoTime() < Long.MAX_VALUE / 8) {
        tape.time.advance(pick(random, DURATIONS));
      }
      if (told && random.nextBoolean()) {
        told(tape, random);
      } else {
        seen(tape, random);
      }
    }
    return tape;
  }

  private static void told(Tape tape, Random random) {
    String name = pick(random, NAMES);
    long call = random.nextInt(3);
    int attempt = 1 + random.nextInt(4);
    IOException error = new IOException(pick(random, TEXTS));
    switch (random.nextInt(8)) {
      case 0 -> tape.callStarted(name, call);
      case 1, 2 -> tape.attemptStarted(name, call, attempt);
      case 3 -> tape.attemptSucceeded(name, call, attempt);
      case 4 -> tape.attemptFailed(name, call, attempt, Failure.ofStatus(503), null);
      case 5 -> tape.attemptFailed(name, call, attempt, TRANSIENT, error);
      case 6 -> tape.retryStopped(name, call, attempt, pick(random, TEXTS));
      default -> tape.callEnded(name, call, pick(random, List.of(Outcome.values())), error);
    }
  }

  private static void seen(Tape tape, Random random) {
    String text = pick(random, TEXTS);
    switch (random.nextInt(8)) {
      case 6 -> tape.hedgeStarted(text, random.nextInt(3), 2 + random.nextInt(3));
      case 7 ->
          tape.hedgeEnded(
              text,
              random.nextInt(3),
              1 + random.nextInt(3),
              pick(random, List.of(Outcome.values())),
              random.nextBoolean() ? new IOException(text) : null);
      case 0 -> tape.rejected(text, CircuitState.OPEN, "1h30min");
      case 1 -> tape.changed(text, CircuitState.CLOSED, CircuitState.OPEN, pick(random, TEXTS));
      case 2 -> tape.fallbackAnswered(pick(random, NAMES), null);
      case 3 -> tape.request(text, pick(random, TEXTS), null);
      case 4 -> tape.timeline.newCall(text);
      default -> {
        FaultLabel fault = new FaultLabel("x#1", 1, text, pick(random, TEXTS));
        tape.answered(tape.invoked(text, fault), pick(random, TEXTS), TRANSIENT, null);
      }
    }
  }
}
