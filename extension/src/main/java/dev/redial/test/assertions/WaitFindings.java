package dev.redial.test.assertions;

import dev.redial.test.timeline.AttemptStory;
import dev.redial.test.timeline.CallStory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What may differ in how long was waited between attempts. */
final class WaitFindings {

  private WaitFindings() {}

  static Optional<Finding> waits(CallStory call, List<WaitRange> expected) {
    List<Duration> waits = call.waits();
    String list = expected.stream().map(WaitRange::toString).collect(Collectors.joining(", "));
    String start =
        expected.isEmpty()
            ? "Expected no wait"
            : "Expected wait" + (expected.size() == 1 ? " " : "s ") + list;
    for (int i = 0; i < Math.min(waits.size(), expected.size()); i++) {
      if (!expected.get(i).contains(waits.get(i))) {
        return Optional.of(different(call, i, expected.get(i), start, list));
      }
    }
    if (waits.size() == expected.size()) {
      return Optional.empty();
    }
    return Optional.of(
        waits.size() < expected.size()
            ? tooFew(call, expected.get(waits.size()), start, list)
            : tooMany(call, expected.size(), start, list));
  }

  static Optional<Finding> allWaits(CallStory call, WaitRange range) {
    List<Duration> waits = call.waits();
    String start = "Expected every wait within " + range;
    String wanted = "each " + range;
    if (waits.isEmpty()) {
      String sentence = start + ", but there was none: " + Phrases.whyNoMore(call) + ".";
      return Optional.of(Finding.of(sentence, wanted, "none").at(call, "expected a retry"));
    }
    for (int i = 0; i < waits.size(); i++) {
      if (!range.contains(waits.get(i))) {
        return Optional.of(different(call, i, range, start, wanted));
      }
    }
    return Optional.empty();
  }

  private static Finding different(
      CallStory call, int index, WaitRange expected, String start, String wanted) {
    AttemptStory before = call.attempts().get(index);
    AttemptStory after = call.attempts().get(index + 1);
    Duration wait = call.waits().get(index);
    String which = call.waits().size() == 1 ? "it was " : "the " + Phrases.ordinal(index) + " was ";
    String sentence =
        start + ", but " + which + Phrases.time(wait) + ": " + meaning(before, after, expected);
    return Finding.of(sentence, wanted, Phrases.times(call.waits()))
        .at(after, "expected " + expected);
  }

  private static String meaning(AttemptStory before, AttemptStory after, WaitRange expected) {
    Duration wait = after.waitBefore().orElse(Duration.ZERO);
    String began = "attempt " + after.number() + " began ";
    Optional<Duration> server = before.retryAfter().filter(asked -> wait.compareTo(asked) < 0);
    if (server.isPresent()) {
      String early = Phrases.time(server.get().minus(wait));
      return began + early + " before the server's Retry-After allowed.";
    }
    Duration difference = wait.minus(expected.nearest(wait));
    String off = Phrases.time(difference.abs()) + (difference.isNegative() ? " early" : " late");
    Optional<Duration> policy = after.waitAsked().filter(asked -> !asked.equals(wait));
    return began
        + off
        + policy.map(asked -> ", while its policy asked for " + Phrases.time(asked)).orElse("")
        + ".";
  }

  private static Finding tooFew(CallStory call, WaitRange missing, String start, String wanted) {
    int waits = call.waits().size();
    String found =
        waits == 0 ? "there was none" : "there " + only(waits) + Phrases.times(call.waits());
    String sentence = start + ", but " + found + ": " + Phrases.whyNoMore(call) + ".";
    return Finding.of(sentence, wanted, waits == 0 ? "none" : Phrases.times(call.waits()))
        .at(call, "expected another wait of " + missing);
  }

  private static String only(int waits) {
    return waits == 1 ? "was only one, " : "were only " + waits + ", ";
  }

  private static Finding tooMany(CallStory call, int expected, String start, String wanted) {
    AttemptStory extra = call.attempts().get(expected + 1);
    String sentence =
        start
            + ", but there "
            + (call.waits().size() == 1 ? "was one" : "were " + call.waits().size())
            + ": after "
            + Phrases.time(call.waits().get(expected))
            + " more came attempt "
            + extra.number()
            + ".";
    return Finding.of(sentence, wanted.isEmpty() ? "none" : wanted, Phrases.times(call.waits()))
        .at(extra, "not expected");
  }
}
