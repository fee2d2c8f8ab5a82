package dev.redial.guard;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two steps that are added at once run one after the other. */
@Outcome(id = "2, 0", expect = ACCEPTABLE, desc = "one after the other")
public final class OneStepAtATime {

  private OneStepAtATime() {}

  @JCStressTest
  @JCStressMeta(OneStepAtATime.class)
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
      steps.run(counter::step);
    }

    @Arbiter
    public void end(II_Result result) {
      result.r1 = counter.steps;
      result.r2 = counter.overlaps;
    }
  }

  @JCStressTest
  @JCStressMeta(OneStepAtATime.class)
  @State
  public static class Twin {
    private final UnguardedSteps steps = new UnguardedSteps();
    private final Counter counter = new Counter();

    @Actor
    public void one() {
      steps.runAtOnce(counter::step);
    }

    @Actor
    public void two() {
      steps.runAtOnce(counter::step);
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
