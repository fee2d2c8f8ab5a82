package dev.redial.benchmarks.cases;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Asks an open guard from the bottom of some frames, which the compiler must not inline. */
@State(Scope.Thread)
public class Stack extends Counted {

  private static final int MORE_THAN_ANY_WINDOW = 200;

  /** How many frames there are. */
  @Param({"0", "64"})
  int depth;

  Object ask(Guard guard) {
    count++;
    return below(depth, guard);
  }

  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  static Object below(int frames, Guard guard) {
    return frames == 0 ? guard.rejection() : below(frames - 1, guard);
  }

  /** Opens a guard by calls that fail. */
  static void failOften(Callable<String> call) {
    for (int i = 0; i < MORE_THAN_ANY_WINDOW; i++) {
      try {
        call.call();
      } catch (Exception e) {
        // At first the failure, then the rejection.
      }
    }
  }

  static String fail() throws IOException {
    throw new IOException("down");
  }

  @SuppressWarnings("DoNotCallSuggester") // guards are given it, and do not call it
  static String mustNotRun() {
    throw new AssertionError("an open guard let a call pass");
  }

  /** Something that rejects. */
  interface Guard {

    /** The exception that a call ends with. */
    Object rejection();
  }
}
