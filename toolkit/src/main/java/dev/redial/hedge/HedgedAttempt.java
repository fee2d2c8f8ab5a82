package dev.redial.hedge;

import dev.redial.time.Scheduled;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a hedged call. It may be given up at any time, before its work has begun and while
 * it begins, too.
 */
final class HedgedAttempt<T extends @Nullable Object> {

  private static final System.Logger LOG = System.getLogger("dev.redial");

  private static final Scheduled GIVEN_UP = () -> false;

  private final int number;
  private final Hedge hedge;
  private final AtomicReference<@Nullable Scheduled> work = new AtomicReference<>();
  private final AtomicBoolean dropped = new AtomicBoolean();
  private volatile @Nullable Object seen;

  HedgedAttempt(Hedge hedge, int number) {
    this.hedge = hedge;
    this.number = number;
  }

  int number() {
    return number;
  }

  boolean isGivenUp() {
    return work.get() == GIVEN_UP;
  }

  /** Its work is under way; should it have been given up meanwhile, the work is, too. */
  void underWay(Scheduled newWork) {
    if (!work.compareAndSet(null, newWork)) {
      cancel(newWork);
    }
  }

  void giveUp() {
    Scheduled begun = work.getAndSet(GIVEN_UP);
    if (begun != null) {
      cancel(begun);
    }
  }

  private void cancel(Scheduled begun) {
    try {
      if (begun.cancel()) {
        drop(seen);
      }
    } catch (Throwable ofStage) {
      LOG.log(
          Level.WARNING,
          "An attempt of hedge '" + hedge.name() + "' could not be cancelled; the call goes on.",
          ofStage);
    }
  }

  /** Looks for a result that comes when nobody waits for it any more. */
  @Nullable CompletionStage<T> watched(@Nullable CompletionStage<T> stage) {
    if (stage != null && hedge.policy().closesDroppedResults()) {
      stage.whenComplete((result, error) -> see(result));
    }
    return stage;
  }

  /** Either this sees that the attempt was given up, or who gives it up sees the result. */
  private void see(@Nullable Object result) {
    seen = result;
    if (isGivenUp()) {
      drop(result);
    }
  }

  /** The caller does not get this result. */
  void drop(@Nullable Object result) {
    if (result != null && dropped.compareAndSet(false, true)) {
      hedge.drop(result);
    }
  }
}
