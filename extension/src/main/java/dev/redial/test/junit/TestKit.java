package dev.redial.test.junit;

import dev.redial.test.clock.ClockStalledError;
import dev.redial.test.clock.FakeClock;
import dev.redial.test.inject.FaultPlan;
import dev.redial.test.inject.ScriptLeftoverError;
import dev.redial.test.inject.http.FaultServer;
import dev.redial.test.inject.proxy.Faults;
import dev.redial.test.report.AsciiTimeline;
import dev.redial.test.timeline.CallStory;
import dev.redial.test.timeline.Timeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/** Everything one test is given; closed when the test is over. */
final class TestKit implements CloseableResource {

  /** What a test may ask for. */
  static final Set<Class<?>> PARTS =
      Set.of(FakeClock.class, Timeline.class, Faults.class, FaultServer.class);

  private static final String ASSERTIONS = "dev.redial.test.assertions.";

  private final String test;
  private final LateCalls lateCalls;
  private final Thread owner = Thread.currentThread();
  private final Set<Thread> runners = new HashSet<>();
  private final FakeClock clock = new FakeClock();
  private final Timeline timeline = new Timeline(clock);
  private final Faults faults = new Faults(timeline, clock);
  private final List<FaultPlan> plans = new CopyOnWriteArrayList<>();
  private final Deque<Runnable> whenClosed = new ConcurrentLinkedDeque<>();
  private final AtomicBoolean begun = new AtomicBoolean();
  private volatile boolean failed;
  private @Nullable FaultServer server;

  /**
   * @param test how reports call the test
   * @param lateCalls tells of calls that come when the test is over
   */
  TestKit(String test, LateCalls lateCalls) {
    this.test = test;
    this.lateCalls = lateCalls;
  }

  /** Whether no code of the test's own, such as a {@code @BeforeEach} method, has run before. */
  boolean begins() {
    return begun.compareAndSet(false, true);
  }

  /** One of the dynamic tests that share this kit has failed. */
  void dynamicTestFailed(Throwable error) {
    failed = true;
    explain(error);
  }

  /**
   * The test has ended, and so have its {@code @AfterEach} methods.
   *
   * @param lenient steps of scripts may be left over
   * @throws AssertionError if the test passed by itself, but should not have
   */
  void end(Optional<Throwable> error, boolean lenient) {
    error.ifPresent(this::explain);
    if (error.isEmpty() && !failed) {
      try {
        verify(lenient);
      } catch (AssertionError mismatch) {
        showTimeline(mismatch);
        throw mismatch;
      }
    }
  }

  private void explain(Throwable error) {
    stall().filter(stall -> stall != error).ifPresent(error::addSuppressed);
    showTimeline(error);
  }

  private void showTimeline(Throwable error) {
    boolean showsItAlready =
        Arrays.stream(error.getStackTrace())
            .anyMatch(frame -> frame.getClassName().startsWith(ASSERTIONS));
    if (!showsItAlready && !timeline.entries().isEmpty()) {
      error.addSuppressed(new TimelineNote(new AsciiTimeline().render(timeline.story())));
    }
  }

  /** Does it when the test is over; the latest first. */
  void whenClosed(Runnable action) {
    whenClosed.push(action);
  }

  /** A script of an annotation, put to work for this test. */
  FaultPlan plan(String name, ScriptSource source) {
    FaultPlan plan =
        FaultPlan.of(name, source.script(), timeline, clock).declaredAt(source.place());
    plans.add(plan);
    return plan;
  }

  Object part(Class<?> type) {
    if (type == FakeClock.class) {
      return clock;
    }
    if (type == Timeline.class) {
      return timeline;
    }
    return type == Faults.class ? faults : server();
  }

  /** The first time the clock stood still for good. */
  private Optional<ClockStalledError> stall() {
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

  /**
   * Fails if the clock stood still and nobody said so, or if a script was not followed to its end
   * and not beyond.
   *
   * @param lenient steps may be left over
   */
  private void verify(boolean lenient) {
    stall().ifPresent(TestKit::rethrow);
    List<AssertionError> errors = new ArrayList<>();
    collect(() -> faults.verify(this::whyCallsEnded), errors);
    plans.forEach(plan -> collect(() -> plan.verify(this::whyCallsEnded), errors));
    if (server != null) {
      collect(server::verify, errors);
    }
    List<AssertionError> told = lenient ? withoutLeftovers(errors) : errors;
    if (!told.isEmpty()) {
      AssertionError first = told.get(0);
      told.stream().skip(1).forEach(first::addSuppressed);
      throw first;
    }
  }

  /** One error may tell of several scripts: it has that of each, or of each other, suppressed. */
  private static List<AssertionError> withoutLeftovers(List<AssertionError> errors) {
    List<AssertionError> left = new ArrayList<>();
    for (AssertionError error : errors) {
      List<AssertionError> others =
          Arrays.stream(error.getSuppressed())
              .filter(AssertionError.class::isInstance)
              .map(AssertionError.class::cast)
              .toList();
      boolean tellsOfOthersOnly =
          error.getClass() == AssertionError.class && error.getCause() == null && !others.isEmpty();
      if (error instanceof ScriptLeftoverError || tellsOfOthersOnly) {
        left.addAll(withoutLeftovers(others));
      } else {
        left.add(error);
      }
    }
    return left;
  }

  private static void collect(Runnable check, List<AssertionError> errors) {
    try {
      check.run();
    } catch (AssertionError error) {
      errors.add(error);
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

  /** Ends all of it, whatever fails on the way; what is wrapped is inert from then on. */
  @Override
  public void close() {
    try (clock) {
      faults.close();
      plans.forEach(FaultPlan::close);
      whenClosed.forEach(Runnable::run);
      lateCalls.watch(test, timeline);
    } finally {
      if (server != null) {
        server.close();
      }
    }
  }
}
