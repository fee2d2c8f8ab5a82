package dev.redial.guard;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A step that is added when the last one ends is not left behind, nor is one that moves on. */
@Outcome(id = "2, 0", expect = ACCEPTABLE, desc = "both ran")
public final class NoStepLost {

  private NoStepLost() {}

  @JCStressTest
  @JCStressMeta(NoStepLost.class)
  @State
  public static class Real {
    private final SerialSteps steps = new SerialSteps();
    private final Counter counter = new Counter();

    @Actor
    public void one() {
      steps.run(counter::step);
    }

    @Actor
    public void two() {
      steps.runOn(Runnable::run, counter::step, refusal -> {});
    }

    @Arbiter
    public void end(II_Result result) {
      result.r1 = counter.steps;
      result.r2 = counter.overlaps;
    }
  }

  @JCStressTest
  @JCStressMeta(NoStepLost.class)
  @State
  public static class Twin {
    private final UnguardedSteps steps = new UnguardedSteps();
    private final Counter counter = new Counter();

    @Actor
    public void one() {
      steps.runOrLeave(counter::step);
    }

    @Actor
    public void two() {
      steps.runOrLeave(counter::step);
    }

    @Arbiter
    public void end(II_Result result) {
      result.r1 = counter.steps;
      result.r2 = counter.overlaps;
    }
  }

  /** What no two threads may touch at once. */
  private static final class Counter {
    private int steps;
    private int inside;
    private int overlaps;

    void step() {
      inside++;
      overlaps += inside == 1 ? 0 : 1;
      steps++;
      inside--;
    }
  }
}
