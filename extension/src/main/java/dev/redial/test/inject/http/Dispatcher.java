package dev.redial.test.inject.http;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.redial.test.inject.FaultPlan;
import dev.redial.test.inject.PlannedFault;
import dev.redial.test.inject.ScriptOverrunError;
import dev.redial.test.script.Fault;
import dev.redial.test.timeline.FaultLabel;
import dev.redial.test.timeline.Timeline;
import dev.redial.test.timeline.TimelineEvent.WireAnswer;
import dev.redial.test.timeline.TimelineEvent.WireRequest;
import dev.redial.time.Moment;
import dev.redial.time.TimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Records each request, takes its fault from the script and decides what is done.
 *
 * <p>An answer is recorded just before its first byte is sent. What the client does on it is thus
 * recorded later, and two runs of a test record the same order.
 */
final class Dispatcher implements HttpConversation.Desk {

  private final String server;
  private final TimeSource time;
  private final Timeline timeline;
  private final Routes routes;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final List<RecordedRequest> requests = new ArrayList<>();

  @GuardedBy("lock")
  private final List<Throwable> responderErrors = new ArrayList<>();

  Dispatcher(String server, TimeSource time, Timeline timeline, Routes routes) {
    this.server = server;
    this.time = time;
    this.timeline = timeline;
    this.routes = routes;
  }

  List<RecordedRequest> requests() {
    synchronized (lock) {
      return List.copyOf(requests);
    }
  }

  List<Throwable> responderErrors() {
    synchronized (lock) {
      return List.copyOf(responderErrors);
    }
  }

  /** A request that has its place in the recording and in its script. */
  private record Arrival(
      RecordedRequest recorded,
      Optional<Routes.Route> route,
      Fault fault,
      @Nullable ScriptOverrunError overrun) {}

  @Override
  public Reaction decide(HttpRequest request, BooleanSupplier closed) {
    Arrival arrival = arrive(request);
    Reaction reaction = react(request, arrival, closed);
    if (closed.getAsBoolean()) {
      reaction = new CutOff();
    }
    record(arrival.recorded().number(), reaction);
    return reaction;
  }

  @Override
  public Reaction refuse(BadRequestException reason) {
    long number;
    synchronized (lock) {
      number = timeline.nextNumber();
      timeline.record(new WireRequest(number, server, "(not a request)", null));
    }
    Answer answer = Answer.of(reason.status()).withBody(reason.getMessage() + "\n");
    Reaction reaction = new Reply(null, answer, "not a request", time.instant());
    record(number, reaction);
    return reaction;
  }

  private void record(long number, Reaction reaction) {
    timeline.record(new WireAnswer(number, reaction.words(), reaction.failure()));
  }

  /** In one piece, so that numbers, steps and both recordings have the same order. */
  private Arrival arrive(HttpRequest request) {
    Optional<Routes.Route> route = routes.find(request);
    synchronized (lock) {
      Moment now = time.moment();
      RecordedRequest recorded = new RecordedRequest(request, timeline.nextNumber(), now);
      Fault fault = Fault.ok();
      FaultLabel label = null;
      ScriptOverrunError overrun = null;
      FaultPlan plan = route.map(Routes.Route::plan).orElse(null);
      if (plan != null) {
        try {
          PlannedFault planned = plan.next(plan.name());
          fault = planned.fault();
          label = planned.labelOrNull();
        } catch (ScriptOverrunError e) {
          overrun = e;
        }
      }
      String line = request.method() + " " + request.target();
      timeline.record(new WireRequest(recorded.number(), server, line, label));
      requests.add(recorded);
      return new Arrival(recorded, route, fault, overrun);
    }
  }

  private Reaction react(HttpRequest request, Arrival arrival, BooleanSupplier closed) {
    if (arrival.route().isEmpty()) {
      Answer answer =
          Answer.of(404)
              .withBody(
                  "The server has no route for "
                      + request.method()
                      + " "
                      + RecordedRequest.pathOf(request.target())
                      + ". "
                      + routes.describe()
                      + "\n");
      return reply(request, answer, "no such route");
    }
    if (arrival.overrun() != null) {
      // A status that nobody retries: the test should end, not go on beyond its script.
      Answer answer = Answer.of(501).withBody(arrival.overrun().getMessage() + "\n");
      return reply(request, answer, "beyond the script");
    }
    if (arrival.fault() instanceof Fault.Ok) {
      return respond(request, arrival, arrival.route().get(), closed);
    }
    if (arrival.fault() instanceof Fault.Lost) {
      // It takes effect; that nobody hears of it is the fault.
      respond(request, arrival, arrival.route().get(), closed);
    }
    return WireFaults.reaction(arrival.fault(), request, arrival.recorded().arrival().instant());
  }

  private Reaction respond(
      HttpRequest request, Arrival arrival, Routes.Route route, BooleanSupplier closed) {
    try {
      Answer answer = route.responder().answer(arrival.recorded());
      if (answer == null) {
        throw new NullPointerException(
            "The responder for '"
                + route.pattern()
                + "' returned null; return Answer.ok() for an empty answer.");
      }
      return reply(request, answer, "");
    } catch (Throwable e) {
      if (!closed.getAsBoolean()) {
        synchronized (lock) {
          responderErrors.add(e);
        }
      }
      Answer answer =
          Answer.of(500).withBody("The responder for '" + route.pattern() + "' threw " + e + "\n");
      return reply(request, answer, "the responder threw " + e.getClass().getSimpleName());
    }
  }

  /** The date of an answer is that of its sending: a responder may have moved the clock. */
  private Reaction reply(HttpRequest request, Answer answer, String remark) {
    return new Reply(request, answer, remark, time.instant());
  }
}
