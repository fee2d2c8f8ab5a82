package dev.redial.test.assertions;

import dev.redial.test.report.HiddenRetries;
import dev.redial.test.timeline.AttemptStory;
import dev.redial.test.timeline.CallStory;
import dev.redial.test.timeline.Story;
import java.util.List;
import java.util.Optional;

/** What may differ in how often something was attempted. */
final class AttemptFindings {

  private AttemptFindings() {}

  static Optional<Finding> attempts(CallStory call, int expected) {
    List<AttemptStory> attempts = call.attempts();
    int actual = attempts.size();
    if (actual == expected) {
      return Optional.empty();
    }
    String start =
        "Expected " + Phrases.count(expected, "attempt") + ", but " + Phrases.thereWere(actual);
    String wanted = Phrases.count(expected, "attempt");
    String found = Phrases.count(actual, "attempt");
    if (actual < expected) {
      String sentence = start + ": " + Phrases.whyNoMore(call) + ".";
      return Optional.of(Finding.of(sentence, wanted, found).at(call, "expected " + expected));
    }
    String meaning = expected == 0 ? "." : ": " + wentOn(attempts.get(expected - 1)) + ".";
    return Optional.of(
        Finding.of(start + meaning, wanted, found).at(attempts.get(expected), "not expected"));
  }

  private static String wentOn(AttemptStory attempt) {
    return attempt.succeeded()
        ? "the code went on, although attempt " + attempt.number() + " had succeeded"
        : "the code went on after attempt "
            + attempt.number()
            + " ("
            + Phrases.answer(attempt)
            + ")";
  }

  static Optional<Finding> wireRequests(CallStory call, int expected) {
    int hidden = HiddenRetries.count(call);
    String attempts = Phrases.count(call.attempts().size(), "attempt");
    String meaning =
        hidden == 0 ? "." : ": in " + attempts + " the client re-sent " + hidden + " on its own.";
    return wire(expected, call.wireRequests().size(), meaning)
        .map(finding -> hidden > 0 ? finding : finding.at(call, "expected " + expected));
  }

  static Optional<Finding> wireRequests(Story story, int expected) {
    int loose = story.looseWireRequests().size();
    if (story.calls().size() == 1 && loose == 0) {
      return wireRequests(story.calls().get(0), expected);
    }
    String meaning = loose == 0 ? "." : ", " + loose + " of them at no known attempt.";
    return wire(expected, story.wireRequests().size(), meaning);
  }

  private static Optional<Finding> wire(int expected, int actual, String meaning) {
    String wanted = Phrases.count(expected, "wire request");
    String sentence = "Expected " + wanted + ", but " + Phrases.thereWere(actual) + meaning;
    return actual == expected
        ? Optional.empty()
        : Optional.of(Finding.of(sentence, wanted, Phrases.count(actual, "wire request")));
  }
}
