package dev.redial.test.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScriptCursorTest {

  /** Expectation 1: calls 1, 2 and 3 see exactly what the script says. */
  @Test
  void givesEachCallItsFault() {
    ScriptCursor cursor = cursor("timeout x2, 503, ok");

    assertThat(turns(cursor, 4))
        .containsExactly(
            new Turn.Scripted(1, 1, 1, Fault.timeout()),
            new Turn.Scripted(2, 1, 2, Fault.timeout()),
            new Turn.Scripted(3, 2, 1, Fault.status(503)),
            new Turn.Scripted(4, 3, 1, Fault.ok()));
    assertThat(cursor.calls()).isEqualTo(4);
    assertThat(cursor.leftovers()).isEmpty();
  }

  /** Expectation 2: no silent default. */
  @Test
  void aStrictScriptIsOverrun() {
    assertThat(turns(cursor("ok"), 3)).endsWith(new Turn.Overrun(2), new Turn.Overrun(3));
  }

  @Test
  void thenPassLetsTheRestThrough() {
    assertThat(turns(cursor("503, then pass"), 2)).endsWith(new Turn.Beyond(2));
  }

  @Test
  void thenRepeatGoesOnWithTheLastStep() {
    assertThat(turns(cursor("ok, 503 x2, then repeat"), 5))
        .endsWith(
            new Turn.Scripted(4, 2, 3, Fault.status(503)),
            new Turn.Scripted(5, 2, 4, Fault.status(503)));
  }

  @Test
  void dotsLetTheRestThrough() {
    assertThat(turns(cursor("503, …"), 2)).endsWith(new Turn.Beyond(2));
  }

  /** Expectation 3. */
  @Test
  void listsWhatWasNotReached() {
    ScriptCursor cursor = cursor("ok, timeout x3, reset x2");
    turns(cursor, 2);

    assertThat(cursor.leftovers())
        .containsExactly(
            new Leftover(2, Fault.timeout().times(3), 2),
            new Leftover(3, Fault.reset().times(2), 2));
  }

  @Test
  void anUnusedScriptIsLeftOverAsAWhole() {
    assertThat(cursor("ok x2, then repeat").leftovers())
        .containsExactly(new Leftover(1, Fault.ok().times(2), 2));
  }

  @Test
  void dotsAllowLeftovers() {
    assertThat(cursor("503 x9, …").leftovers()).isEmpty();
  }

  @Test
  void noTwoThreadsGetTheSamePlace() throws InterruptedException, ExecutionException {
    int threads = 8;
    int each = 1_000;
    ScriptCursor cursor = cursor("timeout x3000, 503 x5000");
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<List<Turn>>> tasks =
          IntStream.range(0, threads)
              .<Callable<List<Turn>>>mapToObj(i -> () -> turns(cursor, each))
              .toList();
      List<Turn> all = new ArrayList<>();
      for (Future<List<Turn>> task : pool.invokeAll(tasks)) {
        all.addAll(task.get());
      }
      all.sort(Comparator.comparingLong(Turn::call));

      assertThat(all).isEqualTo(turns(cursor("timeout x3000, 503 x5000"), threads * each));
    } finally {
      pool.shutdownNow();
    }
  }

  private static ScriptCursor cursor(String script) {
    return new ScriptCursor(Script.parse(script));
  }

  private static List<Turn> turns(ScriptCursor cursor, int count) {
    return IntStream.range(0, count).mapToObj(i -> cursor.next()).toList();
  }
}
