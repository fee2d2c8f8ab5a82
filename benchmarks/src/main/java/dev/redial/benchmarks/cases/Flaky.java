package dev.redial.benchmarks.cases;

import java.net.ConnectException;
import org.openjdk.jmh.annotations.CompilerControl;

/**
 * Fails twice, then does what {@link Work} does. The compiler must not inline it, as it could not
 * inline a remote call: it would turn the throw into a jump. The error has no stack trace and is
 * always the same one, so that it costs nothing itself.
 */
public class Flaky extends Counted {

  static final int ATTEMPTS = 3;

  private final Unreachable failure = new Unreachable();
  private long seed = 88_172_645_463_325_252L;
  private int attempt;

  /** Runs it once. */
  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  public String call() throws Unreachable {
    count++;
    attempt = attempt < ATTEMPTS ? attempt + 1 : 1;
    if (attempt < ATTEMPTS) {
      throw failure;
    }
    seed = Work.mixed(seed);
    return result;
  }

  /** What a refused connection looks like. */
  public static final class Unreachable extends ConnectException {

    private static final long serialVersionUID = 1L;

    @Override
    public Throwable fillInStackTrace() {
      return this;
    }
  }
}
