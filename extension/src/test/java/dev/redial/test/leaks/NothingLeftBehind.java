package dev.redial.test.leaks;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Fails a test class that leaves something behind: a thread, a socket, a system property or a file.
 * The build registers it for every test class of the module.
 */
public final class NothingLeftBehind implements BeforeAllCallback, AfterAllCallback {

  private static final Namespace NAMESPACE = Namespace.create(NothingLeftBehind.class);

  private final Duration limit;

  /** What the service loader makes; threads and sockets may take 5 s, real time, to go. */
  public NothingLeftBehind() {
    this(Duration.ofSeconds(5));
  }

  NothingLeftBehind(Duration limit) {
    this.limit = limit;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    if (isTopLevel(context)) {
      context.getStore(NAMESPACE).put(Surroundings.class, Surroundings.now());
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (isTopLevel(context)) {
      Surroundings before = context.getStore(NAMESPACE).get(Surroundings.class, Surroundings.class);
      List<String> left = before.leftBehind(limit);
      if (!left.isEmpty()) {
        throw new AssertionError(
            context.getDisplayName() + " left behind:\n  " + String.join("\n  ", left));
      }
    }
  }

  /** Nested classes share what the class around them has set up. */
  private static boolean isTopLevel(ExtensionContext context) {
    return context.getParent().filter(parent -> parent.getTestClass().isPresent()).isEmpty();
  }
}
