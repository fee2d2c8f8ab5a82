package dev.redial.test.report;

import dev.redial.failure.Causes;
import dev.redial.test.timeline.AttemptStory;
import dev.redial.test.timeline.CallStory;
import dev.redial.test.timeline.WireStory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Requests that a client sent again on its own, within one attempt. */
public final class HiddenRetries {

  /** What clients do on their own, and the package by which a stack trace shows them. */
  private static final List<Map.Entry<String, String>> HABITS =
      List.of(
          Map.entry(
              "jdk.internal.net.http.",
              "java.net.http.HttpClient re-sends a GET once when a connection is reset."),
          Map.entry(
              "sun.net.www.protocol.http.",
              "HttpURLConnection re-sends a request once, a POST too, when a connection is lost."),
          Map.entry(
              "org.apache.hc.",
              "Apache HttpClient re-sends by default on 429, 503 and a lost connection."),
          Map.entry("okhttp3.", "OkHttp re-sends on its own on 408 and on a lost connection."));

  private HiddenRetries() {}

  /** How many requests of a call repeat one of the same attempt. */
  public static int count(CallStory call) {
    return call.attempts().stream().mapToInt(HiddenRetries::count).sum();
  }

  private static int count(AttemptStory attempt) {
    List<WireStory> wire = attempt.wireRequests();
    long different = wire.stream().map(one -> one.server() + " " + one.line()).distinct().count();
    return wire.size() - Math.toIntExact(different);
  }

  /** The habit of the client at hand, where a stack trace shows which it is. */
  static Optional<String> habit(CallStory call) {
    String frames =
        call.attempts().stream()
            .flatMap(attempt -> attempt.error().stream())
            .limit(8)
            .flatMap(Causes::of)
            .flatMap(error -> Arrays.stream(error.getStackTrace()))
            .map(StackTraceElement::getClassName)
            .collect(Collectors.joining("\n", "\n", ""));
    return HABITS.stream()
        .filter(habit -> frames.contains("\n" + habit.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
