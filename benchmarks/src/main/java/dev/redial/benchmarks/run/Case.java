package dev.redial.benchmarks.run;

import dev.redial.benchmarks.cases.BreakerSuccess;
import dev.redial.benchmarks.cases.BreakerTwoThreads;
import dev.redial.benchmarks.cases.CompletedStage;
import dev.redial.benchmarks.cases.FailTwice;
import dev.redial.benchmarks.cases.Rejection;
import dev.redial.benchmarks.cases.RetryOfBreakerSuccess;
import dev.redial.benchmarks.cases.RetrySuccess;
import dev.redial.benchmarks.cases.TimeWindow;
import dev.redial.benchmarks.cases.TimedRejection;
import dev.redial.benchmarks.cases.UnrecordedSuccess;
import java.util.List;

/**
 * A class of benchmarks.
 *
 * @param goals what Redial should reach in it
 */
record Case(Class<?> benchmarks, List<Goal> goals) {

  /** In the order of the report. */
  static final List<Case> ALL =
      List.of(
          of(RetrySuccess.class, Goal.timesBare(1.3), Goal.bytes(0)),
          of(UnrecordedSuccess.class, Goal.timesBare(1.3), Goal.bytes(0)),
          of(BreakerSuccess.class, Goal.timesBare(1.6), Goal.bytes(0)),
          of(RetryOfBreakerSuccess.class, Goal.timesBare(2), Goal.bytes(0)),
          of(FailTwice.class, Goal.timesBare(1.4)),
          of(Rejection.class, Goal.nanosAboveBare(40), Goal.bytes(64)),
          of(TimedRejection.class, Goal.nanosAboveBare(20), Goal.bytes(64)),
          of(BreakerTwoThreads.class, Goal.timesOneThread(1.8)),
          of(TimeWindow.class, Goal.nanos(45)),
          of(CompletedStage.class, Goal.timesBare(2)));

  private static Case of(Class<?> benchmarks, Goal... goals) {
    return new Case(benchmarks, List.of(goals));
  }
}
