package dev.redial.test.junit;

import dev.redial.test.clock.ClockStalledError;
import dev.redial.test.clock.FakeClock;
import dev.redial.test.inject.http.FaultServer;
import dev.redial.test.inject.proxy.Faults;
import dev.redial.test.timeline.CallStory;
import dev.redial.test.timeline.Timeline;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/** Everything one test is given; closed when the test is over. */
final class TestKit implements CloseableResource {

  /** What a test may ask for. */
  static final Set<Class<?>> PARTS =
      Set.of(FakeClock.class, Timeline.class, Faults.class, FaultServer.class);

  private final Thread owner = Thread.currentThread();
  private final Set<Thread> runners = new HashSet<>();
  private final FakeClock clock = new FakeClock();
  private final Timeline timeline = new Timeline(clock);
  private final Faults faults = new Faults(timeline, clock);
  private @Nullable FaultServer server;

  Object part(Class<?> type) {
    if (type == FakeClock.class) {
      return clock;
    }
    if (type == Timeline.class) {
      return timeline;
    }
    return type == Faults.class ? faults : server();
  }

  Timeline timeline() {
    return timeline;
  }

  /** The first time the clock stood still for good. */
  Optional<ClockStalledError> stall() {
    return clock.stall();
  }

  private FaultServer server() {
    if (server == null) {
      server = FaultServer.start(clock, timeline);
    }
    return server;
  }

  /**
   * Makes the current thread one that the clock waits for, until the result is run; the thread that
   * made the kit is not waited for meanwhile, unless it is one of those that do so.
   */
  synchronized Runnable runOnThisThread() {
    Thread runner = Thread.currentThread();
    runners.add(runner);
    clock.adopt(runner);
    if (!runners.contains(owner)) {
      clock.release(owner);
    }
    return () -> leave(runner);
  }

  private synchronized void leave(Thread runner) {
    runners.remove(runner);
    if (runners.isEmpty()) {
      clock.adopt(owner);
    }
    if (runner != owner || !runners.isEmpty()) {
      clock.release(runner);
    }
  }

  /** Fails if the clock stood still and nobody said so, or if a script was not used up. */
  void verify() {
    stall().ifPresent(TestKit::rethrow);
    try {
      faults.verify(this::whyCallsEnded);
    } catch (AssertionError ofFaults) {
      verifyServer().ifPresent(ofFaults::addSuppressed);
      throw ofFaults;
    }
    verifyServer()
        .ifPresent(
            error -> {
              throw error;
            });
  }

  private Optional<AssertionError> verifyServer() {
    try {
      if (server != null) {
        server.verify();
      }
      return Optional.empty();
    } catch (AssertionError error) {
      return Optional.of(error);
    }
  }

  /** Why faults may not have been reached: the rules that stopped the calls. */
  private String whyCallsEnded() {
    return timeline.story().calls().stream()
        .filter(call -> call.stoppedBy().isPresent())
        .map(TestKit::whyEnded)
        .collect(Collectors.joining(" "));
  }

  private static String whyEnded(CallStory call) {
    int attempts = call.attempts().size();
    return "Call '%s' ended after attempt %d: %s."
        .formatted(call.name(), attempts, call.stoppedBy().orElseThrow());
  }

  private static void rethrow(ClockStalledError stall) {
    throw stall;
  }

  @Override
  public void close() {
    try (clock) {
      if (server != null) {
        server.close();
      }
    }
  }
}
