package dev.redial.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealTimeTest {

  private static final List<String> REAL =
      List.of(
          "System.nanoTime();",
          "System.currentTimeMillis();",
          "java.time.Instant.now();",
          "java.time.ZonedDateTime.now(java.time.ZoneOffset.UTC);",
          "java.time.Clock.systemUTC();",
          "java.time.Clock.tickSeconds(java.time.ZoneOffset.UTC);",
          "java.time.InstantSource.system();",
          "java.util.function.LongSupplier nanos = System::nanoTime;",
          "Runnable later = () -> System.nanoTime();",
          "new java.util.Date();",
          "java.util.Calendar.getInstance();",
          "Thread.sleep(1);",
          "Thread.currentThread().join(1);",
          "TimeUnit.SECONDS.sleep(1);",
          "TimeUnit.SECONDS.timedJoin(Thread.currentThread(), 1);",
          "new int[0].wait(1);",
          "java.util.concurrent.locks.LockSupport.parkNanos(1);",
          "java.util.concurrent.locks.LockSupport.parkUntil(this, 1);",
          "new CountDownLatch(1).await(1, TimeUnit.SECONDS);",
          "new CompletableFuture<String>().get(1, TimeUnit.SECONDS);",
          "new java.util.concurrent.locks.ReentrantLock().newCondition().awaitNanos(1);",
          "new java.util.Timer();",
          "new ScheduledThreadPoolExecutor(1);",
          "Executors.newSingleThreadScheduledExecutor();",
          "CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);",
          "new CompletableFuture<String>().orTimeout(1, TimeUnit.SECONDS);",
          "new CompletableFuture<String>().completeOnTimeout(null, 1, TimeUnit.SECONDS);",
          "Math.random();",
          "new java.util.Random();",
          "java.util.function.Supplier<java.util.Random> random = java.util.Random::new;",
          "new java.util.SplittableRandom();",
          "java.util.concurrent.ThreadLocalRandom.current();",
          "java.util.random.RandomGenerator.getDefault();");

  private static final List<String> HARMLESS =
      List.of(
          "java.time.Instant.now(java.time.Clock.fixed(java.time.Instant.EPOCH, null));",
          "new java.util.Date(1);",
          "Thread.currentThread().join();",
          "new int[0].wait();",
          "java.util.concurrent.locks.LockSupport.park();",
          "new CountDownLatch(1).await();",
          "new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, null);",
          "TimeUnit.SECONDS.convert(1, TimeUnit.HOURS);",
          "new java.util.Random(42);");

  private final RealTime rule =
      RealTime.onlyIn("acme.time").socketsIn("acme.net").chanceIn("acme.Dice");

  @TempDir private Path directory;

  @Test
  void findsRealTimeAndChance() {
    List<String> violations = violations("acme", "Shop", REAL.toArray(String[]::new));

    for (int i = 0; i < REAL.size(); i++) {
      String method = "Shop.run" + i + "()";
      assertThat(violations)
          .as(REAL.get(i))
          .filteredOn(violation -> violation.contains(method))
          .hasSize(1);
    }
  }

  @Test
  void leavesWaitsForEventsSeedsAndGivenClocksAlone() {
    assertThat(violations("acme", "Shop", HARMLESS.toArray(String[]::new))).isEmpty();
  }

  @Test
  void allowsAllInTheTimePackage() {
    assertThat(violations("acme.time", "Time", "Thread.sleep(System.nanoTime());")).isEmpty();
  }

  @Test
  void allowsChanceInTheNamedClass() {
    assertThat(violations("acme", "Dice", "Math.random();")).isEmpty();
    assertThat(violations("acme", "Dice", "System.nanoTime();")).hasSize(1);
  }

  @Test
  void letsSocketsWaitButNeverSleepOrReadTheWallClock() {
    assertThat(violations("acme.net", "Net", "Thread.currentThread().join(System.nanoTime());"))
        .isEmpty();
    assertThat(violations("acme.net", "Net", "Thread.sleep(1); java.time.Instant.now();"))
        .hasSize(2);
  }

  private List<String> violations(String packageName, String type, String... statements) {
    StringBuilder source = new StringBuilder();
    source.append("package %s; import java.util.concurrent.*;".formatted(packageName));
    source.append("class %s {".formatted(type));
    for (int i = 0; i < statements.length; i++) {
      source.append("void run%d() throws Exception { %s }\n".formatted(i, statements[i]));
    }
    return Sample.compile(directory, source + "}").violationsOf(rule.rule());
  }
}
