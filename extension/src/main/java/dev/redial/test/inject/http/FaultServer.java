package dev.redial.test.inject.http;

import dev.redial.test.inject.FaultPlan;
import dev.redial.test.script.Script;
import dev.redial.test.timeline.Timeline;
import dev.redial.time.TimeSource;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 server on the loopback interface whose requests meet scripted faults, on real sockets
 * and with the test's dates.
 *
 * <pre>{@code
 * try (FaultServer server = FaultServer.start(clock, timeline)) {
 *   server.on("PUT /orders/42", "reset, 503(Retry-After: 7), 200 '{\"id\":42}'");
 *   new OrderClient(server.uri()).put(order);
 *   server.verify();
 * }
 * }</pre>
 *
 * <p>How a fault looks on the wire, always after the whole request has been read:
 *
 * <ul>
 *   <li>a status: an answer with these headers and this body, on a connection that is kept. {@code
 *       503(Connection: close)} ends the connection after it.
 *   <li>{@code reset}: the connection ends with a TCP RST, without a byte of an answer.
 *   <li>{@code timeout}: the request is accepted and never answered; the connection stays until the
 *       client gives up or the server closes. A duration, as in {@code timeout(5s)}, makes no
 *       difference here: how long it takes is up to the client.
 *   <li>{@code ok}: what the route's {@link Responder} answers, or an empty 200 if it has none.
 *   <li>{@code refused} is refused: a port that listens cannot do it. See {@link #stop()}.
 * </ul>
 *
 * <p>Scripts count requests on the wire, not attempts of a policy. Some clients send a request
 * again without saying so: {@code java.net.http.HttpClient} does it once for a GET whose connection
 * is reset, and that takes a step too. {@link #requests()} and the timeline show every request that
 * came.
 *
 * <p>Instants and dates are the {@link TimeSource}'s, which the server only reads: it never waits
 * on the test's clock. Any number of threads and connections may use a server at once.
 */
public final class FaultServer implements AutoCloseable {

  private static final Responder EMPTY_OK = request -> Answer.ok();

  private final TimeSource time;
  private final Timeline timeline;
  private final Routes routes = new Routes();
  private final Dispatcher dispatcher;
  private final ServerPort port;

  private FaultServer(String name, TimeSource time, Timeline timeline) {
    this.time = time;
    this.timeline = timeline;
    this.dispatcher = new Dispatcher(Objects.requireNonNull(name, "name"), time, timeline, routes);
    this.port = new ServerPort(new HttpConversation(dispatcher));
  }

  /** Starts a server on a free port of 127.0.0.1; the timeline calls it {@code "server"}. */
  public static FaultServer start(TimeSource time, Timeline timeline) {
    return start("server", time, timeline);
  }

  /** As {@link #start(TimeSource, Timeline)}, with a name for tests that have several. */
  public static FaultServer start(String name, TimeSource time, Timeline timeline) {
    return new FaultServer(name, time, timeline);
  }

  /** Where the server is, such as {@code http://127.0.0.1:43210}, without a slash at the end. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + port());
  }

  /**
   * Where a path of the server is.
   *
   * @param path with its leading slash, encoded as URIs want it; it may have a query
   * @throws IllegalArgumentException if it has no leading slash or characters no URI has
   */
  public URI uri(String path) {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("path must begin with '/', but was '" + path + "'");
    }
    return URI.create(uri() + path);
  }

  /** The port; it stays the same over {@link #stop()} and {@link #restart()}. */
  public int port() {
    return port.number();
  }

  /**
   * Lets the requests of a route meet the faults of a script.
   *
   * @param route method and path, such as {@code "PUT /orders/42"}, or with a wildcard at the end
   *     {@code "GET /receipts/*"}. The path is compared as it is sent, without the query; the
   *     longest fitting route takes a request, one without wildcard first.
   * @param script such as {@code "reset, 503, 200 '{\"id\":42}'"}
   * @throws IllegalArgumentException if one of the two is not valid, the server cannot play the
   *     script, or the route has been given before
   */
  public FaultServer on(String route, String script) {
    return on(route, Script.parse(script), EMPTY_OK);
  }

  /** As {@link #on(String, String)}. */
  public FaultServer on(String route, Script script) {
    return on(route, script, EMPTY_OK);
  }

  /** As {@link #on(String, String)}; {@code ok} is what the responder answers. */
  public FaultServer on(String route, String script, Responder responder) {
    return on(route, Script.parse(script), responder);
  }

  /** As {@link #on(String, String)}; {@code ok} is what the responder answers. */
  public FaultServer on(String route, Script script, Responder responder) {
    RoutePattern pattern = RoutePattern.parse(route);
    WireFaults.check(pattern, script, port());
    return add(pattern, FaultPlan.of(pattern.toString(), script, timeline, time), responder);
  }

  /**
   * Lets a responder answer all requests of a route, without faults.
   *
   * @param route as in {@link #on(String, String)}
   * @throws IllegalArgumentException if the route is not valid or has been given before
   */
  public FaultServer respond(String route, Responder responder) {
    return add(RoutePattern.parse(route), null, responder);
  }

  private FaultServer add(RoutePattern pattern, @Nullable FaultPlan plan, Responder responder) {
    port.requireOpen();
    routes.add(new Routes.Route(pattern, plan, Objects.requireNonNull(responder, "responder")));
    return this;
  }

  /**
   * All requests so far in the order they came, with those that no route took and those a client
   * sent again by itself. What could not be read as a request is on the timeline only.
   */
  public List<RecordedRequest> requests() {
    return dispatcher.requests();
  }

  /** The scripts at work, in the order they were given. */
  public List<FaultPlan> plans() {
    return routes.plans();
  }

  /**
   * Checks that requests and scripts came out even and that no responder threw. It may be called
   * before or after {@link #close()}; after it, no late request can come.
   *
   * @throws AssertionError for the first of these, with the others suppressed
   */
  public void verify() {
    List<AssertionError> errors = new ArrayList<>();
    for (Throwable thrown : dispatcher.responderErrors()) {
      errors.add(new AssertionError("A responder threw " + thrown, thrown));
    }
    for (FaultPlan plan : plans()) {
      try {
        plan.verify();
      } catch (AssertionError e) {
        errors.add(e);
      }
    }
    if (!errors.isEmpty()) {
      AssertionError first = errors.get(0);
      errors.stream().skip(1).forEach(first::addSuppressed);
      throw first;
    }
  }

  /**
   * Ends all connections and stops listening: until {@link #restart()}, connections to this port
   * are refused. Routes, scripts and recorded requests stay. It does nothing to a stopped server.
   *
   * @throws IllegalStateException if the server is closed, or a responder does not end within 5 s
   *     (real time) of being interrupted
   */
  public void stop() {
    port.stop();
  }

  /**
   * Listens on the same port again.
   *
   * @throws IllegalStateException if the server is running or closed
   */
  public void restart() {
    port.restart();
  }

  /**
   * Ends the server: when it returns, its port, connections and threads are gone, those of requests
   * under way and never answered included. Closing twice does nothing.
   *
   * @throws IllegalStateException if a responder does not end within 5 s (real time) of being
   *     interrupted; the message names its thread and place
   */
  @Override
  public void close() {
    port.close();
  }

  /** As in {@code "http://127.0.0.1:43210"}. */
  @Override
  public String toString() {
    return uri().toString();
  }
}
