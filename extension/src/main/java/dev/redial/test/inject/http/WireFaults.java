package dev.redial.test.inject.http;

import dev.redial.test.script.Fault;
import dev.redial.test.script.Rule;
import dev.redial.test.script.Script;
import dev.redial.test.script.ScriptItem;
import java.time.Instant;

/** How a fault looks on the wire, and which faults cannot be had there. */
final class WireFaults {

  private WireFaults() {}

  /**
   * Refuses a script that this seam cannot play, before the first request.
   *
   * @throws IllegalArgumentException if it has such a fault; the message says what to write instead
   */
  static void check(RoutePattern route, Script script, int port) {
    for (int i = 0; i < script.items().size(); i++) {
      ScriptItem item = script.items().get(i);
      String kind = item instanceof Rule ? "Rule " : "Step ";
      String place = kind + (i + 1) + " of the script for '" + route + "', '" + item + "': ";
      try {
        if (item instanceof Rule rule && rule.condition().needsArguments()) {
          throw new IllegalArgumentException(
              "a request has no arguments; give the route a script of its own instead");
        }
        check(item.fault(), port);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(place + e.getMessage(), e);
      }
    }
    if (script.end() == Script.End.FAIL) {
      throw new IllegalArgumentException(
          "'then fail' of the script for '" + route + "': " + whyNot(Fault.refused(), port));
    }
  }

  private static void check(Fault fault, int port) {
    if (fault instanceof Fault.Status status) {
      answer(status, Instant.EPOCH);
      return;
    }
    String whyNot = whyNot(fault, port);
    if (!whyNot.isEmpty()) {
      throw new IllegalArgumentException(whyNot);
    }
  }

  private static String whyNot(Fault fault, int port) {
    if (fault instanceof Fault.Refused) {
      return "a port that listens cannot refuse one request; write 'reset', or call stop(),"
          + " which refuses every connection to port "
          + port
          + " until restart()";
    }
    if (fault instanceof Fault.Dns) {
      return "a client that reached the server knows its name; give it a name such as"
          + " unknown.invalid";
    }
    if (fault instanceof Fault.Tls) {
      return "the server speaks plain HTTP; wrap the client to show it";
    }
    if (fault instanceof Fault.Slow) {
      return "an answer takes real time on a real socket; wrap the client to show it on the test's"
          + " clock";
    }
    boolean isOfObjects = fault instanceof Fault.Thrown || fault instanceof Fault.Returned;
    return isOfObjects ? "a server answers with a status; write one, such as 500 or 200" : "";
  }

  static Reaction reaction(Fault fault, HttpRequest request, Instant now) {
    if (fault instanceof Fault.Status status) {
      return new Reply(request, answer(status, now), "", now);
    }
    if (fault instanceof Fault.Reset) {
      return new ResetConnection();
    }
    if (fault instanceof Fault.Timeout || fault instanceof Fault.Hang) {
      return new NeverAnswer();
    }
    if (fault instanceof Fault.Lost lost) {
      return reaction(lost.seen(), request, now);
    }
    throw new IllegalStateException("The server cannot play '" + fault + "'.");
  }

  private static Answer answer(Fault.Status status, Instant now) {
    Answer answer = Answer.of(status.code());
    for (var header : status.headers()) {
      answer = answer.withHeader(header.name(), header.value().at(now));
    }
    return status.body().isPresent() ? answer.withBody(status.body().get()) : answer;
  }
}
