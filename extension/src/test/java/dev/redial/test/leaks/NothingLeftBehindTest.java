package dev.redial.test.leaks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;

/** That what watches over this module's tests sees what it is for. */
class NothingLeftBehindTest {

  private static final Queue<AutoCloseable> LEFT = new ConcurrentLinkedQueue<>();

  @AfterEach
  void clearUp() throws Exception {
    for (AutoCloseable left = LEFT.poll(); left != null; left = LEFT.poll()) {
      left.close();
    }
  }

  abstract static class Watched {
    @RegisterExtension
    static final NothingLeftBehind WATCH = new NothingLeftBehind(Duration.ofMillis(200));
  }

  static class LeavesAThread extends Watched {
    @Test
    void test() {
      CountDownLatch end = new CountDownLatch(1);
      Thread thread =
          new Thread(
              () -> {
                try {
                  end.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              },
              "left-by-a-test");
      thread.start();
      LEFT.add(
          () -> {
            end.countDown();
            thread.join();
          });
    }
  }

  static class LeavesASocket extends Watched {
    @Test
    void test() throws IOException {
      LEFT.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
    }
  }

  static class LeavesAProperty extends Watched {
    @Test
    void test() {
      System.setProperty("left.by.a.test", "1");
      LEFT.add(() -> System.clearProperty("left.by.a.test"));
    }
  }

  static class LeavesAFile extends Watched {
    @Test
    void test() throws IOException {
      Path file = Files.createTempFile("left-by-a-test", null);
      LEFT.add(() -> Files.delete(file));
    }
  }

  @ExtendWith(NothingLeftBehind.class)
  static class LeavesNothing {
    @Test
    void test() throws Exception {
      Thread thread = new Thread(() -> {});
      thread.start();
      new ServerSocket(0, 1, InetAddress.getLoopbackAddress()).close();
      Files.delete(Files.createTempFile("left-by-a-test", null));
    }
  }

  private static String complaint(Class<?> test) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(test))
        .execute()
        .containerEvents()
        .finished()
        .stream()
        .map(event -> event.getRequiredPayload(TestExecutionResult.class))
        .flatMap(result -> result.getThrowable().stream())
        .map(Throwable::getMessage)
        .findFirst()
        .orElse("");
  }

  @Test
  void seesAThread() {
    assertThat(complaint(LeavesAThread.class))
        .startsWith("NothingLeftBehindTest$LeavesAThread left behind:\n  thread 'left-by-a-test'");
  }

  @Test
  void seesASocketWhereTheSystemTellsOfThem() {
    assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "/proc tells of open sockets");
    assertThat(complaint(LeavesASocket.class)).contains("left behind:\n  socket from ");
  }

  @Test
  void seesASystemProperty() {
    assertThat(complaint(LeavesAProperty.class))
        .contains("left behind:\n  system property left.by.a.test = 1, before: null");
  }

  @Test
  void seesAFile() {
    assertThat(complaint(LeavesAFile.class)).contains("left behind:\n  file ", "left-by-a-test");
  }

  @Test
  void isContentWithTestsThatClearUp() {
    assertThat(complaint(LeavesNothing.class)).isEmpty();
  }
}
