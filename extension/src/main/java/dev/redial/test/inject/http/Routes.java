package dev.redial.test.inject.http;

import dev.redial.test.inject.FaultPlan;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The routes of one server. An exact path goes before a wildcard, a longer one before a shorter.
 */
final class Routes {

  private static final Comparator<Route> BEST_FIRST =
      Comparator.comparing((Route route) -> route.pattern().prefix())
          .thenComparing(route -> -route.pattern().path().length());

  private final List<Route> routes = new CopyOnWriteArrayList<>();

  /**
   * What is done with the requests of one pattern.
   *
   * @param plan the faults, or {@code null} if there are none
   * @param responder answers where there is no fault
   */
  record Route(RoutePattern pattern, @Nullable FaultPlan plan, Responder responder) {}

  /**
   * Adds a route.
   *
   * @throws IllegalArgumentException if there is one for this pattern
   */
  void add(Route route) {
    synchronized (routes) {
      for (Route other : routes) {
        if (other.pattern().equals(route.pattern())) {
          throw new IllegalArgumentException(
              "route '"
                  + route.pattern()
                  + "' has been given before"
                  + (other.plan() == null ? "" : ", at " + other.plan().place())
                  + "; write one script for all its requests");
        }
      }
      routes.add(route);
    }
  }

  Optional<Route> find(HttpRequest request) {
    return routes.stream().filter(route -> route.pattern().takes(request)).min(BEST_FIRST);
  }

  List<FaultPlan> plans() {
    return routes.stream().flatMap(route -> Optional.ofNullable(route.plan()).stream()).toList();
  }

  /** The routes as a sentence for somebody who asked for another. */
  String describe() {
    return routes.isEmpty()
        ? "It has no routes yet: give it some with on(\"GET /orders/42\", \"503, ok\")."
        : "Its routes are: "
            + routes.stream()
                .map(route -> route.pattern().toString())
                .collect(Collectors.joining(", "))
            + ".";
  }
}
