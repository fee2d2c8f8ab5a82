package dev.redial.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InterruptibleTest {

  private static final int ROUNDS = 2_000;

  @AfterEach
  void leavesNoFlag() {
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void anInterruptIsTakenDownWhenTheWorkEnds() {
    Interruptible work = new Interruptible();
    assertThat(work.interrupt()).isTrue();
    assertThat(Thread.currentThread().isInterrupted()).isTrue();

    assertThat(work.end()).isTrue();

    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void workThatHasEndedIsNotInterrupted() {
    Interruptible work = new Interruptible();
    assertThat(work.end()).isFalse();

    assertThat(work.interrupt()).isFalse();
  }

  @Test
  void onlyTheFirstInterruptCounts() {
    Interruptible work = new Interruptible();
    assertThat(work.interrupt()).isTrue();
    assertThat(work.interrupt()).isFalse();
    work.end();
  }

  @Test
  void anInterruptThatWasThereBeforeStays() {
    Thread.currentThread().interrupt();
    Interruptible work = new Interruptible();
    work.interrupt();

    work.end();

    assertThat(Thread.interrupted()).isTrue();
  }

  /** Guarantee 47: work that heeds two interrupts at once takes down one flag. */
  @Test
  void anInterruptThatWasThereBeforeStaysEvenIfTheWorkHeedsOne() {
    Thread.currentThread().interrupt();
    Interruptible work = new Interruptible();
    work.interrupt();
    assertThat(Thread.interrupted()).as("heeded").isTrue();

    work.end();

    assertThat(Thread.interrupted()).isTrue();
  }

  /** As a retry does that lets an interrupt through. */
  @Test
  void theFlagIsTakenDownEvenIfTheWorkHasSetItAgain() {
    Interruptible work = new Interruptible();
    work.interrupt();
    assertThat(Thread.interrupted()).as("heeded").isTrue();
    Thread.currentThread().interrupt();

    work.end();
  }

  @Test
  void anInterruptFromElsewhereStaysIfTheWorkWasNotInterrupted() {
    Interruptible work = new Interruptible();
    Thread.currentThread().interrupt();

    work.end();

    assertThat(Thread.interrupted()).isTrue();
  }

  /** Guarantee 47: the interrupt never hits what the thread does later. */
  @Test
  void neverHitsLaterWork() throws Exception {
    assertThat(strayInterrupts(Claiming::new)).isZero();
  }

  /** The same without a claim: what was about to interrupt does so, whoever has the thread now. */
  @Test
  void withoutAClaimLaterWorkIsHit() throws Exception {
    assertThat(strayInterrupts(Unclaimed::new)).isPositive();
  }

  /** Work that others may interrupt. */
  private interface Work {
    void interrupt();

    void end();
  }

  private static final class Claiming implements Work {
    private final Interruptible work = new Interruptible();

    @Override
    public void interrupt() {
      work.interrupt();
    }

    @Override
    public void end() {
      work.end();
    }
  }

  private static final class Unclaimed implements Work {
    private final AtomicBoolean running = new AtomicBoolean(true);
    private final Thread thread = Thread.currentThread();

    @Override
    public void interrupt() {
      if (running.get()) {
        while (running.get()) {
          Thread.onSpinWait();
        }
        thread.interrupt();
      }
    }

    @Override
    public void end() {
      running.set(false);
      Thread.interrupted();
    }
  }

  /** How often a thread was interrupted after its work had ended. */
  private static int strayInterrupts(Supplier<Work> factory) throws Exception {
    AtomicReference<Work> current = new AtomicReference<>();
    AtomicInteger handled = new AtomicInteger();
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService interrupter = Executors.newSingleThreadExecutor();
    Future<?> interrupting =
        interrupter.submit(
            () -> {
              while (!over.get()) {
                Work work = current.getAndSet(null);
                if (work != null) {
                  work.interrupt();
                  handled.incrementAndGet();
                }
              }
            });
    int stray = 0;
    int taken = 0;
    try {
      for (int round = 0; round < ROUNDS; round++) {
        Work work = factory.get();
        current.set(work);
        // Now and then the other must have come to it, however busy the machine is.
        while (round % 8 == 0 && current.get() != null) {
          Thread.onSpinWait();
        }
        for (int spin = round % 64; spin > 0; spin--) {
          Thread.onSpinWait();
        }
        work.end();
        if (current.getAndSet(null) == null) {
          taken++;
          while (handled.get() < taken) {
            Thread.onSpinWait();
          }
        }
        stray += Thread.interrupted() ? 1 : 0;
      }
    } finally {
      over.set(true);
      interrupter.shutdown();
    }
    interrupting.get();
    return stray;
  }
}
