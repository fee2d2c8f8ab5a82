package dev.redial.test.inject.http;

import dev.redial.test.script.Fault;
import dev.redial.test.script.Script;
import dev.redial.test.script.Step;
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
    for (int i = 0; i < script.steps().size(); i++) {
      Step step = script.steps().get(i);
      String place = "Step " + (i + 1) + " of the script for '" + route + "', '" + step + "': ";
      try {
        if (step.fault() instanceof Fault.Status status) {
          answer(status, Instant.EPOCH);
        } else if (step.fault() instanceof Fault.Refused) {
          throw new IllegalArgumentException(
              "a port that listens cannot refuse one request; write 'reset', or call stop(),"
                  + " which refuses every connection to port "
                  + port
                  + " until restart()");
        }
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(place + e.getMessage(), e);
      }
    }
  }

  static Reaction reaction(Fault fault, HttpRequest request, Instant now) {
    if (fault instanceof Fault.Status status) {
      return new Reply(request, answer(status, now), "", now);
    }
    if (fault instanceof Fault.Reset) {
      return new ResetConnection();
    }
    if (fault instanceof Fault.Timeout) {
      return new NeverAnswer();
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
