package dev.redial.config;

import java.util.Map;

/** What people call the settings of a breaker policy, and what Redial calls them. */
final class BreakerWords {

  static final Map<String, WrongWord> WRONG =
      new WrongWord.Table()
          .put(
              "failureRate",
              "failureRate is a share of the calls in the window, as in 50 %",
              "failureRateThreshold",
              "failureRatio",
              "errorThresholdPercentage",
              "failureThresholdPercentage")
          .put(
              "failuresInARow",
              "failuresInARow is how many failures without a success between them open the circuit",
              "failureThreshold",
              "threshold",
              "maxFailures",
              "consecutiveFailures",
              "failures")
          .put(
              "countWindow",
              "a window is one of calls, as in countWindow = 100, or one of time, as in"
                  + " timeWindow = 10s",
              "slidingWindowSize",
              "slidingWindowType",
              "window",
              "windowSize",
              "slidingWindow",
              "ringBufferSizeInClosedState")
          .put(
              "minimumCalls",
              "minimumCalls is below how many calls in the window no rate is looked at",
              "minimumNumberOfCalls",
              "requestVolumeThreshold",
              "minimumThroughput")
          .put(
              "slowCall",
              "slowCall is from when on a call is slow",
              "slowCallDurationThreshold",
              "slowCallThreshold")
          .put(
              "slowCallRate",
              "slowCallRate is a share of the calls in the window, as in 50 %",
              "slowCallRateThreshold")
          .put(
              "openWait",
              "openWait is how long the circuit stays open before a probe may pass",
              "waitDurationInOpenState",
              "waitDuration",
              "resetTimeout",
              "recoveryTimeout",
              "sleepWindow",
              "openDuration",
              "delay",
              "timeout")
          .put(
              "halfOpenProbes",
              "halfOpenProbes is how many probes pass in half-open state",
              "permittedNumberOfCallsInHalfOpenState",
              "ringBufferSizeInHalfOpenState",
              "successThreshold",
              "halfOpenMaxCalls",
              "probes")
          .put(
              "halfOpenByTimer",
              "halfOpenByTimer = true half-opens the circuit without a call",
              "automaticTransitionFromOpenToHalfOpenEnabled")
          .put(
              "maxProbeWait",
              "maxProbeWait is after how long a probe that has not ended is given up",
              "maxWaitDurationInHalfOpenState")
          .put(
              "countedKinds",
              "every exception counts, except those that ignore names, and those of other kinds"
                  + " than countedKinds",
              "recordExceptions",
              "failOn")
          .put(
              "ignore",
              "ignore names exceptions that do not count, by class",
              "ignoreExceptions",
              "ignored",
              "skipOn")
          .onlyCode(BreakerSection.WORD, "classifier")
          .words();

  private BreakerWords() {}
}
