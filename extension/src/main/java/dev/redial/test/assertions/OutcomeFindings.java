package dev.redial.test.assertions;

import dev.redial.call.Outcome;
import dev.redial.test.timeline.CallStory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** What may differ in how a call ended. */
final class OutcomeFindings {

  private OutcomeFindings() {}

  static Optional<Finding> outcome(CallStory call, Outcome expected) {
    if (call.outcome().filter(expected::equals).isPresent()) {
      return Optional.empty();
    }
    String wanted =
        switch (expected) {
          case SUCCEEDED -> "to succeed";
          case FAILED -> "to fail";
          case REJECTED -> "to be rejected";
          case ABORTED -> "to be aborted";
        };
    return Optional.of(ended(call, wanted, expected.name(), hint(call, expected)));
  }

  private static String hint(CallStory call, Outcome expected) {
    boolean answered = call.fallback().isPresent();
    return expected == Outcome.SUCCEEDED && answered
        ? " A fallback answered; answeredByFallback() asserts that."
        : "";
  }

  static Optional<Finding> error(CallStory call, Class<? extends Throwable> type) {
    Throwable error = unwrapped(call.error().orElse(null));
    if (type.isInstance(error)) {
      return Optional.empty();
    }
    String wanted = "to fail with " + type.getSimpleName();
    if (error == null) {
      return Optional.of(ended(call, wanted, type.getName(), ""));
    }
    String sentence =
        "Expected %s %s, but it failed with %s."
            .formatted(Phrases.name(call), wanted, error.getClass().getSimpleName());
    return Optional.of(
        Finding.of(sentence, type.getName(), error.getClass().getName())
            .at(call, "expected " + type.getSimpleName()));
  }

  private static @Nullable Throwable unwrapped(@Nullable Throwable error) {
    boolean wraps = error instanceof CompletionException || error instanceof ExecutionException;
    return wraps && error != null && error.getCause() != null ? error.getCause() : error;
  }

  private static Finding ended(CallStory call, String wanted, String expected, String hint) {
    String sentence =
        "Expected " + Phrases.name(call) + " " + wanted + ", but it " + how(call) + "." + hint;
    String actual = call.outcome().map(Enum::name).orElse("not ended");
    return Finding.of(sentence, expected, actual).at(call, "expected " + wanted);
  }

  private static String how(CallStory call) {
    if (call.outcome().isEmpty()) {
      return "has not ended";
    }
    String attempts = Phrases.count(call.attempts().size(), "attempt");
    return switch (call.outcome().get()) {
      case SUCCEEDED -> "succeeded with attempt " + call.attempts().size();
      case FAILED -> "failed after " + attempts + lastAnswer(call);
      case REJECTED -> "was rejected by a circuit breaker after " + attempts;
      case ABORTED -> "was aborted after " + attempts;
    };
  }

  private static String lastAnswer(CallStory call) {
    return call.attempts().stream()
        .reduce((first, last) -> last)
        .map(attempt -> ": " + Phrases.answer(attempt))
        .orElse("");
  }

  static Optional<Finding> rejected(CallStory call) {
    return call.rejections().isEmpty() ? outcome(call, Outcome.REJECTED) : Optional.empty();
  }

  static Optional<Finding> fallback(CallStory call) {
    String expected = "answered by a fallback";
    return call.fallback().isEmpty()
        ? Optional.of(ended(call, "to be " + expected, expected, ""))
        : Optional.empty();
  }

  static Optional<Finding> took(CallStory call, WaitRange expected, String limit) {
    if (call.took().isEmpty()) {
      return Optional.of(ended(call, "to take " + limit, limit, ""));
    }
    Duration took = call.took().get();
    if (expected.contains(took)) {
      return Optional.empty();
    }
    Duration waited = call.waits().stream().reduce(Duration.ZERO, Duration::plus);
    String sentence =
        "Expected %s to take %s, but it took %s, of which it waited %s between attempts."
            .formatted(Phrases.name(call), limit, Phrases.time(took), Phrases.time(waited));
    return Optional.of(
        Finding.of(sentence, limit, Phrases.time(took)).at(call, "expected " + limit));
  }

  static Optional<Finding> stop(CallStory call, String text) {
    if (call.stoppedBy().filter(rule -> rule.contains(text)).isPresent()) {
      return Optional.empty();
    }
    String start = "Expected " + Phrases.name(call) + " to stop because of \"" + text + "\", but ";
    String found =
        call.stoppedBy()
            .map(rule -> "it stopped because of \"" + rule + "\"")
            .orElseGet(() -> "no rule stopped it: it " + how(call));
    return Optional.of(
        Finding.of(start + found + ".", text, call.stoppedBy().orElse("no rule"))
            .at(call, "expected another rule"));
  }
}
