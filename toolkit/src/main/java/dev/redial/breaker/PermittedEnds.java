package dev.redial.breaker;

import org.jspecify.annotations.Nullable;

/** Gives permits back by what the end of the call means, also if the classifier throws. */
final class PermittedEnds {

  private final Circuit circuit;
  private final Judge judge;

  PermittedEnds(Circuit circuit, Judge judge) {
    this.circuit = circuit;
    this.judge = judge;
  }

  /** The operation returned something. */
  void returned(Permit permit, @Nullable Object result) {
    Verdict verdict;
    try {
      verdict = judge.ofResult(result);
    } catch (Throwable classifierError) {
      circuit.released(permit);
      throw classifierError;
    }
    give(permit, verdict);
  }

  /** The operation threw. */
  @SuppressWarnings("ReferenceEquality") // the instance itself, whatever its equals says
  void threw(Permit permit, Throwable error) {
    Verdict verdict;
    try {
      verdict = judge.ofError(error);
    } catch (Throwable classifierError) {
      circuit.released(permit);
      if (classifierError != error) {
        classifierError.addSuppressed(error);
      }
      throw classifierError;
    }
    give(permit, verdict);
  }

  /** The operation ran, and nothing can be said of it. */
  void released(Permit permit) {
    circuit.released(permit);
  }

  private void give(Permit permit, Verdict verdict) {
    switch (verdict) {
      case SUCCESS -> circuit.succeeded(permit);
      case FAILURE -> circuit.failed(permit);
      case IGNORED -> circuit.released(permit);
    }
  }
}
