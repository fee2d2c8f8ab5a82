package dev.redial.test.assertions;

import dev.redial.call.Outcome;
import dev.redial.test.timeline.AttemptStory;
import dev.redial.test.timeline.CallStory;
import dev.redial.text.NearestWord;
import dev.redial.time.Durations;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Turns of speech that findings share. */
final class Phrases {

  private static final List<String> ORDINALS =
      List.of(
          "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
          "tenth");
  private static final int MOST_LISTED = 12;
  private static final int LONGEST_ANSWER = 80;

  private Phrases() {}

  static String count(long number, String one) {
    return (number == 0 ? "no" : String.valueOf(number)) + " " + one + (number == 1 ? "" : "s");
  }

  static String thereWere(long number) {
    return number == 0 ? "there were none" : (number == 1 ? "there was " : "there were ") + number;
  }

  /** The place in a list, counted from 0, as in {@code "third"}. */
  static String ordinal(int index) {
    if (index < ORDINALS.size()) {
      return ORDINALS.get(index);
    }
    int number = index + 1;
    int tens = number / 10 % 10;
    String ending =
        switch (tens == 1 ? 0 : number % 10) {
          case 1 -> "st";
          case 2 -> "nd";
          case 3 -> "rd";
          default -> "th";
        };
    return number + ending;
  }

  static String time(Duration duration) {
    return Durations.format(duration);
  }

  static String times(List<Duration> durations) {
    String shown =
        durations.stream().limit(MOST_LISTED).map(Phrases::time).collect(Collectors.joining(", "));
    int left = durations.size() - MOST_LISTED;
    return left > 0 ? shown + " and " + left + " more" : shown;
  }

  /** Names in quotes, not too many of them. */
  static String names(Collection<String> names, int most) {
    String shown =
        names.stream().limit(most).map(name -> "'" + name + "'").collect(Collectors.joining(", "));
    int left = names.size() - most;
    return left > 0 ? shown + " and " + left + " more" : shown;
  }

  /** A question that may follow a sentence about a name that is not known. */
  static String didYouMean(Collection<String> known, String name) {
    return NearestWord.among(known, name)
        .map(nearest -> " Did you mean '" + nearest + "'?")
        .orElse("");
  }

  static String name(CallStory call) {
    return "call '" + call.name() + "'";
  }

  /** What came of an attempt, on one line that is not too long. */
  static String answer(AttemptStory attempt) {
    String line = attempt.answer().lines().findFirst().orElse("");
    return line.length() > LONGEST_ANSWER ? line.substring(0, LONGEST_ANSWER) + "..." : line;
  }

  /** A rule without what it adds in brackets. */
  static String head(String rule) {
    int bracket = rule.indexOf(" (");
    return bracket > 0 ? rule.substring(0, bracket) : rule;
  }

  /** Why nothing came after the last attempt. */
  static String whyNoMore(CallStory call) {
    if (call.stoppedBy().isPresent()) {
      String further = call.attempts().size() > 1 ? " further" : "";
      return "it was not retried" + further + ", because " + head(call.stoppedBy().get());
    }
    List<AttemptStory> attempts = call.attempts();
    Optional<Outcome> outcome = call.outcome();
    if (outcome.filter(Outcome.REJECTED::equals).isPresent()) {
      return lastOf(call.rejections())
          .map(last -> "circuit " + last.circuit() + " was " + last.state() + " and rejected it")
          .orElse("a circuit breaker rejected it");
    }
    if (outcome.filter(Outcome.ABORTED::equals).isPresent()) {
      return "the call was aborted after " + count(attempts.size(), "attempt");
    }
    return lastOf(attempts).map(Phrases::whyNoMoreAfter).orElse("the operation never ran");
  }

  private static <T> Optional<T> lastOf(List<T> list) {
    return list.isEmpty() ? Optional.empty() : Optional.of(list.get(list.size() - 1));
  }

  private static String whyNoMoreAfter(AttemptStory last) {
    if (last.succeeded()) {
      return "attempt " + last.number() + " succeeded";
    }
    return last.end().isEmpty()
        ? "attempt " + last.number() + " has not ended"
        : "nothing came after attempt " + last.number() + ", which failed (" + answer(last) + ")";
  }
}
