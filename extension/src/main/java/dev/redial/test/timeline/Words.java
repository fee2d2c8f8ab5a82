package dev.redial.test.timeline;

import dev.redial.failure.Causes;
import dev.redial.failure.Failure;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What came of an attempt, in words. */
final class Words {

  private static final Pattern STATUS = Pattern.compile("\\d{3}");
  private static final Pattern WHOLE_SECONDS = Pattern.compile("(\\d+) s");

  private Words() {}

  static String of(AttemptDraft attempt) {
    if (attempt.ended == null) {
      return attempt.cutOff ? "cut off" : "under way";
    }
    return attempt.succeeded() ? ofSuccess(attempt) : ofFailure(attempt);
  }

  /** The invocation that decided the attempt: the last that failed, or else the last. */
  static Optional<InvocationStory> telling(List<InvocationStory> invocations) {
    return invocations.stream()
        .reduce((one, next) -> next.succeeded() && !one.succeeded() ? one : next);
  }

  /** The name of an error's class, without its package. */
  static String name(Throwable error) {
    String name = error.getClass().getName();
    String simple = error.getClass().getSimpleName();
    return simple.isEmpty() ? name.substring(name.lastIndexOf('.') + 1) : simple;
  }

  private static String ofSuccess(AttemptDraft attempt) {
    return telling(attempt.invocations)
        .filter(InvocationStory::succeeded)
        .flatMap(InvocationStory::answer)
        .or(() -> lastOnTheWire(attempt).filter(WireStory::succeeded).flatMap(WireStory::answer))
        .orElse("ok");
  }

  private static String ofFailure(AttemptDraft attempt) {
    Failure failure = attempt.failure;
    Throwable error = attempt.error;
    Optional<String> seen =
        telling(attempt.invocations)
            .filter(invocation -> !invocation.succeeded() && explains(invocation, error))
            .flatMap(InvocationStory::answer);
    if (seen.isPresent()) {
      return withRetryAfter(seen.get(), failure);
    }
    if (failure != null && failure.status().isPresent()) {
      return withRetryAfter(String.valueOf(failure.status().getAsInt()), failure);
    }
    if (error != null) {
      return withRetryAfter(ofError(error), failure);
    }
    return withRetryAfter(
        lastOnTheWire(attempt)
            .filter(wire -> attempt.result == null && !wire.succeeded())
            .flatMap(WireStory::answer)
            .orElseGet(() -> ofResult(attempt.result)),
        failure);
  }

  private static Optional<WireStory> lastOnTheWire(AttemptDraft attempt) {
    return attempt.wireRequests.stream().reduce((first, last) -> last);
  }

  private static boolean explains(InvocationStory invocation, @Nullable Throwable error) {
    Throwable cause = invocation.error().orElse(null);
    return error == null
        ? cause == null
        : cause != null && Causes.of(error).anyMatch(other -> other == cause);
  }

  private static String ofError(Throwable thrown) {
    boolean wrapped = thrown instanceof CompletionException || thrown instanceof ExecutionException;
    Throwable cause = thrown.getCause();
    Throwable error = wrapped && cause != null ? cause : thrown;
    String message = message(error);
    return message == null || message.isBlank() ? name(error) : name(error) + " (" + message + ")";
  }

  /** The message, which a user's class may fail to give. */
  private static @Nullable String message(Throwable error) {
    try {
      return error.getMessage();
    } catch (RuntimeException | StackOverflowError unreadable) {
      return "its message cannot be read";
    }
  }

  private static String ofResult(@Nullable Object result) {
    return result == null ? "failing result" : "failing " + result.getClass().getSimpleName();
  }

  private static String withRetryAfter(String words, @Nullable Failure failure) {
    boolean saysSo = words.contains("Retry-After");
    Optional<String> asked =
        Optional.ofNullable(failure).flatMap(Failure::retryAfter).map(Object::toString);
    if (asked.isPresent() && !saysSo) {
      return words + ", Retry-After: " + WHOLE_SECONDS.matcher(asked.get()).replaceFirst("$1");
    }
    return STATUS.matcher(words).matches() ? (words + " " + phrase(words)).strip() : words;
  }

  /** The reason phrases of RFC 9110 and RFC 6585 that a retry is likely to meet. */
  private static String phrase(String status) {
    return switch (status) {
      case "400" -> "Bad Request";
      case "401" -> "Unauthorized";
      case "403" -> "Forbidden";
      case "404" -> "Not Found";
      case "405" -> "Method Not Allowed";
      case "408" -> "Request Timeout";
      case "409" -> "Conflict";
      case "410" -> "Gone";
      case "412" -> "Precondition Failed";
      case "413" -> "Content Too Large";
      case "422" -> "Unprocessable Content";
      case "429" -> "Too Many Requests";
      case "500" -> "Internal Server Error";
      case "501" -> "Not Implemented";
      case "502" -> "Bad Gateway";
      case "503" -> "Service Unavailable";
      case "504" -> "Gateway Timeout";
      default -> "";
    };
  }
}
